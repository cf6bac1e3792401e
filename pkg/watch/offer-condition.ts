/** When a watch tells of an offer: as it enters the selection or becomes a deal, and again only when it is much cheaper than when it was told. */
import type { WhyCode } from '../listing/change.js';
import type { OfferWhy } from './fact.js';

/** What a watch knows of an offer, whatever number of ads it had: a re-listed ad is the same offer. */
export interface KnownOffer {
  /** Its price when the watch told of it last or, where it began silently, when it began. */
  readonly eurCents: number;
}

/**
 * Whether to tell of an offer that is in the selection now. Prices are compared in euro cents, so that one that is only
 * written in the other currency is the same one.
 * @param known `null`: the watch never told of it
 */
export function tellsOffer(known: KnownOffer | null, priceEurCents: number, againAfterPercent: number): boolean {
  if (known === null) return true;
  return priceEurCents < known.eurCents && priceEurCents * 100 <= known.eurCents * (100 - againAfterPercent);
}

export interface OfferCourse {
  readonly known: KnownOffer | null;
  /** Before the first change that the watch has not seen; `null`: it was added by it. */
  readonly before: { readonly status: string; readonly priceEurCents: number | null } | null;
  /** Why that first change was made. */
  readonly whyCode: WhyCode;
  /** It re-lists an ad that had ended. */
  readonly relisted: boolean;
  readonly priceEurCents: number;
}

/** Why an offer is told, by what befell it since the watch looked last. */
export function whyOffer({ known, before, whyCode, relisted, priceEurCents }: OfferCourse): OfferWhy {
  if (known !== null) return 'cheaper';
  if (before === null) return whyCode === 'first-seen' ? (relisted ? 'back' : 'new') : 'entered';
  if (whyCode === 'became-another-card') return 'new';
  if (before.status === 'missing' || before.status === 'gone') return 'back';
  const wasActive = before.status === 'active';
  return wasActive && before.priceEurCents !== null && priceEurCents < before.priceEurCents ? 'cheaper' : 'entered';
}

/** What the price is compared with in the message. */
export function beforeOf({ known, before }: Pick<OfferCourse, 'known' | 'before'>): number | null {
  return known?.eurCents ?? before?.priceEurCents ?? null;
}
