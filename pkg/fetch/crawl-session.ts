/** The one way to a market: polite, bounded, and through TOR or not at all. */
import type { Clock } from '../clock/clock.js';
import type { PageBody } from '../market/page-body.js';
import type { Logger } from '../telemetry/logger.js';
import type { DirectProbe } from './tor/direct-egress-probe.js';
import type { FetchEvent } from './fetch-event.js';
import type { FetchLimits } from './fetch-limits.js';

export interface PageReading<T> {
  readonly value: T;
  /** What the body turned out to be: `overloaded` is retried with back-off, `blocked` counts as a refusal. */
  readonly verdict: 'ok' | 'overloaded' | 'blocked';
}

export interface FetchedPage<T> {
  readonly value: T;
  /** Body bytes over the wire, of all tries and redirects. */
  readonly bytes: number;
  readonly attempts: number;
  /** Where the redirects ended. */
  readonly url: URL;
}

export interface CrawlSession {
  /**
   * Fetches `url` politely (robots, pace, retries, limits) and hands the whole decoded body to `read`, which must not
   * wait. Calls queue up: there is never more than one request in flight.
   * @throws TemporaryFetchError, TorUnavailableError: come back later
   * @throws BlockedError, RobotsDisallowedError: the site does not want us
   * @throws GoneError, RedirectRefusedError, BodyTooLargeError, UnexpectedResponseError: about this page
   * @throws LeakError: stop everything
   * @throws the reason of `signal`, at once, when it aborts
   */
  get<T>(url: URL, read: (body: string) => PageReading<T>, signal?: AbortSignal): Promise<FetchedPage<T>>;
  /** The same for a reader that does not need the text of the whole body. */
  getBody<T>(url: URL, read: (body: PageBody) => PageReading<T>, signal?: AbortSignal): Promise<FetchedPage<T>>;
  /** Ends what is in flight and destroys pool and identity. */
  close(): Promise<void>;
}

export interface TorOptions {
  /** `socks5h://host:port` */
  readonly socksUrl: string;
  /** Answers `{"IsTor": true}` when asked through TOR. */
  readonly checkUrl: string;
  readonly startupTimeoutMs: number;
  /** Where the platform forbids direct egress and DNS: prove at start that it does. @default false: nothing direct is tried */
  readonly requireNoDirectEgress?: boolean;
  /** Addresses that a direct connection must not reach. @default public resolvers, by address */
  readonly directProbes?: readonly DirectProbe[];
}

export interface CrawlSessionOptions {
  /** Hosts of the market's own, beside that of `baseUrl`; no redirect leads elsewhere. */
  readonly hosts: readonly string[];
  readonly baseUrl: URL;
  /** `null`: connect directly. */
  readonly tor: TorOptions | null;
  readonly userAgent: string;
  /** Upper bound over any window, robots.txt and retries included; Infinity = no pacing. */
  readonly requestsPerMinute: number;
  readonly respectRobots: boolean;
  readonly limits?: Partial<FetchLimits>;
  readonly clock: Clock;
  /** Uniform in [0, 1). @default Math.random */
  readonly random?: () => number;
  readonly log: Logger;
  readonly onEvent?: (event: FetchEvent) => void;
  /** Certificates to trust instead of the usual ones (PEM). */
  readonly ca?: string;
  /** Ends the start-up proof. */
  readonly signal?: AbortSignal;
}
