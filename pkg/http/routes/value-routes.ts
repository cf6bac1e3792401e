/** Routes of value for money and deals. */
import type { Finding } from '../../analytics/deals.js';
import { summarise } from '../../analytics/statistics.js';
import { rankValue, type Performance } from '../../analytics/value.js';
import type { ComparableOffer, Offer } from '../../listing/market-reader.js';
import { questionSentences } from '../../wording/appraisal.js';
import { dealSentence, suspicionSentence } from '../../wording/deal.js';
import type { Language } from '../../wording/language.js';
import { bestDeals, suspiciousOf, type DealKind } from '../best-deals.js';
import { askedModel, isUnranked } from '../cards.js';
import { euros, presentFair, presentOffer, ratio } from '../present.js';
import { NoQuery, z } from '../schemas/common.js';
import {
  DealSchema,
  DealsQuery,
  SuspiciousSchema,
  ValueItemSchema,
  ValueQuery,
  type DealDto,
  type SuspiciousDto,
  type ValueItemDto,
} from '../schemas/value.js';
import { marketRoute, type Route } from './route.js';

const DEFAULT_DEALS = 100;

export const valueRoutes: readonly Route[] = [
  marketRoute({
    path: '/api/value',
    tag: 'prices',
    summary: 'Variants ranked by performance per euro of the robust price',
    query: ValueQuery,
    answer: z.array(ValueItemSchema),
    render: async (view, { query }, { cards, performance }) => {
      const least = query.min_vram ?? 0;
      const priced = (await view.variantPrices({})).flatMap(({ model, memoryGb, eurCents, cheapest }) =>
        cheapest === null || (memoryGb ?? 0) < least || isUnranked(cards, model)
          ? []
          : [
              {
                model,
                memoryGb,
                cheapest,
                summary: summarise(eurCents),
                performance: performance({ model, memoryGb }),
              },
            ],
      );
      const body: ValueItemDto[] = rankValue(priced).map((variant) => {
        const card = cards.find(variant.model);
        return {
          rank: variant.rank,
          model: variant.model,
          memory_gb: variant.memoryGb,
          vendor: card?.vendor ?? null,
          family: card?.family ?? null,
          performance: variant.performance?.value ?? null,
          performance_low: bound(variant.performance, -1),
          performance_high: bound(variant.performance, 1),
          performance_source: variant.performance?.source ?? null,
          robust_price: euros(variant.summary.median),
          currency: 'EUR',
          performance_per_euro: variant.performancePerEuro === null ? null : ratio(variant.performancePerEuro),
          gb_per_euro: variant.gbPerEuro === null ? null : ratio(variant.gbPerEuro),
          cheapest_price: euros(variant.cheapest.eurCents),
          cheapest_url: variant.cheapest.url,
          n: variant.summary.n,
          enough: variant.summary.enough,
        };
      });
      return { body };
    },
  }),
  marketRoute({
    path: '/api/deals',
    tag: 'prices',
    summary: 'Offers well below the fair price of that very offer, with the reason; or those too cheap to be true',
    query: DealsQuery,
    answer: z.array(DealSchema),
    render: async (view, { query }, { cards, once }) => {
      const { limit = DEFAULT_DEALS, language = 'en' } = query;
      const asked = query.model === undefined ? undefined : askedModel(cards, query.model);
      const kind: DealKind = query.suspicious === 'true' ? 'suspicious' : query.unread === 'true' ? 'unread' : 'deals';
      const wanted = ({ offer }: Finding<ComparableOffer>): boolean =>
        (query.market === undefined || offer.market === query.market) &&
        (asked?.memoryGb === undefined || offer.memoryGb === asked.memoryGb) &&
        (offer.memoryGb ?? 0) >= (query.min_vram ?? 0);
      const best = await bestDeals(
        view,
        { cards, once },
        { kind, model: asked?.model, limit, pick: (found) => found.filter(wanted) },
      );
      const offers = await view.offersById(best.map(({ offer }) => offer.id));
      const byId = new Map(offers.map((offer) => [offer.id, offer]));
      const body = best.flatMap((finding): DealDto[] => {
        const offer = byId.get(finding.offer.id);
        return offer === undefined ? [] : [presentDeal(offer, finding, kind, language)];
      });
      return { body };
    },
  }),
  marketRoute({
    path: '/api/deals/suspicious',
    tag: 'prices',
    summary: 'Which active listings are too cheap to be true: for whoever shows listings, to show them as such',
    query: NoQuery,
    answer: SuspiciousSchema,
    render: async (view, _input, { once }) => {
      const ids: number[] = [];
      for (const model of await view.models()) ids.push(...(await suspiciousOf(view, once, model)));
      return { body: { ids: ids.sort((a, b) => a - b) } satisfies SuspiciousDto };
    },
  }),
];

/** The end of the range in which the figure lies, to one decimal. */
function bound(performance: Performance | null, side: -1 | 1): number | null {
  return performance && Math.round(performance.value * (1 + side * performance.uncertainty) * 10) / 10;
}

function presentDeal(
  offer: Offer,
  { priceEurCents, fair, discount, sureness, questions, offer: { daysUp, flags } }: Finding<ComparableOffer>,
  kind: DealKind,
  language: Language,
): DealDto {
  const facts = { ...offer, priceEurCents, fair, discount };
  return {
    listing: presentOffer(offer),
    code: kind === 'deals' ? 'deal' : kind === 'unread' ? 'unread-deal' : 'suspicious',
    reason: kind === 'suspicious' ? suspicionSentence(facts, language) : dealSentence(facts, language),
    suspicious: kind === 'suspicious',
    fair: presentFair(fair),
    saved: euros(fair.eurCents - priceEurCents),
    discount: ratio(discount),
    sureness: ratio(sureness),
    days_up: Math.round(daysUp * 10) / 10,
    cautions: flags.filter((flag) => flag === 'mined' || flag === 'repaired' || flag === 'modded'),
    questions: [...questions],
    ask: questionSentences(questions, language),
    n: fair.n,
    median: euros(fair.eurCents),
  };
}
