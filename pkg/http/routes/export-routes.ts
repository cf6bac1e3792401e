/** Routes that stream everything: constant memory whatever the size, one snapshot from the first row to the last. */
import { pipeline } from 'node:stream/promises';
import type { MarketView } from '../../listing/market-reader.js';
import { CSV_LOCALES, encodeTable, type CsvLocale, type TableFormat } from '../encode-table.js';
import { HISTORY, LISTINGS, STATS, type Table } from '../export-tables.js';
import { askedModel, type Cards } from '../cards.js';
import { requireKnownMarket } from '../known-market.js';
import { z } from '../schemas/common.js';
import { ListingFiltersQuery, ListingSchema } from '../schemas/listings.js';
import { DailyVariantSchema, HistoryExportQuery } from '../schemas/stats.js';
import { offerFilter } from './listing-routes.js';
import { variantStats } from './price-routes.js';
import { streamRoute, type Route, type RouteInput, type RouteServices, type StreamTarget } from './route.js';

const CSV = 'text/csv; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';
const PARQUET = 'application/vnd.apache.parquet';

const AS_CSV =
  'RFC 4180 with a header line. Text that a spreadsheet would take for a formula begins with an apostrophe. `locale=bg`: for an Excel that ' +
  'writes a decimal comma.';
const AS_PARQUET =
  'Apache Parquet with Snappy. Prices are DOUBLE, ids INT64, instants TIMESTAMP (UTC), days DATE; flags are words with spaces between them.';

const Locale = z.enum(CSV_LOCALES).optional().openapi({
  default: 'en',
  description: 'bg: byte order mark, semicolons between the fields, decimal comma',
});

/** What a route exports: a table of one view, by the query. */
interface Export<Query, Source, Row> {
  readonly file: string;
  readonly table: Table<Source, Row>;
  readonly read: (view: MarketView, query: Query, cards: Cards) => AsyncIterable<readonly Source[]>;
}

const listings = {
  file: 'gpu-listings',
  table: LISTINGS,
  read: (view: MarketView, query: z.output<typeof ListingFiltersQuery>, cards: Cards) =>
    view.allOffers(offerFilter(cards, query)),
};
const history = {
  file: 'gpu-history',
  table: HISTORY,
  read: (view: MarketView, { days, model, market }: z.output<typeof HistoryExportQuery>, cards: Cards) =>
    view.allDaily({ days, market, model: model === undefined ? undefined : askedModel(cards, model).model }),
};
const stats = {
  file: 'gpu-stats',
  table: STATS,
  read: async function* (view: MarketView) {
    yield variantStats(await view.variantPrices({}));
  },
};

export const exportRoutes: readonly Route[] = [
  streamRoute({
    path: '/api/export/csv',
    tag: 'export',
    summary: 'Active listings as CSV',
    description: AS_CSV,
    contentType: CSV,
    query: ListingFiltersQuery.extend({ locale: Locale }),
    stream: (input, services, target) => send(listings, 'csv', input, services, target, input.query.locale),
  }),
  streamRoute({
    path: '/api/export/json',
    tag: 'export',
    summary: 'Active listings as one JSON array',
    description: 'The same objects as GET /api/listings, in order of id.',
    answer: z.array(ListingSchema),
    contentType: JSON_TYPE,
    query: ListingFiltersQuery,
    stream: (input, services, target) => send(listings, 'json', input, services, target),
  }),
  streamRoute({
    path: '/api/export/parquet',
    tag: 'export',
    summary: 'Active listings as Parquet',
    description: AS_PARQUET,
    contentType: PARQUET,
    query: ListingFiltersQuery,
    stream: (input, services, target) => send(listings, 'parquet', input, services, target),
  }),
  streamRoute({
    path: '/api/export/history.csv',
    tag: 'export',
    summary: 'Daily prices of all variants as CSV',
    description: AS_CSV,
    contentType: CSV,
    query: HistoryExportQuery.extend({ locale: Locale }),
    stream: (input, services, target) => send(history, 'csv', input, services, target, input.query.locale),
  }),
  streamRoute({
    path: '/api/export/history.json',
    tag: 'export',
    summary: 'Daily prices of all variants as one JSON array',
    description: 'The points of GET /api/models/{model}/history, each with its variant, oldest first.',
    answer: z.array(DailyVariantSchema),
    contentType: JSON_TYPE,
    query: HistoryExportQuery,
    stream: (input, services, target) => send(history, 'json', input, services, target),
  }),
  streamRoute({
    path: '/api/export/history.parquet',
    tag: 'export',
    summary: 'Daily prices of all variants as Parquet',
    description: AS_PARQUET,
    contentType: PARQUET,
    query: HistoryExportQuery,
    stream: (input, services, target) => send(history, 'parquet', input, services, target),
  }),
  streamRoute({
    path: '/api/export/stats/csv',
    tag: 'export',
    summary: 'Price statistics of every variant as CSV',
    description: `The same columns as GET /api/stats. ${AS_CSV}`,
    contentType: CSV,
    query: z.strictObject({ locale: Locale }),
    stream: (input, services, target) => send(stats, 'csv', input, services, target, input.query.locale),
  }),
];

async function send<Query, Source, Row extends object>(
  { file, table, read }: Export<Query, Source, Row>,
  format: TableFormat,
  { query }: RouteInput<Query, unknown>,
  { reader, cards, once, exports }: RouteServices,
  { start, res, req }: StreamTarget,
  locale?: CsvLocale,
): Promise<void> {
  await exports.take(() =>
    reader.read(async (view) => {
      await requireKnownMarket(view, once, query);
      const rows = read(view, query, cards);
      start(view.version, ['Content-Disposition', `attachment; filename="${file}.${format}"`]);
      if (req.method === 'HEAD') res.end();
      else await pipeline([...encodeTable(rows, table, format, locale), res]);
    }),
  );
}
