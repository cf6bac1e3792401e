/** How fast a page of real size is read, against the least that any reader must do: find the state and decode it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { PageBody } from '../pkg/market/page-body.js';
import type { Marketplace } from '../pkg/market/marketplace.js';
import { createMarketplace } from '../pkg/market/markets.js';
import { aHeavyPage } from '../pkg/market/olx/testing/page-builder.js';
import type { Bench, Figure } from './bench.js';

const PAGE_BYTES = 2_500_000;
const ROUNDS = 40;
const SAVED = join(process.cwd(), '../shared/data/olx-pages');

const marketOf = (slug: string): Marketplace => createMarketplace(slug, { demoUrl: 'http://127.0.0.1:8090' });

/** What cannot be avoided when a page is read from its state: text from bytes, the literal in the text, JSON in JSON. */
function decodeState(bytes: Buffer): unknown {
  const literal = /__PRERENDERED_STATE__\s*=\s*("(?:\\.|[^"\\])*")/.exec(bytes.toString('utf8'))?.[1] ?? '""';
  return JSON.parse(JSON.parse(literal) as string);
}

/** Least milliseconds of each; they take turns, so that a busy machine slows all of them alike. */
function fastest(works: readonly (() => unknown)[], rounds = ROUNDS): number[] {
  const least = works.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++)
    for (const [at, work] of works.entries()) {
      const start = performance.now();
      work();
      least[at] = Math.min(least[at] ?? Number.POSITIVE_INFINITY, performance.now() - start);
    }
  return least;
}

function stateFigure(name: string, bytes: Buffer, market: Marketplace): Figure {
  const [limit = 0, parse = 0, text = 0] = fastest([
    () => decodeState(bytes),
    () => market.parse(new PageBody(bytes)),
    () => market.parse(bytes.toString('utf8')),
  ]);
  return {
    ...{ ratioName: `${name}: decoding the state / parse`, value: limit / parse, bar: 0.8, higherIsBetter: true },
    detail: `${megabytes(bytes.length)}, ${limit.toFixed(1)} ms / ${parse.toFixed(1)} ms (${text.toFixed(1)} ms from text), ${Math.round(1000 / parse)} pages a second`,
  };
}

function domFigure(body: string, market: Marketplace): Figure {
  const bare = body.replace('__PRERENDERED_STATE__', '__OTHER__');
  const whole = (): number => load(bare)('[data-cy="l-card"] h4').length;
  const [cards = 0, cheerio = 0] = fastest([() => market.parse(bare), whole], 5);
  return {
    ...{
      ratioName: 'without a state: cheerio over the page / parse',
      value: cheerio / cards,
      bar: 3,
      higherIsBetter: true,
    },
    detail: `${cheerio.toFixed(0)} ms / ${cards.toFixed(1)} ms, ${Math.round(1000 / cards)} pages a second`,
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

export const benches: Bench[] = [
  {
    name: 'parse',
    run: () => {
      const body = aHeavyPage(PAGE_BYTES);
      const market = marketOf('olx-bg');
      const figures = [stateFigure('generated page', Buffer.from(body), market), domFigure(body, market)];
      const saved = existsSync(SAVED) ? readdirSync(SAVED).filter((name) => name.includes('search')) : [];
      for (const name of saved) {
        const page = readFileSync(join(SAVED, name));
        if (page.includes('__PRERENDERED_STATE__'))
          figures.push(stateFigure(name, page, marketOf(`olx-${name.slice(0, 2)}`)));
      }
      return Promise.resolve(figures);
    },
  },
];
