/** One cycle per answer: validators, compression, publishes, cursors, exports. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, type RawResponse } from '../support/http-client.js';
import { publishAgain, seedListings } from '../support/seed-listings.js';
import { startApi, type RunningApi } from '../support/start-api.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import type { ListingDto } from '../../pkg/http/schemas/listings.js';

let database: TestDatabase;
let api: RunningApi;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedListings(database.db, { listings: 300 });
  api = await startApi(await database.urlAs('gpu_tracker_api'));
});

afterAll(async () => {
  await api.stop();
  await database.drop();
});

/** Publishes and waits until this API has heard of it: the notification reaches its event streams. */
async function publish(change?: string): Promise<void> {
  const response = await fetch(`${api.url}/api/scrape/events`);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const until = async (word: string): Promise<void> => {
    while (!text.includes(word)) text += (await reader.read()).value ?? '';
  };
  await until('event: state');
  await database.db.raw(`NOTIFY scrape_progress, 'demo'`);
  await until('event: progress'); // so it listens
  if (change !== undefined) await database.db.raw(change);
  await publishAgain(database.db);
  await until('event: published');
  await reader.cancel();
  // The streams and the cache hear of it at once, but the cache must first ask for the version.
  const [market] = await database.db('markets').select<{ id: number }[]>('last_published_cycle_id as id');
  for (;;) {
    const { headers } = await ask(`${api.url}/api/listings/count/total`);
    if (headers.etag?.includes(`.${market!.id}.`)) return;
  }
}

test('an answer is compressed as asked and means the same in every encoding', async () => {
  const plain = await ask(`${api.url}/api/listings/`);
  const gzip = await ask(`${api.url}/api/listings/`, { headers: { 'Accept-Encoding': 'gzip, deflate' } });
  const br = await ask(`${api.url}/api/listings/`, { headers: { 'Accept-Encoding': 'gzip, deflate, br' } });
  const refused = await ask(`${api.url}/api/listings/`, { headers: { 'Accept-Encoding': 'br;q=0, gzip;q=0' } });
  expect([gzip.headers['content-encoding'], br.headers['content-encoding']]).toEqual(['gzip', 'br']);
  expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
  expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true);
  expect(refused.headers).not.toHaveProperty('content-encoding');
  expect(new Set([plain, gzip, br].map(({ headers }) => headers.etag)).size).toBe(1);
  const small = await ask(`${api.url}/api/listings/count/total`, { headers: { 'Accept-Encoding': 'br' } });
  expect(small.headers).not.toHaveProperty('content-encoding');
});

test('a validator holds until the next publish and not longer', async () => {
  const condition = (response: RawResponse) => ({ headers: { 'If-None-Match': `"other", ${response.headers.etag}` } });
  const before = await ask(`${api.url}/api/listings/count/total`);
  expect((await ask(`${api.url}/api/listings/count/total`, condition(before))).status).toBe(304);
  await publish(`UPDATE listings SET status = 'missing' WHERE id = 300`);
  const after = await ask(`${api.url}/api/listings/count/total`, condition(before));
  expect(after.status).toBe(200);
  expect(after.json()).toEqual({ total: 299 });
  expect(after.headers.etag).not.toBe(before.headers.etag);
});

test('a replay that publishes no cycle changes validators too', async () => {
  const before = await ask(`${api.url}/api/listings/models/list`);
  await publish('UPDATE markets SET data_version = data_version + 1');
  const after = await ask(`${api.url}/api/listings/models/list`);
  expect(after.headers.etag).not.toBe(before.headers.etag);
});

test('pages have links and the total, and together have each ad once', async () => {
  const seen: number[] = [];
  let next: string | undefined = '/api/listings/?size=70&sort=price';
  while (next !== undefined) {
    const page = await ask(`${api.url}${next}`);
    seen.push(...page.json<ListingDto[]>().map(({ id }) => id));
    expect(page.headers['x-total-count']).toBe('299');
    next = /<([^>]+)>; rel="next"/.exec(page.headers.link as string)?.[1];
  }
  expect(seen).toHaveLength(299);
  expect(new Set(seen).size).toBe(299);
});

test.each(['-first_seen', 'first_seen'])(
  'no ad is lost or doubled when a publish comes between two pages of a cursor (%s)',
  async (sort) => {
    const there = new Set((await ask(`${api.url}/api/listings/?size=1000`)).json<ListingDto[]>().map(({ id }) => id));
    const seen: number[] = [];
    let next: string | undefined = `/api/listings/?size=40&cursor=*&sort=${sort}`;
    for (let page = 0; next !== undefined; page += 1) {
      const response = await ask(`${api.url}${next}`);
      expect(response.status).toBe(200);
      seen.push(...response.json<ListingDto[]>().map(({ id }) => id));
      next = /<([^>]+)>; rel="next"/.exec((response.headers.link as string | undefined) ?? '')?.[1];
      if (page === 2)
        await publish(`
          UPDATE listings SET status = 'missing' WHERE id = ${sort === 'first_seen' ? 1 : 298};
          UPDATE listings SET price_eur_cents = price_eur_cents / 2, price_minor = price_minor / 2 WHERE id % 2 = 0;
          INSERT INTO listings (market_id, external_id, url, title, model, price_minor, currency, status, first_seen_at,
                                last_seen_at, clock_started_at)
          SELECT 1, 'new ${sort} ' || i, 'https://demo.example', 'new', 'RTX 3060', 1, 'EUR', 'active', now(), now(), now()
            FROM generate_series(1, 10) i`);
    }
    expect(seen).toHaveLength(new Set(seen).size);
    expect([...there].filter((id) => !seen.includes(id))).toEqual([]);
  },
);

test('an export has every row, in JSON and in CSV, and no cell that a spreadsheet would run', async () => {
  const total = (await ask(`${api.url}/api/listings/count/total`)).json<{ total: number }>().total;
  const json = (await ask(`${api.url}/api/export/json`)).json<ListingDto[]>();
  const csv = await ask(`${api.url}/api/export/csv`);
  const lines = csv.text.trimEnd().split('\r\n');
  expect(json).toHaveLength(total);
  expect(lines).toHaveLength(total + 1);
  expect(lines[0]).toBe(Object.keys(json[0]!).join(','));
  expect(json.some(({ title }) => title.startsWith('='))).toBe(true);
  expect(csv.text).not.toMatch(/(^|,)"?[=+@-][^,]*HYPERLINK/m);
  expect(csv.text).toContain(`"'=HYPERLINK`);
  expect(csv.headers['content-disposition']).toContain('gpu-listings.csv');
  const filtered = (await ask(`${api.url}/api/export/json?model=rx6600&max_price=150`)).json<ListingDto[]>();
  expect(filtered.every(({ model, price }) => model === 'RX 6600' && price! <= 150)).toBe(true);
  const stats = await ask(`${api.url}/api/export/stats/csv`);
  expect(stats.text.split('\r\n')[0]).toMatch(/^model,memory_gb,n,enough,min,/);
});

test('one rendering serves all who ask at the same time', async () => {
  const metric = async (): Promise<number> => {
    const text = (await ask(api.metricsUrl)).text;
    return Number(/gpu_answer_cache_events_total\{event="miss"\} (\d+)/.exec(text)?.[1]);
  };
  const before = await metric();
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(`${api.url}/api/deals?limit=33`)));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect((await metric()) - before).toBe(1);
});
