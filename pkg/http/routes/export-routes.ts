/** Routes that stream everything: constant memory whatever the size, one snapshot from the first row to the last. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvWriter, encodeOffers, type OfferFormat } from '../encode-offers.js';
import { OverloadedError } from '../problems.js';
import { NoQuery, z } from '../schemas/common.js';
import { ListingFiltersQuery, ListingSchema } from '../schemas/listings.js';
import { VariantStatsSchema } from '../schemas/stats.js';
import { offerFilter, type ListingFilters } from './listing-routes.js';
import { variantStats } from './price-routes.js';
import { streamRoute, type Route, type RouteServices, type StreamTarget } from './route.js';

/** Each export holds a database connection for as long as its client reads. */
const MOST_EXPORTS = 2;
let running = 0;

export const exportRoutes: readonly Route[] = [
  streamRoute({
    path: '/api/export/csv',
    tag: 'export',
    summary: 'Active listings as CSV',
    description:
      'RFC 4180 with a header line. Text that a spreadsheet would take for a formula begins with an apostrophe.',
    contentType: 'text/csv; charset=utf-8',
    query: ListingFiltersQuery,
    stream: ({ query }, services, target) => exportOffers(query, services, target, 'csv'),
  }),
  streamRoute({
    path: '/api/export/json',
    tag: 'export',
    summary: 'Active listings as one JSON array',
    description: 'The same objects as GET /api/listings, in order of id.',
    answer: z.array(ListingSchema),
    contentType: 'application/json; charset=utf-8',
    query: ListingFiltersQuery,
    stream: ({ query }, services, target) => exportOffers(query, services, target, 'json'),
  }),
  streamRoute({
    path: '/api/export/stats/csv',
    tag: 'export',
    summary: 'Price statistics of every variant as CSV',
    description: 'The same columns as GET /api/stats.',
    contentType: 'text/csv; charset=utf-8',
    query: NoQuery,
    stream: async (_input, { reader }, { start, res, req }) => {
      const { version, stats } = await reader.read(async (view) => ({
        version: view.version,
        stats: variantStats(await view.variantPrices({})),
      }));
      start(version, disposition('gpu-stats.csv'));
      if (req.method === 'HEAD') res.end();
      else await pipeline(Readable.from(stats), csvWriter(Object.keys(VariantStatsSchema.shape)), res);
    },
  }),
];

const disposition = (file: string): string[] => ['Content-Disposition', `attachment; filename="${file}"`];

async function exportOffers(
  query: ListingFilters,
  { reader, cards }: RouteServices,
  { start, res, req }: StreamTarget,
  format: OfferFormat,
): Promise<void> {
  if (running >= MOST_EXPORTS) throw new OverloadedError('too many exports at once: try again in a moment');
  running += 1;
  try {
    await reader.read(async (view) => {
      start(view.version, disposition(`gpu-listings.${format}`));
      if (req.method === 'HEAD') res.end();
      else await pipeline([...encodeOffers(view.allOffers(offerFilter(cards, query)), format), res]);
    });
  } finally {
    running -= 1;
  }
}
