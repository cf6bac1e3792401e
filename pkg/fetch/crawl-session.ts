/** The one way to a market: polite, bounded, and through TOR or not at all. */
import type { Clock } from '../listing/clock.js';
import type { PageBody } from '../listing/page-body.js';
import type { Logger } from '../telemetry/logger.js';
import { marketDestinations, portOf, hostOf } from './destinations.js';
import { proveNoDirectEgress, type DirectProbe } from './direct-egress-probe.js';
import type { FetchEvent } from './fetch-event.js';
import { DEFAULT_LIMITS, type FetchLimits } from './fetch-limits.js';
import { Identity } from './identity.js';
import { MarketSession } from './market-session.js';
import { socksProxy } from './socks-tunnel.js';
import { proveTor } from './tor-proof.js';

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
  /** See {@link marketDestinations}. */
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

/**
 * Opens a session. With TOR it first proves that egress is TOR, under the identity that the session then uses.
 * @throws LeakError when egress is not TOR, or a direct way out exists where there must be none
 * @throws TorUnavailableError when TOR does not answer within `startupTimeoutMs`
 */
export async function openCrawlSession(options: CrawlSessionOptions): Promise<CrawlSession> {
  const { tor } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const market = marketDestinations(options.hosts, options.baseUrl);
  const check = tor === null ? null : new URL(tor.checkUrl);
  const isCheckHost = (host: string, port: number): boolean =>
    check !== null && host === hostOf(check) && port === portOf(check);
  const newIdentity = (): Identity =>
    new Identity({
      proxy: tor === null ? null : socksProxy(tor.socksUrl),
      allowsConnection: (host, port) => market.allowsConnection(host, port) || isCheckHost(host, port),
      limits,
      ca: options.ca,
    });
  const identity = newIdentity();
  try {
    if (tor !== null && check !== null) {
      if (tor.requireNoDirectEgress === true) await proveNoDirectEgress(tor.directProbes);
      await proveTor({ ...options, identity, checkUrl: check, limits, timeoutMs: tor.startupTimeoutMs });
    }
  } catch (err) {
    await identity.destroy();
    throw err;
  }
  return new MarketSession({
    ...options,
    random: options.random ?? Math.random,
    limits,
    market,
    identity,
    newIdentity,
  });
}
