/** The feeds of the running API, cycle by cycle, and as a feed reader reads them. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { JsonFeed } from '../../pkg/http/feeds/feed.js';
import { createClassifier } from '../../pkg/classify/classifier.js';
import type { Classifier } from '../../pkg/listing/verdict.js';
import { publishCycleOf, type PublishedCycle } from '../../pkg/postgres/testing/published-cycle.js';
import { ask } from '../support/http-client.js';
import { describeWith } from '../support/needs.js';
import { startApi, type RunningApi } from '../support/start-api.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const ROOT = join(import.meta.dirname, '../..');
type Ad = PublishedCycle['ads'][number];
const RULES = createClassifier();
/** What is said to be in doubt is. */
const DOUBTING: Classifier = {
  rulesVersion: RULES.rulesVersion,
  classify: (ad) => {
    const verdict = RULES.classify(ad);
    const { rule, evidence, rulesVersion } = verdict;
    if (!ad.title.includes('doubt')) return verdict;
    return {
      verdict: 'review',
      reason: 'weak-evidence',
      model: 'RTX 3060',
      memoryGb: 12,
      flags: [],
      rule,
      evidence,
      rulesVersion,
    };
  },
};
const NASTY = 'RTX 3060 12GB <script>alert(1)</script> & "x" ]]>\u0001';

const ad = (externalId: string, euros: number, over: Partial<Ad> = {}): Ad => ({
  ...{ externalId, title: 'RTX 3060 12GB', priceMinor: euros * 100, priceText: `${euros} €` },
  ...over,
});
/** On offer in every cycle. */
const usual: Ad[] = Array.from({ length: 12 }, (_ad, i) => ad(`usual${i}`, 290 + i));

let database: TestDatabase;
let api: RunningApi;
let day = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(await database.urlAs('gpu_tracker_api'));
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

async function publish(ads: readonly Ad[]): Promise<void> {
  day += 1;
  const now = new Date(Date.UTC(2026, 10, day));
  await publishCycleOf(database.db, { now, classifier: DOUBTING, ads: [...usual, ...ads] });
}

/** The answer of what was published last. */
async function answer(path: string) {
  const row = await database
    .db('markets')
    .first<{ cycle: number; data: number }>('last_published_cycle_id as cycle', 'data_version as data');
  for (;;) {
    const response = await ask(api.url + path);
    expect(response.status).toBe(200);
    if (response.headers.etag?.includes(`1.${row.cycle}.${row.data}`) === true) return response;
  }
}
const items = async (path: string): Promise<JsonFeed['items']> => (await answer(path)).json<JsonFeed>().items;
/** By market's id of the ad: what its entries are called, newest first. */
async function ids(path = '/api/feeds/offers.json', only = /^x/): Promise<string[]> {
  const found = (await items(path)).map(({ id }) => id.split('2026:demo/')[1] ?? id);
  return found.filter((id) => only.test(id)).map((id) => id.replace(/\/\d+\//, ' '));
}

describe('offers', () => {
  test('what is new, newest first; what is in doubt or too cheap to be true never', async () => {
    await publish([ad('x1', 250)]);
    await publish([ad('x1', 250), ad('x2', 240), ad('xdoubt', 240, { title: 'RTX 3060 doubt' }), ad('xfake', 20)]);
    await expect(ids()).resolves.toEqual(['x2 24000EUR', 'x1 25000EUR']);
    expect(await items('/api/feeds/offers.json')).toHaveLength(14);
    const listed = (await answer('/api/listings?size=100')).json<{ external_id: string }[]>();
    expect(listed.map(({ external_id: id }) => id)).toEqual(expect.arrayContaining(['xdoubt', 'xfake']));
  });

  test('a lower price is news and comes first; a higher one, and one that was there before, are none', async () => {
    await publish([ad('x1', 230), ad('x2', 240)]);
    await expect(ids()).resolves.toEqual(['x1 23000EUR', 'x2 24000EUR']);
    const [before] = await items('/api/feeds/offers.json');
    await publish([ad('x1', 260), ad('x2', 240)]);
    await expect(ids()).resolves.toEqual(['x1 23000EUR', 'x2 24000EUR']);
    const [after] = await items('/api/feeds/offers.json');
    expect(after).toMatchObject({
      id: before?.id,
      date_modified: before?.date_modified,
      title: expect.stringContaining('260 €'),
    });
    await publish([ad('x1', 230), ad('x2', 240)]);
    await expect(ids()).resolves.toEqual(['x1 23000EUR', 'x2 24000EUR']);
  });

  test('the same amount in the other currency is none', async () => {
    await publish([ad('x1', 230), ad('x2', 0, { priceMinor: 46_940, currency: 'BGN', priceText: '469,40 лв.' })]);
    await expect(ids()).resolves.toEqual(['x1 23000EUR', 'x2 24000EUR']);
    const [x2] = (await items('/api/feeds/offers.json')).filter(({ id }) => id.includes('demo/x2/'));
    expect(x2?.content_html).toContain('469,40 лв.');
  });

  test('an ad that is listed again is the same offer', async () => {
    const relisted = { title: 'RTX 3060 12GB Gigabyte Gaming OC запазена', location: 'Варна' };
    await publish([ad('x3', 245, relisted)]);
    for (let i = 0; i < 3; i += 1) await publish([]);
    await publish([ad('x4', 245, relisted)]);
    await expect(ids(undefined, /^x[34]/)).resolves.toEqual(['x3 24500EUR']);
    await publish([ad('x4', 244, relisted)]);
    await expect(ids(undefined, /^x[34]/)).resolves.toEqual(['x3 24400EUR']);
  });

  test('by the filters of the listings', async () => {
    await publish([ad('x5', 199, { title: 'RTX 3070 8GB' }), ad('x6', 251)]);
    await expect(ids('/api/feeds/offers.json?model=3070')).resolves.toEqual(['x5 19900EUR']);
    await expect(ids('/api/feeds/offers.json?min_price=251&max_price=251')).resolves.toEqual(['x6 25100EUR']);
    await expect(ids('/api/feeds/offers.json?max_vram=8')).resolves.toEqual(['x5 19900EUR']);
    await expect(ids('/api/feeds/offers.json?min_vram=12&q=3060')).resolves.toEqual(['x6 25100EUR']);
    await expect(ids('/api/feeds/offers.json?market=demo&q=nothing')).resolves.toEqual([]);
    for (const refused of ['review=include', 'size=5', 'market=none', 'language=de'])
      expect((await ask(`${api.url}/api/feeds/offers.json?${refused}`)).status).toBe(400);
  });

  test('at most a hundred', async () => {
    await publish(Array.from({ length: 130 }, (_, i) => ad(`many${i}`, 295)));
    await expect(items('/api/feeds/offers.json')).resolves.toHaveLength(100);
  });
});

test('deals: those whose page was read, with the reason, under the same filters', async () => {
  await publish([ad('xdeal', 170)]);
  await expect(ids('/api/feeds/deals.json')).resolves.toEqual([]);
  const cycle = await database.db('scrape_cycles').max<{ max: number }[]>('id');
  const page = { title: 'RTX 3060 12GB', price_minor: 17_000, currency: 'EUR', opened_at: new Date(), outcome: 'ad' };
  await database.db('cycle_pages').insert({
    ...{
      cycle_id: cycle[0]?.max,
      position: 1,
      market_id: 1,
      external_id: 'xdeal',
      url: '',
      why: 'deal',
      raw_ad_id: 1,
      ...page,
    },
  });
  usual.push(ad('xdeal', 170));
  await publish([ad('xfake', 20)]);
  await expect(ids('/api/feeds/deals.json', /./)).resolves.toEqual(['xdeal 17000EUR']);
  const [deal] = await items('/api/feeds/deals.json?language=bg');
  expect(deal?.content_html).toMatch(/<p>170 € е с \d+ % под \d+ € – справедливата цена/);
  for (const [filter, found] of [
    ['model=3060&min_vram=12&max_vram=12&min_price=170&max_price=170&market=demo&q=rtx', 1],
    ['model=3070', 0],
    ['min_vram=13', 0],
    ['max_vram=11', 0],
    ['min_price=170.01', 0],
    ['max_price=169.99', 0],
    ['q=nothing', 0],
  ] as const)
    expect([filter, (await items(`/api/feeds/deals.json?${filter}`)).length]).toEqual([filter, found]);
});

test('a feed is not sent again before the next publish, in either form; HEAD tells of it', async () => {
  for (const [path, type] of [
    ['/api/feeds/offers.atom', 'application/atom+xml; charset=utf-8'],
    ['/api/feeds/deals.json', 'application/feed+json; charset=utf-8'],
  ] as const) {
    const { headers } = await answer(path);
    expect(headers['content-type']).toBe(type);
    const etag = headers.etag ?? '';
    expect((await ask(api.url + path, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const head = await ask(api.url + path, { method: 'HEAD' });
    expect([head.status, head.headers.etag, head.text]).toEqual([200, etag, '']);
    await publish([ad(`y${day}`, 250)]);
    expect((await answer(path)).headers.etag).not.toBe(etag);
  }
});

test('what a seller wrote is text: escaped once in HTML, and not a link where it is no address', async () => {
  await publish([ad('x7', 251, { title: NASTY, url: 'javascript:alert(1)' })]);
  const [nasty] = (await items('/api/feeds/offers.json')).filter(({ id }) => id.includes('demo/x7/'));
  expect(nasty).toMatchObject({ title: 'RTX 3060 12GB – 251 €' });
  expect(nasty?.url).toBeUndefined();
  expect(nasty?.content_html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot; ]]&gt;</p>');
});

test('the document and the pages say where the feeds are', async () => {
  const { paths } = (await ask(`${api.url}/openapi.json`)).json<{ paths: object }>();
  const pages = [(await ask(`${api.url}/docs`)).text, await readFile(join(ROOT, 'web/index.html'), 'utf8')];
  for (const feed of ['offers.atom', 'offers.json', 'deals.atom', 'deals.json']) {
    expect(paths).toHaveProperty([`/api/feeds/${feed}`]);
    for (const page of pages)
      expect(page).toMatch(new RegExp(`<link rel="alternate" type="[^"]+" title="[^"]+" href="/api/feeds/${feed}"`));
  }
});

const own = join(ROOT, '.cache/python/bin/python');
const python = existsSync(own) ? own : 'python3';
function missing(): string | undefined {
  try {
    execFileSync(python, ['-c', 'import feedparser'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'Python with feedparser (.cache/python/bin/pip install -r test/docs/requirements.txt)';
  }
}

describeWith(
  [],
  'a feed reader',
  () => {
    const READ = `
import feedparser, json, sys
d = feedparser.parse(sys.stdin.buffer.read())
print(json.dumps({
  "bozo": bool(d.bozo), "version": d.version, "id": d.feed.id, "updated": d.feed.updated, "title": d.feed.title, "author": d.feed.author,
  "entries": [{"id": e.id, "title": e.title, "updated": e.updated, "published": e.published, "link": e.get("link"), "html": e.content[0].value,
               "type": e.content[0].type, "tags": [t.term for t in e.tags]} for e in d.entries]}))`;
    async function read(path: string) {
      const { text } = await answer(path);
      const running = promisify(execFile)(python, ['-c', READ], { maxBuffer: 16 * 1_024 * 1_024 });
      running.child.stdin?.end(text);
      return JSON.parse((await running).stdout) as {
        bozo: boolean;
        version: string;
        updated: string;
        entries: {
          id: string;
          title: string;
          updated: string;
          link: string | null;
          html: string;
          type: string;
          tags: string[];
        }[];
      };
    }

    test.each(['offers', 'deals'])('finds the %s well-formed, and in them what JSON says', async (name) => {
      const atom = await read(`/api/feeds/${name}.atom?min_vram=12`);
      expect(atom).toMatchObject({ bozo: false, version: 'atom10', author: 'gpu-tracker' });
      const json = await items(`/api/feeds/${name}.json?min_vram=12`);
      expect(atom.entries.map(({ id, title, updated, tags }) => ({ id, title, updated, tags }))).toEqual(
        json.map(({ id, title, date_modified: updated, tags }) => ({ id, title, updated, tags: [...tags] })),
      );
      expect(atom.entries.length).toBeGreaterThan(0);
      expect(new Set(atom.entries.map(({ id }) => id)).size).toBe(atom.entries.length);
      expect(atom.updated).toBe(atom.entries[0]?.updated);
      for (const { type, html } of atom.entries) expect([type, /<script/.test(html)]).toEqual(['text/html', false]);
    });

    test('finds one without an entry well-formed, as old as the market', async () => {
      const atom = await read('/api/feeds/offers.atom?q=nothing');
      expect(atom).toMatchObject({ bozo: false, entries: [] });
      expect(atom.updated).toBe(new Date(Date.UTC(2026, 10, day)).toISOString());
    });
  },
  missing(),
);
