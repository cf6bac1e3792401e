/** How fast the demo market serves: it must never be what a benchmark of the crawler measures. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startDemoMarket } from '../pkg/market/demo/demo-server.js';
import type { Bench, Figure } from './bench.js';

const PAGES_PER_SECOND = 300;
const SECONDS = 3;

/** Pages per second of processor time, of server and client together: other work on the machine does not count. */
async function pagesPerSecond(urlOf: (n: number) => string): Promise<{ rate: number; bytes: number }> {
  let pages = 0;
  let bytes = 0;
  for (let warm = 0; warm < 30; warm++) await (await fetch(urlOf(warm))).arrayBuffer();
  const before = process.cpuUsage();
  for (const end = performance.now() + SECONDS * 1000; performance.now() < end; pages++)
    bytes += (await (await fetch(urlOf(pages))).arrayBuffer()).byteLength;
  const { user, system } = process.cpuUsage(before);
  return { rate: (pages * 1e6) / (user + system), bytes: Math.round(bytes / pages) };
}

async function staticPages(bytes: number): Promise<number> {
  const page = Buffer.alloc(bytes, 'x');
  const server = createServer((_request, response) => response.setHeader('Content-Length', bytes).end(page));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { rate } = await pagesPerSecond(() => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  server.closeAllConnections();
  server.close();
  return rate;
}

async function measure(pageBytes: number): Promise<{ rate: number; bytes: number }> {
  const market = await startDemoMarket({ ads: 5000, generation: '2026', pageBytes });
  const measured = await pagesPerSecond((n) => `${market.url}/ads/q-rtx/?page=${(n % 25) + 1}`);
  await market.close();
  return measured;
}

async function run(): Promise<Figure[]> {
  const small = await measure(0);
  const heavy = await measure(2_500_000);
  const bare = await staticPages(heavy.bytes);
  const perSecond = (rate: number): string => `${rate.toFixed(0)} per second of processor time, client included`;
  return [
    {
      ratioName: `small pages / ${PAGES_PER_SECOND} a second`,
      value: small.rate / PAGES_PER_SECOND,
      ...{
        bar: 1,
        higherIsBetter: true,
        detail: `${perSecond(small.rate)}; ${Math.round(small.bytes / 1000)} kB each`,
      },
    },
    {
      ratioName: 'real-size pages / a bare server of the same bytes',
      value: heavy.rate / bare,
      ...{ bar: 0.5, higherIsBetter: true, detail: `${perSecond(heavy.rate)}; bare ${bare.toFixed(0)}` },
    },
  ];
}

export const benches: readonly Bench[] = [{ name: 'demo market, 5,000 ads', run }];
