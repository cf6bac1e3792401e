/** Routes of what was left out and why, and of judging any text by today's rules. */
import { REJECT_REASONS, type RejectReason } from '../../listing/verdict.js';
import { presentRejected, presentVerdict, ratio } from '../present.js';
import { NoQuery, z } from '../schemas/common.js';
import { VerdictSchema } from '../schemas/listings.js';
import {
  CategoriesSchema,
  ExplainQuery,
  RejectedAdSchema,
  RejectedQuery,
  RejectedSummarySchema,
} from '../schemas/rejected.js';
import { linkHeader } from './links.js';
import { liveRoute, marketRoute, type Route } from './route.js';

const DEFAULT_SIZE = 100;

const MEANINGS: Readonly<Record<RejectReason, string>> = {
  'not-a-gpu': 'Something else that only mentions a graphics card',
  computer: 'A whole computer',
  laptop: 'A laptop or a laptop card',
  part: 'A part of a card: cooler, box, bracket, cable',
  defective: 'A card that does not work',
  'mining-rig': 'A mining rig',
  lot: 'Several cards at one price',
  wanted: 'Someone who wants to buy',
  'not-for-sale': 'Sold, reserved, for rent, or only to swap',
  service: 'A service such as repair or cleaning',
  fake: 'A counterfeit: another chip under this name',
  'unknown-model': 'A graphics card whose model is not named or not known',
  'price-missing': 'No price written',
  'price-implausible': 'A price that cannot be meant',
};

export const rejectedRoutes: readonly Route[] = [
  marketRoute({
    path: '/api/rejected',
    tag: 'rejected',
    summary: 'Ads of the published cycle that were left out, with reason, rule and evidence',
    query: RejectedQuery,
    answer: z.array(RejectedAdSchema),
    answerHeaders: {
      'X-Total-Count': 'Rows under the filter, on all pages',
      Link: 'RFC 8288: first, prev, next, last',
    },
    render: async (view, { query, path }, { once }) => {
      const limit = query.size ?? DEFAULT_SIZE;
      const page = query.page ?? 1;
      const filter = { market: query.market, reason: query.reason, text: query.q };
      const total = await once(view, `rejected ${JSON.stringify(filter)}`, () => view.countRejected(filter));
      const pages = Math.max(1, Math.ceil(total / limit));
      const ads = page > pages ? [] : await view.rejected({ ...filter, limit, offset: (page - 1) * limit });
      const link = linkHeader(path, query, {
        first: { page: 1 },
        ...(page > 1 && { prev: { page: Math.min(page - 1, pages) } }),
        ...(page < pages && { next: { page: page + 1 } }),
        last: { page: pages },
      });
      return { body: ads.map(presentRejected), headers: ['X-Total-Count', String(total), ...link] };
    },
  }),
  marketRoute({
    path: '/api/rejected/summary',
    tag: 'rejected',
    summary: 'How many ads were left out, by reason',
    query: NoQuery,
    answer: RejectedSummarySchema,
    render: async (view) => {
      const { accepted, review, byReason } = await view.rejectedSummary();
      const rejected = byReason.reduce((sum, { count }) => sum + count, 0);
      const judged = accepted + review + rejected;
      return {
        body: {
          judged,
          accepted,
          review,
          rejected,
          by_reason: byReason.map(({ reason, count }) => ({ reason, count, share: ratio(count / judged) })),
        },
      };
    },
  }),
  marketRoute({
    path: '/api/rejected/categories',
    tag: 'rejected',
    summary: 'Every reason with its meaning',
    query: NoQuery,
    answer: CategoriesSchema,
    render: async (view) => {
      const { byReason } = await view.rejectedSummary();
      const counts = new Map(byReason.map(({ reason, count }) => [reason, count]));
      const categories = REJECT_REASONS.map((reason) => ({
        reason,
        meaning: MEANINGS[reason],
        count: counts.get(reason) ?? 0,
      }));
      return { body: { categories, count: categories.length } };
    },
  }),
  liveRoute({
    path: '/api/explain',
    tag: 'rejected',
    summary: "Judges any text by today's rules; nothing is stored",
    query: ExplainQuery,
    answer: VerdictSchema,
    respond: ({ query }, { classifier }) => {
      const { title, description } = query;
      return Promise.resolve({ body: presentVerdict(classifier.classify({ title, description })) });
    },
  }),
];
