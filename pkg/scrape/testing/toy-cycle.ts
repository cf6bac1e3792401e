/** A marketplace that exists in a test alone, and cycles over it with a store in memory. */
import { systemClock } from '../../clock/clock.js';
import type { CrawlSession } from '../../fetch/crawl-session.js';
import { MemoryCycleStore } from '../../listing/testing/memory-cycle-store.js';
import type { Classifier } from '../../listing/verdict.js';
import type { Marketplace } from '../../market/marketplace.js';
import type { PageBody } from '../../market/page-body.js';
import { silentLogger } from '../../telemetry/logger.js';
import type { CycleOptions, CycleParts, CycleSignals } from '../cycle-parts.js';
import type { CycleOutcome } from '../cycle-outcome.js';
import { runCycle } from '../run-cycle.js';

/** What every such marketplace is. */
export const TOY = {
  ...{ slug: 'toy', name: 'Toy', baseUrl: new URL('http://toy.test/'), hosts: ['toy.test'], currency: 'EUR' },
  ...{ isReal: false, adIdOf: () => null },
} as const satisfies Partial<Marketplace>;

export interface ToySite {
  readonly market: Marketplace;
  readonly session: CrawlSession;
}

/** @param bodyOf what the site answers; throws to fail the request */
export function toySession(bodyOf: (url: URL, signal: AbortSignal | undefined) => PageBody): CrawlSession {
  const session: CrawlSession = {
    get: (url, read) => session.getBody(url, (body) => read(body.text)),
    getBody: async (url, read, signal) => ({ value: read(bodyOf(url, signal)).value, bytes: 1, attempts: 1, url }),
    close: async () => undefined,
  };
  return session;
}

export type RunToyCycle = (over?: Partial<CycleOptions>, signals?: Partial<CycleSignals>) => Promise<CycleOutcome>;

export interface ToyCycle {
  readonly store: MemoryCycleStore;
  readonly run: RunToyCycle;
  readonly withParts: (over: Partial<CycleParts>) => RunToyCycle;
}

const never = new AbortController().signal;

/** Cycles over the site, all with one store; each part, option and signal may be another. */
export function toyCycle(
  site: ToySite,
  classifier: Classifier,
  parts: Partial<CycleParts> = {},
  options: Partial<CycleOptions> = {},
): ToyCycle {
  const store = new MemoryCycleStore();
  const withParts =
    (other: Partial<CycleParts>): RunToyCycle =>
    (over = {}, signals = {}) =>
      runCycle(
        {
          ...{ store, classifier, openSession: async () => site.session, clock: systemClock, log: silentLogger },
          ...parts,
          ...other,
        },
        {
          ...{ market: site.market, terms: ['rtx'], maxPages: 999, adPages: 10, trigger: 'manual', pod: 'test' },
          ...{ resumeHours: 6, acceptShrink: false },
          ...options,
          ...over,
        },
        { stop: never, lost: never, ...signals },
      );
  return { store, run: withParts({}), withParts };
}
