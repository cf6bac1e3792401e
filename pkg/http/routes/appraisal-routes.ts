/** Routes of the two questions that people come with: what is it worth, and what became of it. */
import { InvalidInputError } from '../../errors/app-error.js';
import type { KnownAd } from '../../listing/market-reader.js';
import { appraiseText } from '../appraise.js';
import { eurosOrNull, presentStoredVerdict } from '../present.js';
import { AppraisalSchema, AppraiseQuery, LookupQuery, LookupSchema, type LookupDto } from '../schemas/appraisal.js';
import { marketRoute, type Route } from './route.js';

export const appraisalRoutes: readonly Route[] = [
  marketRoute({
    path: '/api/appraise',
    tag: 'prices',
    summary: 'What an ad, a card or an asked price is worth, for its buyer and for its seller',
    query: AppraiseQuery,
    answer: AppraisalSchema,
    errors: [404],
    render: async (view, { query }, services) => {
      const { text, price, currency, market, language } = query;
      const askedMinor = price === undefined ? undefined : Math.round(price * 100);
      return { body: await appraiseText(view, services, { text, askedMinor, currency, market, language }) };
    },
  }),
  marketRoute({
    path: '/api/lookup',
    tag: 'listings',
    summary: 'What became of an ad, by its address or its id: listed, left out and why, gone, never seen',
    query: LookupQuery,
    answer: LookupSchema,
    render: async (view, { query }, { adOf }) => {
      const { url, id, market } = query;
      if ((url === undefined) === (id === undefined)) throw new InvalidInputError('either url or id must be given');
      const address = url === undefined ? { externalId: id ?? '', market } : adOf(url);
      if (address === undefined)
        throw new InvalidInputError('this is no address of an ad on a market that is known here');
      return { body: presentLookup(await view.knownAd(address.externalId, address.market), address) };
    },
  }),
];

function presentLookup(ad: KnownAd | undefined, asked: { externalId: string; market?: string | undefined }): LookupDto {
  return {
    status: statusOf(ad),
    market: ad?.market ?? asked.market ?? null,
    external_id: asked.externalId,
    url: ad?.url ?? null,
    title: ad?.title ?? null,
    listing_id: ad?.listing?.id ?? null,
    listing_status: ad?.listing?.status ?? null,
    last_price: eurosOrNull(ad?.listing?.lastEurCents ?? null),
    first_seen_at: ad?.listing?.firstSeenAt.toISOString() ?? null,
    last_seen_at: ad?.listing?.lastSeenAt.toISOString() ?? null,
    verdict: ad?.verdict ? presentStoredVerdict(ad.verdict) : null,
  };
}

function statusOf(ad: KnownAd | undefined): LookupDto['status'] {
  if (ad === undefined) return 'never-seen';
  if (ad.listing === null || ad.listing.status === 'withdrawn') return 'left-out';
  if (ad.listing.status === 'active') return ad.verdict?.verdict === 'review' ? 'in-review' : 'listed';
  return ad.listing.status;
}
