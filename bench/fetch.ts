/** What politeness costs: pages per second through a crawl session with pacing off, against bare undici on the same bytes. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { gunzip as gunzipWithCallback, gzipSync } from 'node:zlib';
import { Agent, request } from 'undici';
import { openCrawlSession } from '../pkg/fetch/open-crawl-session.js';
import { systemClock } from '../pkg/clock/clock.js';
import { silentLogger } from '../pkg/telemetry/logger.js';
import type { Bench, Figure } from './bench.js';

const gunzip = promisify(gunzipWithCallback);
const PAGES = 300;
const ROUNDS = 3;
/** About the size of a real search page, and as compressible: 2.5 MB of markup. */
const PAGE = Buffer.from(
  Array.from(
    { length: 25_000 },
    (_, at) => `<div id="${at}" class="card"><h4>RTX ${at * 7919} видеокарта</h4><p>${at} €</p></div>\n`,
  ).join(''),
);

export const benches: readonly Bench[] = [
  { name: 'fetch: 2 MB pages, gzip', run: () => compare(gzipSync(PAGE), { 'content-encoding': 'gzip' }, PAGES / 4) },
  { name: 'fetch: 200 kB pages, plain', run: () => compare(PAGE.subarray(0, 200_000), {}, PAGES * 2) },
];

async function compare(body: Buffer, headers: Record<string, string>, pages: number): Promise<Figure[]> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  try {
    const rates = { session: 0, bare: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      rates.bare = Math.max(rates.bare, await perSecond(pages, bareReader(baseUrl)));
      rates.session = Math.max(rates.session, await perSecond(pages, sessionReader(baseUrl)));
    }
    const detail = `${rates.session.toFixed(0)} against ${rates.bare.toFixed(0)} pages/s, ${body.length} bytes on the wire`;
    return [
      {
        ratioName: 'crawl session / bare undici',
        value: rates.session / rates.bare,
        bar: 0.5,
        higherIsBetter: true,
        detail,
      },
    ];
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

type Reader = () => Promise<{ read: () => Promise<number>; close: () => Promise<void> }>;

async function perSecond(pages: number, open: Reader): Promise<number> {
  const { read, close } = await open();
  await read();
  const startedAt = performance.now();
  for (let page = 0; page < pages; page += 1) if ((await read()) === 0) throw new Error('an empty page');
  const seconds = (performance.now() - startedAt) / 1000;
  await close();
  return pages / seconds;
}

/** The same work with nothing around it: request, gunzip, decode. */
function bareReader(url: URL): Reader {
  return () => {
    const dispatcher = new Agent({ connections: 1, pipelining: 1 });
    const read = async (): Promise<number> => {
      const { headers, body } = await request(url, { dispatcher });
      const bytes = Buffer.from(await body.arrayBuffer());
      return new TextDecoder().decode(headers['content-encoding'] === 'gzip' ? await gunzip(bytes) : bytes).length;
    };
    return Promise.resolve({ read, close: () => dispatcher.close() });
  };
}

function sessionReader(baseUrl: URL): Reader {
  return async () => {
    const session = await openCrawlSession({
      hosts: [baseUrl.hostname],
      baseUrl,
      tor: null,
      userAgent: 'bench',
      requestsPerMinute: Infinity,
      respectRobots: false,
      clock: systemClock,
      log: silentLogger,
    });
    const read = async (): Promise<number> =>
      (await session.get(baseUrl, (body) => ({ value: body.length, verdict: 'ok' }))).value;
    return { read, close: () => session.close() };
  };
}
