import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startDemoMarket, type DemoMarket, type DemoMarketOptions } from './demo-server.js';
import { CAPTCHA_PAGE, OVERLOADED_TEXT } from './fault-response.js';
import { FaultSpecError, FaultSwitch, readFaultPlan, REQUEST_FAULTS, SITE_FAULTS } from './faults.js';
import { cardIds, readState } from './testing/read-page.js';

const open: DemoMarket[] = [];
const PATH = '/ads/q-rtx/';

async function start(faults: string, options: DemoMarketOptions = {}): Promise<DemoMarket> {
  const market = await startDemoMarket({ ads: 300, generation: '2026', faults: readFaultPlan(faults), ...options });
  open.push(market);
  return market;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((market) => market.close()));
});

async function body(market: DemoMarket, path = PATH): Promise<string> {
  return (await fetch(market.url + path)).text();
}

/** The answer as it comes over the wire, until the server ends it or `bytes` have come. */
function raw(market: DemoMarket, bytes = Infinity): Promise<{ text: string; failed: boolean }> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(market.url);
    const socket = connect(Number(port), hostname, () => socket.write(`GET ${PATH} HTTP/1.1\r\nHost: x\r\n\r\n`));
    let text = '';
    let failed = false;
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (text.length >= bytes) socket.destroy();
    });
    socket.on('error', () => (failed = true));
    socket.on('close', () => resolve({ text, failed }));
  });
}

describe('a fault plan', () => {
  test('is read from its text', () => {
    expect(readFaultPlan('429=5:0.02, 500:0.05,frozen@3,shrink=0.5@4-6,reset')).toEqual([
      { kind: '429', value: 5, probability: 0.02 },
      { kind: '500', probability: 0.05 },
      { kind: 'frozen', probability: 1, fromDay: 3 },
      { kind: 'shrink', probability: 1, value: 0.5, fromDay: 4, toDay: 6 },
      { kind: 'reset', probability: 1 },
    ]);
    expect(readFaultPlan('')).toEqual([]);
  });

  test.each(['no-such', '500:2', '500@5-3', 'frozen:0.5', 'shrink=2', '429=', '500@', ':', '500:0.1:0.2', 'toString'])(
    'is refused with the names that are allowed: %s',
    (spec) => {
      expect(() => readFaultPlan(spec)).toThrow(FaultSpecError);
      for (const name of [...Object.keys(REQUEST_FAULTS), ...Object.keys(SITE_FAULTS)])
        expect(() => readFaultPlan(spec)).toThrow(name);
    },
  );

  test('meets the same requests for the same seed, about as many as its probability says', () => {
    const met = (seed: number): number[] => {
      const faults = new FaultSwitch(seed, readFaultPlan('500:0.05,429:0.05'), 0);
      return Array.from({ length: 4000 }, (_, n) => n).filter((n) => faults.forRequest(n, 0, PATH) !== null);
    };
    expect(met(1)).toEqual(met(1));
    expect(met(2)).not.toEqual(met(1));
    expect(met(1).length / 4000).toBeGreaterThan(0.08);
    expect(met(1).length / 4000).toBeLessThan(0.115);
  });

  test('can be limited to days, paths and a number of times', () => {
    const faults = new FaultSwitch(1, [{ kind: '500', path: /page=2/, times: 2, fromDay: 1, toDay: 1 }], 0);
    const asked: [number, string][] = [
      [0, '?page=2'],
      [1, '?page=1'],
      [1, '?page=2'],
      [1, '?page=2'],
      [1, '?page=2'],
    ];
    expect(asked.map(([day, path], n) => faults.forRequest(n, day, path)?.kind ?? null)).toEqual([
      null,
      null,
      '500',
      '500',
      null,
    ]);
  });
});

test('every fault is documented', () => {
  const document = readFileSync('docs/demo-market.md', 'utf8');
  for (const name of [...Object.keys(REQUEST_FAULTS), ...Object.keys(SITE_FAULTS)])
    expect(document).toContain(`\`${name}\``);
});

describe('over a real socket', () => {
  test.each([
    ['403', 403],
    ['500', 500],
    ['502', 502],
    ['503', 503],
  ])('%s is answered with that status', async (kind, status) => {
    expect((await fetch((await start(kind)).url + PATH)).status).toBe(status);
  });

  test('robots.txt and the exit check are spared', async () => {
    const market = await start('403');
    expect((await fetch(`${market.url}/robots.txt`)).status).toBe(200);
    expect((await fetch(`${market.url}/api/ip`)).status).toBe(200);
  });

  test('429 says how long to wait, and a client that comes back earlier is counted', async () => {
    const market = await start('429=7');
    const response = await fetch(market.url + PATH);
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
    expect(market.requests.stats.tooEarly).toBe(0);
    await fetch(market.url + PATH);
    expect(market.requests.stats.tooEarly).toBe(1);
  });

  test('429-date says it as a date that is never too near', async () => {
    const asked = Date.now();
    const response = await fetch((await start('429-date=7')).url + PATH);
    expect(Date.parse(response.headers.get('retry-after') ?? '') - asked).toBeGreaterThanOrEqual(7000);
  });

  test('overloaded and captcha come with status 200 and no ads', async () => {
    const overloaded = await body(await start('overloaded'));
    expect(overloaded).toContain(OVERLOADED_TEXT);
    expect(cardIds(overloaded)).toEqual([]);
    expect(await body(await start('captcha'))).toBe(CAPTCHA_PAGE);
  });

  test('truncated ends before the announced length', async () => {
    const market = await start('truncated');
    const { text } = await raw(market);
    const announced = Number(/content-length: (\d+)/i.exec(text)?.[1]);
    expect(text.length).toBeLessThan(announced);
    await expect(body(market)).rejects.toThrow();
  });

  test('reset resets the connection', async () => {
    const market = await start('reset');
    expect(await raw(market)).toEqual({ text: '', failed: true });
    expect(market.requests.stats).toMatchObject({ total: 1, inFlight: 0 });
  });

  test('drip sends the page in crumbs and stops when the client leaves', async () => {
    const market = await start('drip=1');
    const { text } = await raw(market, 1500);
    expect(text.length).toBeLessThan(5000);
  });

  test('a gzip bomb unpacks to a thousand times its size', async () => {
    const market = await start('gzip-bomb=64');
    const { text } = await raw(market, 60_000);
    expect(text).toMatch(/content-encoding: gzip/i);
    const whole = Buffer.from(await (await fetch(market.url + PATH)).arrayBuffer());
    expect(whole.length).toBe(64 << 20);
    expect(() => gunzipSync(whole)).toThrow(); // the client has unpacked it already
  });

  test('a giant body keeps coming', async () => {
    const { text } = await raw(await start('giant=8'), 2 << 20);
    expect(text.length).toBeGreaterThanOrEqual(2 << 20);
    expect(text).not.toMatch(/content-length/i);
  });

  test('redirects lead to a foreign host, or nowhere for ever', async () => {
    const foreign = await fetch((await start('redirect-foreign')).url + PATH, { redirect: 'manual' });
    expect(foreign.headers.get('location')).toMatch(/^http:\/\/foreign\.demo\.invalid\//);
    const loop = await fetch((await start('redirect-loop')).url + PATH, { redirect: 'manual' });
    expect([loop.status, loop.headers.get('location')]).toEqual([302, PATH]);
  });

  test('a frozen catalogue stays the same from its day on, bytes and all, until it thaws', async () => {
    const market = await start('frozen@2');
    const first = await body(market);
    market.advance(2);
    const frozen = await body(market);
    expect(frozen).not.toBe(first);
    market.advance(3);
    expect(await body(market)).toBe(frozen);
    market.setFaults([]);
    expect(await body(market)).not.toBe(frozen);
  });

  test('a redesign leaves neither state nor known markup', async () => {
    const market = await start('redesign@1');
    expect(readState(await body(market))).not.toBeNull();
    market.advance(1);
    const html = await body(market);
    expect(readState(html)).toBeNull();
    expect(html).not.toMatch(/l-card|ad-price|listing-grid/);
    expect(html).toContain('<article');
  });

  test('a shrunk catalogue lists about half, and always the same half', async () => {
    const market = await start('shrink@1', { resultWindow: 10_000, pageSize: 10_000 });
    market.advance(1);
    const ids = cardIds(await body(market, '/ads/'));
    const all = market.truth().listingsOn(1).length;
    expect(ids.length / all).toBeGreaterThan(0.4);
    expect(ids.length / all).toBeLessThan(0.65);
    expect(cardIds(await body(market, '/ads/'))).toEqual(ids);
  });
});
