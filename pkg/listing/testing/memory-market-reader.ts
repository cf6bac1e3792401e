/** The published market in memory, for tests of what stands on MarketReader; held to the same contract as PostgreSQL. */
import type {
  ComparableOffer,
  CycleRecord,
  DailyPrices,
  ListingHistory,
  MarketReader,
  MarketView,
  Offer,
  OfferFilter,
  OfferSort,
  RejectedAd,
  RejectedPageRequest,
  VariantPrices,
} from '../market-reader.js';

export interface MemoryMarket {
  readonly version: string;
  /** Of every status; the active ones are the offers. */
  readonly listings: readonly ListingHistory[];
  readonly rejected?: readonly RejectedAd[];
  readonly accepted?: number;
  readonly review?: number;
  readonly daily?: readonly DailyPrices[];
  readonly cycles?: readonly CycleRecord[];
}

const byName = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
const last = Number.POSITIVE_INFINITY;
const ORDERS: Readonly<Record<OfferSort, (a: Offer, b: Offer) => number>> = {
  first_seen: (a, b) => a.id - b.id,
  '-first_seen': (a, b) => b.id - a.id,
  price: (a, b) => difference(a.priceEurCents ?? last, b.priceEurCents ?? last) || a.id - b.id,
  '-price': (a, b) => difference(b.priceEurCents ?? -1, a.priceEurCents ?? -1) || a.id - b.id,
  model: (a, b) =>
    (a.model < b.model ? -1 : a.model > b.model ? 1 : 0) ||
    difference(a.memoryGb ?? last, b.memoryGb ?? last) ||
    difference(a.priceEurCents ?? last, b.priceEurCents ?? last) ||
    a.id - b.id,
};

/** Infinity minus itself is not a number. */
const difference = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

export class MemoryMarketReader implements MarketReader {
  constructor(public market: MemoryMarket) {}

  version(): Promise<string> {
    return Promise.resolve(this.market.version);
  }

  read<T>(work: (view: MarketView) => Promise<T>): Promise<T> {
    return work(viewOf(this.market));
  }

  cycles(limit: number, market?: string): Promise<CycleRecord[]> {
    const found = (this.market.cycles ?? []).filter((cycle) => market === undefined || cycle.market === market);
    return Promise.resolve(found.toSorted((a, b) => b.id - a.id).slice(0, limit));
  }

  scrapeStatus(): ReturnType<MarketReader['scrapeStatus']> {
    const newest = (market: string, wanted: (cycle: CycleRecord) => boolean): CycleRecord | null =>
      (this.market.cycles ?? [])
        .filter((cycle) => cycle.market === market && wanted(cycle))
        .toSorted((a, b) => b.id - a.id)[0] ?? null;
    const markets = [...new Set((this.market.cycles ?? []).map(({ market }) => market))].sort();
    return Promise.resolve(
      markets.map((market) => ({
        market,
        current: newest(market, ({ status }) => status === 'running'),
        last: newest(market, ({ status }) => status !== 'running' && status !== 'skipped_locked'),
        lastPublished: newest(market, ({ status }) => status === 'published' || status === 'partial'),
      })),
    );
  }
}

function matches(offer: Offer, filter: OfferFilter): boolean {
  const { memoryGb, priceEurCents } = offer;
  return (
    (filter.model === undefined || offer.model === filter.model) &&
    (filter.memoryGb === undefined || memoryGb === filter.memoryGb) &&
    (filter.minMemoryGb === undefined || (memoryGb !== null && memoryGb >= filter.minMemoryGb)) &&
    (filter.maxMemoryGb === undefined || (memoryGb !== null && memoryGb <= filter.maxMemoryGb)) &&
    (filter.minEurCents === undefined || (priceEurCents !== null && priceEurCents >= filter.minEurCents)) &&
    (filter.maxEurCents === undefined || (priceEurCents !== null && priceEurCents <= filter.maxEurCents)) &&
    (filter.market === undefined || offer.market === filter.market) &&
    (filter.review === undefined || (filter.review === 'exclude') === isSure(offer)) &&
    (filter.text === undefined || offer.title.toLowerCase().includes(filter.text.toLowerCase()))
  );
}

function viewOf(market: MemoryMarket): MarketView {
  const active = market.listings.filter(({ status }) => status === 'active').map(({ listing }) => listing);
  const offersOf = (filter: OfferFilter): Offer[] => active.filter((offer) => matches(offer, filter));
  const models = [...new Set(active.map(({ model }) => model))].sort(byName);
  const rejectedOf = (request: Omit<RejectedPageRequest, 'limit' | 'offset'>): RejectedAd[] =>
    (market.rejected ?? []).filter(
      (ad) =>
        (request.market === undefined || ad.market === request.market) &&
        (request.reason === undefined || ad.reason === request.reason) &&
        (request.text === undefined || ad.title.toLowerCase().includes(request.text.toLowerCase())),
    );
  return {
    version: market.version,
    offers: ({ filter, sort, limit, offset = 0, afterId }) => {
      const beyond = ({ id }: Offer): boolean =>
        afterId === undefined || (sort === 'first_seen' ? id > afterId : id < afterId);
      return Promise.resolve(
        offersOf(filter)
          .filter(beyond)
          .sort(ORDERS[sort])
          .slice(offset, offset + limit),
      );
    },
    countOffers: (filter) => Promise.resolve(offersOf(filter).length),
    listing: (id) => Promise.resolve(market.listings.find(({ listing }) => listing.id === id)),
    models: () => Promise.resolve(models),
    variantPrices: (filter) => Promise.resolve(variantsOf(offersOf({ ...filter, review: 'exclude' }))),
    comparables: async function* (model) {
      for (const each of model === undefined ? models : [model])
        yield await Promise.resolve(offersOf({ model: each, review: 'exclude' }).filter(isComparable));
    },
    allOffers: async function* (filter) {
      yield await Promise.resolve(offersOf(filter).sort(ORDERS.first_seen));
    },
    offersById: (ids) => Promise.resolve(active.filter(({ id }) => ids.includes(id))),
    totals: () => {
      const slugs = [...new Set(active.map((offer) => offer.market))].sort();
      const newest = Math.max(...active.map(({ firstSeenAt }) => firstSeenAt.getTime()));
      return Promise.resolve({
        listings: active.length,
        newestListingAt: active.length === 0 ? null : new Date(newest),
        markets: slugs.map((slug) => ({
          market: slug,
          listings: offersOf({ market: slug }).length,
          cycleId: null,
          publishedAt: null,
        })),
      });
    },
    daily: (days, model) => {
      const newest = (market.daily ?? []).reduce((day, row) => (row.day > day ? row.day : day), '');
      const from = Date.parse(newest) - days * 86_400_000;
      return Promise.resolve(
        (market.daily ?? []).filter(
          (row) => Date.parse(row.day) > from && (model === undefined || row.model === model),
        ),
      );
    },
    lifetimes: (model) => {
      const opened = Math.min(...market.listings.map(({ listing }) => listing.firstSeenAt.getTime()));
      return Promise.resolve(
        market.listings
          .filter(
            ({ listing, status }) =>
              listing.model === model && status !== 'withdrawn' && isSure(listing) && listing.cycleId !== null,
          )
          .filter(({ clockStartedAt }) => clockStartedAt.getTime() > opened)
          .filter(({ listing }) => !market.listings.some((other) => other.listing.relistOf === listing.id))
          .map(({ listing, status, clockStartedAt, events }) => {
            const left = status === 'gone' ? events.findLast(({ fromStatus }) => fromStatus === 'active') : undefined;
            const until = left?.at ?? listing.lastSeenAt;
            const days = Math.max(0, (until.getTime() - clockStartedAt.getTime()) / 86_400_000);
            return { memoryGb: listing.memoryGb, days, ended: left !== undefined };
          }),
      );
    },
    rejected: ({ limit, offset, ...request }) =>
      Promise.resolve(
        rejectedOf(request)
          .sort((a, b) => b.rawAdId - a.rawAdId)
          .slice(offset, offset + limit),
      ),
    countRejected: (request) => Promise.resolve(rejectedOf(request).length),
    rejectedSummary: () => {
      const reasons = [...new Set(rejectedOf({}).map(({ reason }) => reason))];
      const byReason = reasons.map((reason) => ({ reason, count: rejectedOf({ reason }).length }));
      return Promise.resolve({
        accepted: market.accepted ?? active.filter(isSure).length,
        review: market.review ?? active.filter((offer) => !isSure(offer)).length,
        byReason: byReason.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
      });
    },
  };
}

const isSure = ({ review }: Pick<Offer, 'review'>): boolean => review === null;

function isComparable(offer: Offer): offer is Offer & ComparableOffer {
  return offer.memoryGb !== null && offer.priceEurCents !== null;
}

function variantsOf(offers: readonly Offer[]): VariantPrices[] {
  const variants = new Map<string, Offer[]>();
  for (const offer of offers) {
    const key = `${offer.model}|${offer.memoryGb ?? ''}`;
    variants.set(key, [...(variants.get(key) ?? []), offer]);
  }
  return [...variants.values()]
    .flatMap((same): VariantPrices[] => {
      const [first] = same.toSorted(ORDERS.price);
      if (first === undefined) return [];
      const eurCents = same.flatMap(({ priceEurCents }) => priceEurCents ?? []).sort((a, b) => a - b);
      const { id, url, title, priceEurCents } = first;
      const cheapest = priceEurCents === null ? null : { id, url, title, eurCents: priceEurCents };
      return [{ model: first.model, memoryGb: first.memoryGb, listings: same.length, eurCents, cheapest }];
    })
    .sort((a, b) => byName(a.model, b.model) || (a.memoryGb ?? 0) - (b.memoryGb ?? 0));
}
