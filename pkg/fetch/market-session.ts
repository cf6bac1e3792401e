/** The crawl session behind {@link openCrawlSession}: robots, pace, redirects and retries around single exchanges. */
import type { PageBody } from '../market/page-body.js';
import { InvalidInputError, InvariantError } from '../errors/app-error.js';
import type { CrawlSession, CrawlSessionOptions, FetchedPage, PageReading } from './crawl-session.js';
import type { Destinations } from './destinations.js';
import {
  BlockedError,
  GoneError,
  LeakError,
  RedirectRefusedError,
  RobotsDisallowedError,
  TemporaryFetchError,
  TorUnavailableError,
  UnexpectedResponseError,
} from './errors.js';
import { exchange, ExchangeFailure, type Exchange } from './exchange.js';
import type { FetchEvent, RetryReason } from './fetch-event.js';
import { firstAbort } from './abort.js';
import type { FetchLimits } from './fetch-limits.js';
import type { Identity } from './identity.js';
import { RequestQueue } from './request-queue.js';
import { Pacer, sleepUntil } from './pacer.js';
import { retryAfterMs } from './retry-after.js';
import { RetryBudget, type FailedTry } from './retry-budget.js';
import { RobotsCache } from './robots.js';

export interface MarketSessionOptions extends CrawlSessionOptions {
  readonly random: () => number;
  readonly limits: FetchLimits;
  readonly market: Destinations;
  readonly identity: Identity;
  readonly newIdentity: () => Identity;
}

const PAGE_TYPES = ['text/html', 'application/xhtml+xml', 'application/json', 'text/plain'];
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const REFUSALS = new Set([401, 403, 429, 451]);

/** What one fetch has cost so far, over all of its tries. */
interface Cost {
  bytes: number;
  attempts: number;
}

interface Fetching {
  readonly isRobots: boolean;
  readonly cost: Cost;
  readonly signal: AbortSignal;
}

export class MarketSession implements CrawlSession {
  readonly #options: MarketSessionOptions;
  readonly #queue = new RequestQueue();
  readonly #pacer: Pacer;
  readonly #robots: RobotsCache | null;
  readonly #closed = new AbortController();
  #identity: Identity;
  #freshIdentities = 0;

  constructor(options: MarketSessionOptions) {
    this.#options = options;
    this.#identity = options.identity;
    this.#pacer = new Pacer(options.requestsPerMinute, options.clock, options.random);
    this.#robots = options.respectRobots ? new RobotsCache(options.userAgent, options.clock) : null;
  }

  get<T>(url: URL, read: (body: string) => PageReading<T>, signal?: AbortSignal): Promise<FetchedPage<T>> {
    return this.getBody(url, (body) => read(body.text), signal);
  }

  async getBody<T>(url: URL, read: (body: PageBody) => PageReading<T>, signal?: AbortSignal): Promise<FetchedPage<T>> {
    if (!this.#options.market.allows(url)) throw new InvalidInputError(`${url.origin} is no address of this market`);
    const either = firstAbort(signal === undefined ? [this.#closed.signal] : [this.#closed.signal, signal]);
    const fetching: Fetching = { isRobots: false, cost: { bytes: 0, attempts: 0 }, signal: either.signal };
    try {
      return await this.#queue.run(either.signal, async () => {
        const { value, url: end } = await this.#persist(url, fetching, (answer) => read(answer.body));
        return { value, url: end, ...fetching.cost };
      });
    } finally {
      either.release();
    }
  }

  async close(): Promise<void> {
    this.#closed.abort(new InvariantError('the crawl session is closed'));
    await this.#identity.destroy();
  }

  /** Tries until `read` is content or the budget of the page is used up. */
  async #persist<T>(
    url: URL,
    fetching: Fetching,
    read: (answer: Exchange) => PageReading<T>,
  ): Promise<{ value: T; url: URL }> {
    const { clock, limits, random, log } = this.#options;
    const budget = new RetryBudget(limits, random, () => clock.now());
    for (;;) {
      fetching.cost.attempts += 1;
      const failed = await this.#tryOnce(url, fetching, read);
      if ('value' in failed) return failed;
      const { delayMs, freshIdentity } = budget.next(failed);
      log.warn('a request will be tried again', { host: url.host, reason: failed.reason, delayMs, err: failed.cause });
      this.#emit({ type: 'retry', reason: failed.reason, delayMs });
      if (freshIdentity) await this.#renewIdentity(failed.reason);
      await sleepUntil(clock, clock.now().getTime() + delayMs, fetching.signal);
      fetching.signal.throwIfAborted();
    }
  }

  async #tryOnce<T>(
    url: URL,
    fetching: Fetching,
    read: (answer: Exchange) => PageReading<T>,
  ): Promise<{ value: T; url: URL } | FailedTry> {
    let answer: Exchange;
    let end: URL;
    try {
      ({ answer, url: end } = await this.#follow(url, fetching));
    } catch (err) {
      if (err instanceof ExchangeFailure) return { reason: err.reason, what: `${url.host} cannot be read`, cause: err };
      if (err instanceof TorUnavailableError) return { reason: 'proxy', what: err.message, cause: err };
      throw err;
    }
    const refused = this.#refusedBy(answer, end, fetching);
    if (refused !== undefined) return refused;
    const { value, verdict } = read(answer);
    if (verdict === 'ok') return { value, url: end };
    return verdict === 'overloaded'
      ? { reason: 'overloaded', what: `${end.host} says it is overloaded` }
      : { reason: 'refused', what: `${end.host} answered with an anti-bot page` };
  }

  /** What the status says; `undefined` when the body is the page. @throws when no retry can help */
  #refusedBy(answer: Exchange, { host }: URL, { isRobots }: Fetching): FailedTry | undefined {
    const { status } = answer;
    if (status === 200) return undefined;
    const what = `${host} answered with status ${status}`;
    const isRetriable = status === 408 || status === 425 || status === 429;
    // RFC 9309, section 2.3.1.3: any other 4xx means that there is no robots.txt.
    if (status === 404 || status === 410 || (isRobots && status >= 400 && status < 500 && !isRetriable))
      throw new GoneError(what, status);
    const wait = retryAfterMs(answer.header('retry-after'), answer.header('date'), this.#options.clock.now());
    if (REFUSALS.has(status)) return { reason: 'refused', what, retryAfterMs: wait };
    if (status >= 500 || isRetriable) return { reason: 'overloaded', what, retryAfterMs: wait };
    throw new UnexpectedResponseError(what);
  }

  /** Follows redirects by hand: each hop is checked, paced and counted like any request. */
  async #follow(from: URL, fetching: Fetching): Promise<{ answer: Exchange; url: URL }> {
    const { limits, market } = this.#options;
    let url = from;
    for (let hops = 0; hops <= limits.maxRedirects; hops += 1) {
      const crawlDelayMs = fetching.isRobots ? 0 : await this.#obeyRobots(url, fetching);
      const answer = await this.#request(url, crawlDelayMs, fetching);
      const location = answer.header('location');
      if (!REDIRECTS.has(answer.status) || location === undefined) return { answer, url };
      if (!URL.canParse(location, url.href))
        throw new RedirectRefusedError(`${url.host} redirects to an unreadable address`);
      const next = new URL(location, url);
      if (url.protocol === 'https:' && next.protocol !== 'https:')
        throw new RedirectRefusedError(`${url.host} redirects from https to ${next.protocol}`);
      if (!market.allows(next)) throw new RedirectRefusedError(`${url.host} redirects to ${next.host}`);
      url = next;
    }
    throw new RedirectRefusedError(`${from.host} redirects more than ${limits.maxRedirects} times`);
  }

  async #request(url: URL, crawlDelayMs: number, { isRobots, cost, signal }: Fetching): Promise<Exchange> {
    const { userAgent, limits } = this.#options;
    await this.#pacer.ready(crawlDelayMs, signal);
    signal.throwIfAborted();
    const startedAt = performance.now();
    const done = (statusClass: StatusClass, bytes: number): void => {
      cost.bytes += bytes;
      this.#emit({ type: 'request', statusClass, bytes, ms: performance.now() - startedAt });
    };
    try {
      const answer = await exchange({
        dispatcher: this.#identity.dispatcher,
        url,
        userAgent,
        limits,
        signal,
        onReached: () => this.#pacer.reached(),
        contentTypes: isRobots ? null : PAGE_TYPES,
      });
      done(`${Math.trunc(answer.status / 100)}xx` as StatusClass, answer.wireBytes);
      return answer;
    } catch (err) {
      done('error', err instanceof ExchangeFailure ? err.wireBytes : 0);
      throw err;
    }
  }

  /** @returns the crawl-delay in ms @throws RobotsDisallowedError, or what says that robots.txt cannot be had */
  async #obeyRobots(url: URL, fetching: Fetching): Promise<number> {
    if (this.#robots === null) return 0;
    const rules = await this.#robots.rulesFor(url, (robotsUrl) => this.#readRobots(robotsUrl, fetching));
    if (rules.isAllowed(url)) return rules.crawlDelayMs;
    this.#emit({ type: 'robots', outcome: 'disallowed' });
    throw new RobotsDisallowedError(`robots.txt of ${url.host} closes ${url.pathname} to us`);
  }

  async #readRobots(url: URL, { signal, cost }: Fetching): Promise<string | null> {
    const ownCost: Cost = { bytes: 0, attempts: 0 };
    try {
      const fetching: Fetching = { isRobots: true, cost: ownCost, signal };
      const { value } = await this.#persist(url, fetching, ({ body }) => ({ value: body.text, verdict: 'ok' }));
      this.#emit({ type: 'robots', outcome: 'read' });
      return value;
    } catch (err) {
      signal.throwIfAborted();
      if (err instanceof GoneError) {
        this.#emit({ type: 'robots', outcome: 'absent' });
        return null;
      }
      if (err instanceof LeakError || err instanceof BlockedError || err instanceof TorUnavailableError) throw err;
      this.#emit({ type: 'robots', outcome: 'unreachable' });
      throw new TemporaryFetchError(`robots.txt of ${url.host} cannot be had, so nothing there may be fetched`, {
        cause: err,
      });
    } finally {
      cost.bytes += ownCost.bytes;
    }
  }

  async #renewIdentity(reason: RetryReason): Promise<void> {
    const { tor, limits, newIdentity } = this.#options;
    if (tor === null || this.#freshIdentities >= limits.maxFreshIdentities) return;
    this.#freshIdentities += 1;
    const retired = this.#identity;
    this.#identity = newIdentity();
    await retired.destroy();
    this.#emit({ type: 'newIdentity', reason });
  }

  #emit(event: FetchEvent): void {
    this.#options.onEvent?.(event);
  }
}

type StatusClass = Extract<FetchEvent, { type: 'request' }>['statusClass'];
