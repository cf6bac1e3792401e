/** A crawl of a local server that serves saved real pages as if they were the site. The pages stay outside the project. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createClassifier } from '../../pkg/classify/classifier.js';
import { openCrawlSession } from '../../pkg/fetch/open-crawl-session.js';
import { systemClock } from '../../pkg/clock/clock.js';
import { checkBooks } from '../../pkg/listing/books.js';
import { olxMarketplace } from '../../pkg/market/olx/olx-marketplace.js';
import { OLX_SITES } from '../../pkg/market/olx/sites.js';
import { PgCycleStore } from '../../pkg/postgres/pg-cycle-store.js';
import { runCycle } from '../../pkg/scrape/run-cycle.js';
import { silentLogger } from '../../pkg/telemetry/logger.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const folder = join(import.meta.dirname, '../../../shared/data/olx-pages');
const CASES = [
  { file: 'pl-search-electronics-2025-07.html', slug: 'olx-pl', padding: 0 },
  { file: 'uz-search-dual-currency-2026-03.html', slug: 'olx-uz', padding: 0 },
  { file: 'uz-search-padding-2025-05.html', slug: 'olx-uz', padding: 40 },
  { file: 'ro-search-3-cards-2026-09.html', slug: 'olx-ro', padding: 0 },
] as const;

interface Expected {
  readonly ids: readonly string[];
  readonly state?: { readonly first_ads: readonly { id: number; price: number | null; currency: string | null }[] };
}

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.db.raw('TRUNCATE markets, model_daily RESTART IDENTITY CASCADE'));

test.each(CASES)(
  '$file: each ad once, exact prices, no padding, books that balance',
  async ({ file, slug, padding }) => {
    if (!existsSync(folder)) {
      process.stderr.write(`saved pages not crawled: there is no ${folder}\n`);
      return;
    }
    const expected = (JSON.parse(await readFile(join(folder, 'EXPECTED.json'), 'utf8')) as Record<string, Expected>)[
      file
    ];
    const body = await readFile(join(folder, file));
    const server = createServer((request, response) => {
      if (request.url === '/robots.txt') response.writeHead(404).end();
      else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const { port } = server.address() as AddressInfo;
      const site = OLX_SITES.find((one) => one.slug === slug)!;
      const market = olxMarketplace({
        ...site,
        baseUrl: `http://127.0.0.1:${port}`,
        hosts: [`127.0.0.1:${port}`],
        isReal: false,
      });
      const never = new AbortController().signal;
      const outcome = await runCycle(
        {
          store: new PgCycleStore(database.db),
          classifier: createClassifier(),
          clock: systemClock,
          log: silentLogger,
          openSession: () =>
            openCrawlSession({
              ...{
                hosts: market.hosts,
                baseUrl: market.baseUrl,
                tor: null,
                userAgent: 'test',
                requestsPerMinute: Infinity,
              },
              ...{ respectRobots: true, clock: systemClock, log: silentLogger },
            }),
        },
        {
          market,
          terms: ['x'],
          maxPages: 3,
          adPages: 0,
          trigger: 'manual',
          pod: 'test',
          resumeHours: 1,
          acceptShrink: false,
        },
        { stop: never, lost: never },
      );
      const organic = new Set(expected!.ids.slice(0, expected!.ids.length - padding));
      const stored = await database
        .db<{ external_id: string; price_minor: number | null; currency: string | null }>('raw_ads')
        .select('external_id', 'price_minor', 'currency');
      expect(stored.map((ad) => ad.external_id).sort()).toEqual([...organic].sort());
      for (const ad of expected!.state?.first_ads ?? []) {
        const row = stored.find(({ external_id }) => external_id === String(ad.id));
        expect(row).toMatchObject({
          price_minor: ad.price === null ? null : Math.round(ad.price * 100),
          currency: ad.currency,
        });
      }
      expect(outcome.books!.padding % Math.max(1, padding)).toBe(0);
      expect(checkBooks(outcome.books!)).toEqual([]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  },
);
