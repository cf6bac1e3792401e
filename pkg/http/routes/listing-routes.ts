/** Routes of the published offers: pages, one model, one ad, counts. */
import { createHash } from 'node:crypto';
import { InvalidInputError, NotFoundError } from '../../errors/app-error.js';
import type { OfferFilter, OfferSort } from '../../listing/market-reader.js';
import { askedModel, type Cards } from '../cards.js';
import { presentListing, presentOffer } from '../present.js';
import { ListingIdParam, ModelParam, NoQuery, z } from '../schemas/common.js';
import {
  ListingDetailSchema,
  ListingSchema,
  ListingsQuery,
  ModelListingsQuery,
  ModelListSchema,
  TotalSchema,
  type ListingFiltersQuery,
} from '../schemas/listings.js';
import { linkHeader } from './links.js';
import { marketRoute, type RouteInput, type RouteResult, type RouteServices, type Route } from './route.js';
import type { MarketView } from '../../listing/market-reader.js';

const PAGE_HEADERS = {
  'X-Total-Count': 'Rows under the filter, on all pages',
  Link: 'RFC 8288: first, prev, next and last page; with a cursor only next',
};
const DEFAULT_SIZE = 100;

export const listingRoutes: readonly Route[] = [
  marketRoute({
    path: '/api/listings',
    tag: 'listings',
    summary: 'Active listings',
    query: ListingsQuery,
    answer: z.array(ListingSchema),
    answerHeaders: PAGE_HEADERS,
    render: (view, input, services) =>
      listingPage(view, input, services, offerFilter(services.cards, input.query), ListingsQuery.shape),
  }),
  marketRoute({
    path: '/api/listings/{model}',
    tag: 'listings',
    summary: 'Active listings of one model, in any spelling',
    query: ModelListingsQuery,
    params: z.strictObject({ model: ModelParam }),
    answer: z.array(ListingSchema),
    answerHeaders: PAGE_HEADERS,
    errors: [404],
    render: async (view, input, services) => {
      const filter = offerFilter(services.cards, { ...input.query, model: input.params.model });
      const page = await listingPage(view, input, services, filter, ModelListingsQuery.shape);
      // A page past the end of something that exists is empty; a model without any listing is not there.
      if ((page.body as unknown[]).length === 0) {
        const any = { model: filter.model, memoryGb: filter.memoryGb };
        const total = await services.once(view, countKey(any), () => view.countOffers(any));
        if (total === 0) throw new NotFoundError(`no listings for "${input.params.model}"`);
      }
      return page;
    },
  }),
  marketRoute({
    path: '/api/listings/count/total',
    tag: 'listings',
    summary: 'Number of active listings',
    query: NoQuery,
    answer: TotalSchema,
    render: async (view, _input, services) => ({
      body: { total: await services.once(view, countKey({}), () => view.countOffers({})) },
    }),
  }),
  marketRoute({
    path: '/api/listings/models/list',
    tag: 'listings',
    summary: 'Models on offer',
    query: NoQuery,
    answer: ModelListSchema,
    render: async (view) => {
      const models = await view.models();
      return { body: { models, count: models.length } };
    },
  }),
  marketRoute({
    path: '/api/listings/id/{id}',
    tag: 'listings',
    summary: 'One listing with its price changes, events and verdict, whatever its status',
    query: NoQuery,
    params: z.strictObject({ id: ListingIdParam }),
    answer: ListingDetailSchema,
    errors: [404],
    render: async (view, { params }) => {
      const listing = await view.listing(params.id);
      if (listing === undefined) throw new NotFoundError(`no listing ${params.id}`);
      return { body: presentListing(listing) };
    },
  }),
];

export type ListingFilters = z.output<typeof ListingFiltersQuery>;

/** Prices are compared in cents, rounded so that 19.99 is 1999. */
const cents = (price: number | undefined): number | undefined =>
  price === undefined ? undefined : Math.round(price * 100);

export function offerFilter(cards: Cards, query: ListingFilters): OfferFilter {
  const asked = query.model === undefined ? {} : askedModel(cards, query.model);
  return {
    ...asked,
    minMemoryGb: query.min_vram,
    maxMemoryGb: query.max_vram,
    minEurCents: cents(query.min_price),
    maxEurCents: cents(query.max_price),
    market: query.market,
    text: query.q,
    review: query.review === 'include' ? undefined : query.review,
  };
}

const countKey = (filter: OfferFilter): string => `offers ${JSON.stringify(filter, Object.keys(filter).sort())}`;

type PageQuery = ListingFilters & {
  page?: number | undefined;
  size?: number | undefined;
  cursor?: string | undefined;
  sort?: OfferSort | undefined;
};

async function listingPage(
  view: MarketView,
  { query, path }: RouteInput<PageQuery, unknown>,
  { once }: RouteServices,
  filter: OfferFilter,
  parameters: object,
): Promise<RouteResult> {
  const limit = query.size ?? DEFAULT_SIZE;
  const sort = query.sort ?? '-first_seen';
  const total = await once(view, countKey(filter), () => view.countOffers(filter));
  const given = Object.fromEntries(Object.entries(query).filter(([name]) => name in parameters));
  if (query.cursor !== undefined) {
    const scope = cursorScope(filter, sort);
    const afterId = readCursor(query, sort, scope);
    const offers = await view.offers({ filter, sort, limit, ...(afterId !== undefined && { afterId }) });
    const last = offers.at(-1);
    const next = offers.length < limit || last === undefined ? undefined : `${scope}${last.id.toString(36)}`;
    const link = linkHeader(path, given, next === undefined ? {} : { next: { cursor: next } });
    return { body: offers.map(presentOffer), headers: ['X-Total-Count', String(total), ...link] };
  }
  const page = query.page ?? 1;
  const pages = Math.max(1, Math.ceil(total / limit));
  const offers = page > pages ? [] : await view.offers({ filter, sort, limit, offset: (page - 1) * limit });
  const link = linkHeader(path, given, {
    first: { page: 1 },
    ...(page > 1 && { prev: { page: Math.min(page - 1, pages) } }),
    ...(page < pages && { next: { page: page + 1 } }),
    last: { page: pages },
  });
  return { body: offers.map(presentOffer), headers: ['X-Total-Count', String(total), ...link] };
}

const START = '*';
const SCOPE_LENGTH = 8;

/** Binds a cursor to its filter and order: with others it would skip rows in silence. */
function cursorScope(filter: OfferFilter, sort: OfferSort): string {
  return createHash('sha256')
    .update(`${sort} ${countKey(filter)}`)
    .digest('base64url')
    .slice(0, SCOPE_LENGTH);
}

function readCursor(query: PageQuery, sort: OfferSort, scope: string): number | undefined {
  if (query.page !== undefined) throw new InvalidInputError('give either page or cursor');
  if (sort !== 'first_seen' && sort !== '-first_seen')
    throw new InvalidInputError('a cursor needs an order that no publish changes: sort=first_seen or sort=-first_seen');
  if (query.cursor === START) return undefined;
  const [, id] = /^([0-9a-z]{1,9})$/.exec(query.cursor?.slice(SCOPE_LENGTH) ?? '') ?? [];
  if (id === undefined) throw new InvalidInputError('cursor: not one of ours; start with cursor=*');
  if (!query.cursor?.startsWith(scope))
    throw new InvalidInputError('cursor: it belongs to another filter or order; start with cursor=*');
  return Number.parseInt(id, 36);
}
