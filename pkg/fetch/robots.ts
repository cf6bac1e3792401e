/** robots.txt as RFC 9309 has it: fetched once a day per origin, obeyed, and "cannot tell" means no. */
import robotsParser from 'robots-parser';
import type { Clock } from '../clock/clock.js';

/** Rules beyond this size are ignored (RFC 9309, section 2.5). */
const MAX_LENGTH = 500 * 1024;
const CACHE_MS = 24 * 3_600_000;
/** A longer crawl-delay would make a cycle endless; one request an hour is polite to anyone. */
const MAX_CRAWL_DELAY_MS = 3_600_000;

export interface RobotsRules {
  isAllowed(url: URL): boolean;
  readonly crawlDelayMs: number;
}

/** The text, or `null` when there is none (4xx), so that everything is allowed. Throws when it cannot be had. */
export type RobotsReader = (robotsUrl: URL) => Promise<string | null>;

export class RobotsCache {
  readonly #rules = new Map<string, { rules: RobotsRules; until: number }>();
  readonly #product: string;
  readonly #clock: Clock;

  /** @param userAgent its first product token (`name` of `name/version`) is what groups are matched against */
  constructor(userAgent: string, clock: Clock) {
    this.#product = userAgent.split(/[\s/]/, 1)[0] ?? userAgent;
    this.#clock = clock;
  }

  /** @throws what `read` throws; it is asked again next time */
  async rulesFor(url: URL, read: RobotsReader): Promise<RobotsRules> {
    const known = this.#rules.get(url.origin);
    if (known !== undefined && this.#clock.now().getTime() < known.until) return known.rules;
    const robotsUrl = new URL('/robots.txt', url.origin);
    const text = await read(robotsUrl);
    const rules = text === null ? ALLOW_ALL : parse(robotsUrl, text, this.#product);
    this.#rules.set(url.origin, { rules, until: this.#clock.now().getTime() + CACHE_MS });
    return rules;
  }
}

/** The package is CommonJS whose export is the function itself; its types speak of a default export. */
const parseRobots = robotsParser as unknown as typeof robotsParser.default;

const ALLOW_ALL: RobotsRules = { isAllowed: () => true, crawlDelayMs: 0 };

function parse(robotsUrl: URL, text: string, product: string): RobotsRules {
  // A rule cut in the middle would mean something else, so the cut is at a line's end.
  const kept = text.length <= MAX_LENGTH ? text : text.slice(0, text.lastIndexOf('\n', MAX_LENGTH) + 1);
  const robots = parseRobots(robotsUrl.href, kept);
  const delayMs = (robots.getCrawlDelay(product) ?? 0) * 1000;
  return {
    isAllowed: (url) => url.pathname === '/robots.txt' || robots.isAllowed(url.href, product) !== false,
    crawlDelayMs: Math.min(Math.max(0, delayMs), MAX_CRAWL_DELAY_MS),
  };
}
