/** Appraises any text, or a known ad by its address: what it is, what it is worth, what to do. Nothing leaves the process. */
import { appraise, workingVersions, type Appraisal } from '../analytics/appraisal.js';
import { BAND_EDGES } from '../analytics/selling-time.js';
import { InvalidInputError, NotFoundError } from '../errors/app-error.js';
import type { ComparableOffer, KnownAd, MarketView } from '../listing/market-reader.js';
import { askedInText } from '../listing/asked-in-text.js';
import { toEurCents, type Currency } from '../listing/money.js';
import type { Rejected, RejectReason, Verdict } from '../listing/verdict.js';
import { appraisalSentences, sellingSentences, type AppraisalFacts } from '../wording/appraisal.js';
import { doubtSentence, rejectionSentences } from '../wording/verdict.js';
import type { Language } from '../wording/language.js';
import { effectsOf, pooledSpells, publishedAt } from './pricing.js';
import { euros, eurosOrNull, presentFair, presentOffer, presentVerdict, ratio } from './present.js';
import type { RouteServices } from './routes/route.js';
import type { AppraisalDto, AskedSource } from './schemas/appraisal.js';

export type AppraisalServices = Pick<RouteServices, 'classifier' | 'once' | 'adOf'>;

export interface AppraisalRequest {
  /** A title, a whole ad (its first line is the title), or an ad's address. */
  readonly text: string;
  /** Minor units of `currency`. */
  readonly askedMinor?: number | undefined;
  /** @default EUR */
  readonly currency?: Currency | undefined;
  readonly market?: string | undefined;
  /** @default en */
  readonly language?: Language | undefined;
}

/** @throws NotFoundError for the address of an ad that was never seen, InvalidInputError for an address of no market */
export async function appraiseText(
  view: MarketView,
  services: AppraisalServices,
  request: AppraisalRequest,
): Promise<AppraisalDto> {
  const { language = 'en' } = request;
  const known = await knownAd(view, services, request.text.trim());
  const [title = '', ...rest] =
    known === undefined ? request.text.trim().split(/\r?\n/) : [known.title, known.description ?? ''];
  const description = rest.join('\n').trim();
  // The price is not judged here but against the market: "too cheap to be true" says more than "implausible".
  const verdict = services.classifier.classify({ title, ...(description !== '' && { description }) });
  const { asked, askedSource } = askedOf(request, known);
  const asOf = await publishedAt(view, services.once);
  const common = { verdict, asked, askedSource, asOf, language };
  if (verdict.verdict === 'rejected') {
    const working = isOfACard(verdict) ? await workingCards(verdict.model, view, services, request.market) : [];
    return presentAppraisal({ ...common, working, appraisal: undefined, comparable: [] });
  }
  const { model, memoryGb, flags } = verdict;
  const offers = await offersOf(view, model);
  const isOwn = ({ id }: ComparableOffer): boolean => id === known?.listing?.id;
  const of = (one: { readonly memoryGb: number | null }): boolean => memoryGb === null || one.memoryGb === memoryGb;
  const appraisal = appraise(
    {
      ...{ model, memoryGb, flags, askedEurCents: asked },
      market: request.market ?? known?.market ?? mostCommon(offers.map(({ market }) => market)) ?? '',
      condition: flags.includes('new') ? 'new' : 'used',
      daysUp: 0,
    },
    {
      offers: offers.filter((offer) => !isOwn(offer)),
      effects: await effectsOf(view, services.once),
      spells: (await view.priceSpells(BAND_EDGES, model)).filter(of),
      allSpells: await pooledSpells(view, services.once),
      endings: (await view.endedOffers(model)).filter(of),
    },
  );
  const comparable = await view.offersById(appraisal.comparable.map(({ id }) => id));
  const order = appraisal.comparable.map(({ id }) => id);
  comparable.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  return presentAppraisal({ ...common, working: [], appraisal, comparable });
}

/** Left out, but about a card whose price in working order still tells something: what such an ad may cost at most, or saves. */
const isOfACard = (verdict: Rejected): verdict is Rejected & { readonly model: string } =>
  verdict.model !== undefined && ABOUT_A_CARD.has(verdict.reason);
const ABOUT_A_CARD = new Set<RejectReason>(['defective', 'not-for-sale', 'wanted', 'lot', 'computer', 'fake']);

async function workingCards(
  model: string,
  view: MarketView,
  { once }: AppraisalServices,
  market: string | undefined,
): Promise<Parts['working']> {
  const offers = await offersOf(view, model);
  const usual = market ?? mostCommon(offers.map((offer) => offer.market)) ?? '';
  const plain = { model, memoryGb: null, flags: [], condition: 'used', daysUp: 0, market: usual } as const;
  return workingVersions(plain, offers, await effectsOf(view, once));
}

async function offersOf(view: MarketView, model: string): Promise<ComparableOffer[]> {
  const offers: ComparableOffer[] = [];
  for await (const batch of view.comparables(model)) offers.push(...batch);
  return offers;
}

/** The ad that `text` is the address of; `undefined` where it is no address. */
async function knownAd(view: MarketView, { adOf }: AppraisalServices, text: string): Promise<KnownAd | undefined> {
  if (!/^https?:\/\/\S+$/i.test(text)) return undefined;
  const address = adOf(text);
  if (address === undefined) throw new InvalidInputError('this is no address of an ad on a market that is known here');
  const found = await view.knownAd(address.externalId, address.market);
  if (found === undefined) throw new NotFoundError(`ad ${address.externalId} of ${address.market} was never seen`);
  return found;
}

/** What is asked, in euro cents: as the caller says, else as the known ad shows, else as the text says. */
function askedOf(
  { askedMinor, currency = 'EUR', text }: AppraisalRequest,
  known: KnownAd | undefined,
): { readonly asked: number | null; readonly askedSource: AskedSource | null } {
  if (askedMinor !== undefined) return { asked: toEurCents({ minor: askedMinor, currency }), askedSource: 'given' };
  if (known !== undefined) {
    const asked = known.listing?.lastEurCents ?? null;
    return { asked, askedSource: asked === null ? null : 'listing' };
  }
  const written = askedInText(text.trim());
  return written === null ? { asked: null, askedSource: null } : { asked: toEurCents(written), askedSource: 'text' };
}

function mostCommon(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

interface Parts {
  readonly verdict: Verdict;
  readonly asked: number | null;
  readonly askedSource: AskedSource | null;
  readonly asOf: Date | null;
  /** What the card costs in working order, where the ad offers something else. */
  readonly working: Appraisal<ComparableOffer>['versions'];
  readonly appraisal: Appraisal<ComparableOffer> | undefined;
  readonly comparable: readonly Parameters<typeof presentOffer>[0][];
  readonly language: Language;
}

function presentAppraisal(parts: Parts): AppraisalDto {
  const { verdict, asked, askedSource, asOf, working, appraisal, comparable } = parts;
  const card = verdict.verdict === 'rejected' ? null : verdict;
  const facts = appraisal && card && { variant: card, asked, askedInText: askedSource === 'text', appraisal };
  const time = appraisal?.timeAtPrice ?? null;
  const tenths = (value: number | null): number | null => (value === null ? null : Math.round(value * 10) / 10);
  return {
    verdict: presentVerdict(verdict),
    model: verdict.model ?? null,
    memory_gb: card?.memoryGb ?? null,
    asked: eurosOrNull(asked),
    asked_source: askedSource,
    currency: 'EUR',
    as_of: asOf?.toISOString() ?? null,
    fair: appraisal?.fair ? presentFair(appraisal.fair) : null,
    versions: (appraisal?.versions ?? working).map(({ memoryGb, fair }) => ({
      memory_gb: memoryGb,
      fair: presentFair(fair),
    })),
    standing: appraisal?.standing ?? null,
    percentile: appraisal?.percentile ?? null,
    difference: appraisal === undefined || appraisal.difference === null ? null : ratio(appraisal.difference),
    bargaining: appraisal?.bargaining
      ? { open: euros(appraisal.bargaining.openEurCents), aim: euros(appraisal.bargaining.aimEurCents) }
      : null,
    time_at_price: time && {
      ...{ from: time.from, to: time.to, n: time.n, ended: time.events, enough: time.enough, pooled: time.pooled },
      median: { days: tenths(time.median.days), low: tenths(time.median.low), high: tenths(time.median.high) },
    },
    price_matters: appraisal?.priceMatters ?? null,
    concession: appraisal?.concession
      ? {
          ratio: ratio(appraisal.concession.ratio),
          ratio_of_movers:
            appraisal.concession.ratioOfMovers === null ? null : ratio(appraisal.concession.ratioOfMovers),
          ...{
            movers: ratio(appraisal.concession.movers),
            n: appraisal.concession.n,
            enough: appraisal.concession.enough,
          },
        }
      : null,
    clearing: appraisal?.clearing
      ? { price: euros(appraisal.clearing.eurCents), n: appraisal.clearing.n, enough: appraisal.clearing.enough }
      : null,
    sell: (appraisal?.sell ?? []).map(({ days, eurCents, lowEurCents, highEurCents, enough }) => ({
      ...{ days, price: eurosOrNull(eurCents), low: eurosOrNull(lowEurCents), high: eurosOrNull(highEurCents), enough },
    })),
    questions: [...(appraisal?.questions ?? [])],
    comparable: comparable.map(presentOffer),
    sentences: {
      buyer: buyerSentences(parts, facts),
      seller: facts ? sellingSentences(facts, parts.language) : [],
    },
  };
}

function buyerSentences({ verdict, working, language }: Parts, facts: AppraisalFacts | null | undefined): string[] {
  if (verdict.verdict === 'rejected' || !facts)
    return verdict.verdict === 'rejected' ? rejectionSentences(verdict, working, language) : [];
  return [...(verdict.verdict === 'review' ? [doubtSentence(language)] : []), ...appraisalSentences(facts, language)];
}
