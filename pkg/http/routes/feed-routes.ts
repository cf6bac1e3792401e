/** Routes of the feeds: what is new, for whoever has a feed reader and wants no account, no channel and no watch. */
import type { Finding } from '../../analytics/deals.js';
import type { ComparableOffer, MarketView, OfferFilter } from '../../listing/market-reader.js';
import type { Language } from '../../wording/language.js';
import { bestDeals, suspiciousOf } from '../best-deals.js';
import { renderAtom, renderJsonFeed, type Feed, type FeedEntry } from '../feeds/feed.js';
import { dealEntry, offerEntry } from '../feeds/offer-entries.js';
import { publishedAt } from '../pricing.js';
import type { z } from '../schemas/common.js';
import { AtomSchema, FeedQuery, JsonFeedSchema } from '../schemas/feeds.js';
import { offerFilter } from './listing-routes.js';
import { marketRoute, type Route, type RouteInput, type RouteServices } from './route.js';

const MOST_ENTRIES = 100;
/** Some of the newest may be too cheap to be true. */
const MOST_CANDIDATES = 2 * MOST_ENTRIES;

type Query = z.output<typeof FeedQuery>;
type Entries = (view: MarketView, query: Query, services: RouteServices) => Promise<FeedEntry[]>;

const TITLES: Readonly<Record<'offers' | 'deals', Readonly<Record<Language, string>>>> = {
  offers: { en: 'Graphics cards: new offers', bg: 'Видеокарти: нови обяви' },
  deals: { en: 'Graphics cards: deals', bg: 'Видеокарти: изгодни обяви' },
};

export const feedRoutes: readonly Route[] = [
  ...twoForms('offers', offerEntries, 'New offers, and old ones at a new lowest price'),
  ...twoForms('deals', dealEntries, 'The best deals, and those at a new lowest price'),
];

function twoForms(name: keyof typeof TITLES, entries: Entries, summary: string): Route[] {
  const feedOf = async (
    view: MarketView,
    { query, path }: RouteInput<Query, unknown>,
    services: RouteServices,
  ): Promise<Feed> => {
    const language = query.language ?? 'en';
    const found = await entries(view, query, services);
    // Without an entry it is as old as what it was made from.
    const newest = found[0]?.updatedAt ?? (await publishedAt(view, services.once)) ?? new Date(0);
    const about = [query.model, query.q].filter((text) => text !== undefined);
    const title = [TITLES[name][language], ...about].join(' · ');
    return { title, self: addressOf(path, query), language, entries: found, updatedAt: newest };
  };
  const common = { tag: 'feeds', query: FeedQuery } as const;
  return [
    marketRoute({
      ...common,
      path: `/api/feeds/${name}.atom`,
      summary: `${summary}, as Atom`,
      contentType: 'application/atom+xml; charset=utf-8',
      answer: AtomSchema,
      render: async (view, input, services) => ({ body: renderAtom(await feedOf(view, input, services)) }),
    }),
    marketRoute({
      ...common,
      path: `/api/feeds/${name}.json`,
      summary: `${summary}, as JSON Feed`,
      contentType: 'application/feed+json; charset=utf-8',
      answer: JsonFeedSchema,
      render: async (view, input, services) => ({ body: renderJsonFeed(await feedOf(view, input, services)) }),
    }),
  ];
}

async function offerEntries(view: MarketView, query: Query, { cards, once }: RouteServices): Promise<FeedEntry[]> {
  const news = await view.news(filterOf(cards, query), MOST_CANDIDATES);
  const suspicious = new Set<number>();
  for (const model of new Set(news.map((offer) => offer.model)))
    for (const id of await suspiciousOf(view, once, model)) suspicious.add(id);
  return news
    .filter(({ id }) => !suspicious.has(id))
    .slice(0, MOST_ENTRIES)
    .map((offer) => offerEntry(offer, query.language ?? 'en'));
}

async function dealEntries(view: MarketView, query: Query, services: RouteServices): Promise<FeedEntry[]> {
  const filter = filterOf(services.cards, query);
  const best = await bestDeals(view, services, {
    ...{ kind: 'deals', model: filter.model, limit: MOST_ENTRIES },
    pick: (found) => matching(view, found, filter),
  });
  const findings = new Map(best.map((finding) => [finding.offer.id, finding]));
  const news = await view.newsById([...findings.keys()]);
  return news.flatMap((offer) => {
    const finding = findings.get(offer.id);
    return finding === undefined ? [] : [dealEntry(offer, finding, query.language ?? 'en')];
  });
}

const filterOf = (cards: RouteServices['cards'], { language: _language, ...filters }: Query): OfferFilter =>
  offerFilter(cards, { ...filters, review: 'exclude' });

async function matching(
  view: MarketView,
  found: readonly Finding<ComparableOffer>[],
  filter: OfferFilter,
): Promise<readonly Finding<ComparableOffer>[]> {
  const within = (value: number, least = -Infinity, most = Infinity): boolean => value >= least && value <= most;
  const wanted = found.filter(
    ({ offer, priceEurCents }) =>
      (filter.market === undefined || offer.market === filter.market) &&
      (filter.memoryGb === undefined || offer.memoryGb === filter.memoryGb) &&
      within(offer.memoryGb ?? 0, filter.minMemoryGb, filter.maxMemoryGb) &&
      within(priceEurCents, filter.minEurCents, filter.maxEurCents),
  );
  const { text } = filter;
  if (text === undefined) return wanted;
  const offers = await view.offersById(wanted.map(({ offer }) => offer.id));
  const titled = new Set(
    offers.filter(({ title }) => title.toLowerCase().includes(text.toLowerCase())).map(({ id }) => id),
  );
  return wanted.filter(({ offer }) => titled.has(offer.id));
}

function addressOf(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value));
  return parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
}
