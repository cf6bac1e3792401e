/** The API over a million listings: speed against a small market, memory, export, event streams, against fixed limits. */
import { get } from 'node:http';
import { compare, rates, SECONDS } from './api/compare.js';
import { startMarket } from './api/market.js';
import { serveApi } from './api/process.js';
import type { Bench } from './bench.js';

const FEW = 1_308;
const MANY = Number(process.env['BENCH_LISTINGS'] ?? 1_000_000);
const CLIENTS = 1_000;
const MIB = 1_048_576;
const MEMORY_LIMIT_MIB = 200;
const PATHS = ['/api/listings/?size=100', '/api/stats/', '/api/value/', '/api/deals/'];

/** Reads an answer to its end and throws it away; resolves to its size. */
function drain(port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, agent: false }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve(bytes);
        else reject(new Error(`${path}: ${response.statusCode}`));
      });
    }).once('error', reject);
  });
}

function openEventStream(port: number): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const asked = get({ port, host: '127.0.0.1', path: '/api/scrape/events', agent: false }, (response) => {
      response.once('data', () => resolve(() => response.destroy()));
      response.on('error', () => undefined); // cut by us
    }).once('error', reject);
    asked.setNoDelay(true);
  });
}

const million: Bench = {
  name: `api: ${MANY} listings`,
  run: async () => {
    const [small, large] = [await startMarket(FEW), await startMarket(MANY)];
    const [few, many] = [await serveApi({ DATABASE_URL: small.url }), await serveApi({ DATABASE_URL: large.url })];
    try {
      for (const path of PATHS) await drain(many.port, path);
      const path = PATHS[0] ?? '';
      const speed = await compare(
        { port: many.port, path, seconds: SECONDS },
        { port: few.port, path, seconds: SECONDS },
      );
      const reading = (await many.peakRss()) / MIB;
      const before = performance.now();
      const bytes = await drain(many.port, '/api/export/csv');
      const seconds = (performance.now() - before) / 1000;
      await drain(many.port, '/api/export/json');
      const exporting = (await many.peakRss()) / MIB;

      const quiet = (await few.rss()) / MIB;
      const streams: (() => void)[] = [];
      while (streams.length < CLIENTS)
        streams.push(...(await Promise.all(Array.from({ length: 50 }, () => openEventStream(few.port)))));
      const crowded = (await few.rss()) / MIB;
      for (const close of streams) close();
      return [
        {
          ratioName: `hot throughput at ${MANY} / at ${FEW} listings`,
          value: speed.ratio,
          bar: 0.9,
          higherIsBetter: true,
          detail: rates(speed),
        },
        {
          ratioName: `peak memory while reading / ${MEMORY_LIMIT_MIB} MiB`,
          value: reading / MEMORY_LIMIT_MIB,
          bar: 1,
          higherIsBetter: false,
          detail: `${Math.round(reading)} MiB`,
        },
        {
          ratioName: `peak memory while exporting / ${MEMORY_LIMIT_MIB} MiB`,
          value: exporting / MEMORY_LIMIT_MIB,
          bar: 1,
          higherIsBetter: false,
          detail: `${Math.round(exporting)} MiB; ${Math.round(bytes / MIB)} MiB of CSV in ${seconds.toFixed(1)} s`,
        },
        {
          ratioName: `memory of ${CLIENTS} event streams / 100 MiB`,
          value: (crowded - quiet) / 100,
          bar: 1,
          higherIsBetter: false,
          detail: `${Math.round(quiet)} to ${Math.round(crowded)} MiB`,
        },
      ];
    } finally {
      await Promise.all([few.stop(), many.stop()]);
      await Promise.all([small.stop(), large.stop()]);
    }
  },
};

export const benches: readonly Bench[] = [million];
