/** Chooses which pages of single ads a cycle opens: those whose own words matter most, within the budget. */
import { dealPrice } from '../analytics/deals.js';
import { FairPrices } from '../analytics/fair-price.js';
import { NO_EFFECTS } from '../analytics/price-effects.js';
import type { AbsentAd, PageCandidate, PageReason, PlannedPage } from '../listing/ad-page-store.js';

export interface PagePlanning {
  /** All cards of the cycle, whether their pages were read or not: they are one another's measure. */
  readonly candidates: readonly PageCandidate[];
  /** In the order in which they should be asked about. */
  readonly absent: readonly AbsentAd[];
  readonly market: string;
  /** Hosts that may be asked: an ad of a partner stands on the partner's site. */
  readonly hosts: readonly string[];
  /** Most pages. */
  readonly budget: number;
}

/** So that ads which a search leaves out are asked about however many cards there are to read. */
const ABSENT_SHARE = 1 / 4;

/** What is special about an offer (new, boxed) moves its fair price by so much: it might still be a deal. */
const NEARLY = 1.1;

/**
 * In order of worth: would-be deals (what they save), what is too cheap to be true, cards in review, cards whose description
 * is not known (the cheapest first, against what such cards cost); none that was read while it was what it is now. Absent
 * ads follow; a quarter of the budget is theirs if they need it.
 */
export function planPages({ candidates, absent, market, hosts, budget }: PagePlanning): PlannedPage[] {
  const isOurs = ({ url }: { readonly url: string }): boolean => hosts.includes(new URL(url).host);
  const ranked = rank(candidates, market).filter(({ candidate }) => !candidate.isRead && isOurs(candidate));
  const asked = absent.filter(isOurs);
  const kept = Math.min(asked.length, Math.floor(budget * ABSENT_SHARE));
  const opened = ranked.slice(0, Math.max(0, budget - kept)).map(({ candidate, why }) => planned(candidate, why));
  return [...opened, ...asked.slice(0, budget - opened.length).map((ad) => planned(ad, 'absent'))];
}

interface Ranked {
  readonly candidate: PageCandidate;
  readonly why: PageReason;
  /** More goes first among those opened for the same reason. */
  readonly worth: number;
}

function rank(candidates: readonly PageCandidate[], market: string): Ranked[] {
  const accepted = candidates.filter(({ verdict }) => verdict === 'accepted');
  const prices = new FairPrices(
    accepted.map((candidate) => ({ ...candidate, market })),
    NO_EFFECTS,
  );
  const byReason: Record<PageReason, Ranked[]> = { deal: [], suspicious: [], review: [], unread: [], absent: [] };
  for (const candidate of candidates) {
    const { priceEurCents, verdict, hasText } = candidate;
    const fair = prices.of({ ...candidate, market });
    const saved = fair === null || priceEurCents === null ? null : fair.eurCents - priceEurCents;
    const discount = saved === null || fair === null ? Number.NEGATIVE_INFINITY : saved / fair.eurCents;
    const add = (why: PageReason, worth: number): number => byReason[why].push({ candidate, why, worth });
    if (verdict === 'review') add('review', discount);
    else if (fair !== null && priceEurCents !== null && isPriced(candidate) && priceEurCents < fair.plausibleFrom)
      add('suspicious', discount);
    else if (saved !== null && fair !== null && isPriced(candidate) && isNearlyDeal(candidate, dealPrice(fair)))
      add('deal', saved);
    else if (!hasText) add('unread', discount);
  }
  const { deal, suspicious, review, unread } = byReason;
  return [deal, suspicious, review, unread].flatMap((group) => group.sort(byWorth));
}

/** A damaged card, or one of unknown memory, has no comparable offers. */
function isPriced({ condition, memoryGb }: PageCandidate): boolean {
  return condition !== 'damaged' && memoryGb !== null;
}

function isNearlyDeal({ priceEurCents }: PageCandidate, dearest: number | null): boolean {
  return dearest !== null && priceEurCents !== null && priceEurCents <= dearest * NEARLY;
}

function byWorth(a: Ranked, b: Ranked): number {
  return b.worth - a.worth || (a.candidate.externalId < b.candidate.externalId ? -1 : 1);
}

function planned(
  { externalId, url, title, priceMinor, currency }: PageCandidate | AbsentAd,
  why: PageReason,
): PlannedPage {
  return { externalId, url, title, priceMinor, currency, why };
}
