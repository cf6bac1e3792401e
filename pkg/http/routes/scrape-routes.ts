/** Routes of what the scraper is doing and did; the events are in `event-stream.ts`. */
import { requireKnownMarket } from '../known-market.js';
import { presentCycle, presentStatus } from '../present.js';
import { NoQuery, z } from '../schemas/common.js';
import { CyclesQuery, CycleSchema, ScrapeStatusSchema } from '../schemas/scrape.js';
import { liveRoute, type Route } from './route.js';

const DEFAULT_CYCLES = 50;

export const scrapeRoutes: readonly Route[] = [
  liveRoute({
    path: '/api/scrape/status',
    tag: 'scraper',
    summary: 'Current and last cycle of each market, with progress and books',
    query: NoQuery,
    answer: ScrapeStatusSchema,
    respond: async (_input, { reader }) => ({ body: presentStatus(await reader.scrapeStatus()) }),
  }),
  liveRoute({
    path: '/api/cycles',
    tag: 'scraper',
    summary: 'Recent cycles with books, durations and errors, newest first',
    query: CyclesQuery,
    answer: z.array(CycleSchema),
    respond: async ({ query }, { reader, once }) => {
      if (query.market !== undefined) await reader.read((view) => requireKnownMarket(view, once, query));
      return { body: (await reader.cycles(query.limit ?? DEFAULT_CYCLES, query.market)).map(presentCycle) };
    },
  }),
];
