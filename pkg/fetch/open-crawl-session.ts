/** Opens the one way to a market, after proving that it leads where it must. */
import type { CrawlSession, CrawlSessionOptions } from './crawl-session.js';
import { hostOf, marketDestinations, portOf } from './destinations.js';
import { DEFAULT_LIMITS } from './fetch-limits.js';
import { Identity } from './identity.js';
import { MarketSession } from './market-session.js';
import { proveNoDirectEgress } from './tor/direct-egress-probe.js';
import { socksProxy } from './tor/socks-tunnel.js';
import { proveTor } from './tor/tor-proof.js';

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
