/** The API against bare node:http with the same bytes, and against bare pg with the same rows. */
import { request } from 'node:http';
import { compare, median, rates, SECONDS } from './api/compare.js';
import { startMarket } from './api/market.js';
import { serveApi, servePeer, type Served } from './api/process.js';
import type { Bench, Figure } from './bench.js';

const LISTINGS = 1_308;
const HOT = ['/api/listings/?size=100', '/api/stats/', '/api/value/', '/api/listings/3060ti'];
/** Another filter, and so another count, each time; nothing is kept. The peer does not count. */
const COLD_FILTER = '/api/listings/?size=100&min_price={n%9001}.{n%89}';

function etagOf(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path }, (response) => {
      response.resume();
      resolve(response.headers.etag ?? '');
    })
      .once('error', reject)
      .end();
  });
}

async function hotFigures(api: Served, paths: readonly string[], label: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const path of paths) {
    const peer = await servePeer('serve-bytes', { URL: `http://127.0.0.1:${api.port}${path}` });
    const result = await compare(
      { port: api.port, path, seconds: SECONDS },
      { port: peer.port, path, seconds: SECONDS },
    );
    await peer.stop();
    const tail = median(result.ours.map(({ p99Ms, medianMs }) => p99Ms / medianMs));
    const name = `${label} GET ${path}`;
    figures.push(
      {
        ratioName: `${name} / bare node:http, same bytes`,
        value: result.ratio,
        bar: 0.7,
        higherIsBetter: true,
        detail: rates(result),
      },
      { ratioName: `${name}: p99 / median`, value: tail, bar: 5, higherIsBetter: false },
    );
  }
  return figures;
}

const small: Bench = {
  name: `api: ${LISTINGS} listings`,
  run: async () => {
    const market = await startMarket(LISTINGS);
    const api = await serveApi({ DATABASE_URL: market.url });
    try {
      const figures = await hotFigures(api, HOT, 'hot');
      const [path = ''] = HOT;
      const headers = { 'If-None-Match': await etagOf(api.port, path) };
      const bare = await servePeer('serve-bytes', {
        URL: `http://127.0.0.1:${api.port}${path}`,
        REQUEST_HEADERS: JSON.stringify(headers),
      });
      const notModified = await compare(
        { port: api.port, path, seconds: SECONDS, headers },
        { port: bare.port, path, seconds: SECONDS, headers },
      );
      await bare.stop();
      const query = await servePeer('serve-query', { DATABASE_URL: market.url });
      const cold = await compare(
        { port: api.port, path: COLD_FILTER, seconds: SECONDS },
        { port: query.port, path: COLD_FILTER, seconds: SECONDS },
      );
      await query.stop();
      return [
        ...figures,
        {
          ratioName: '304 / bare node:http 304',
          value: notModified.ratio,
          bar: 0.8,
          higherIsBetter: true,
          detail: rates(notModified),
        },
        {
          ratioName: 'cold GET /api/listings/ / bare pg and JSON.stringify',
          value: cold.ratio,
          bar: 0.5,
          higherIsBetter: true,
          detail: rates(cold),
        },
      ];
    } finally {
      await api.stop();
      await market.stop();
    }
  },
};

export const benches: readonly Bench[] = [small];
