/** What TOR mode means for a process: where it may connect to, and how its crawl sessions reach a market. */
import type { Config } from '../../config/config.js';
import type { CrawlSessionOptions } from '../../fetch/crawl-session.js';
import type { Marketplace } from '../../market/marketplace.js';

/** In TOR mode this process may open connections to these and to nothing else. */
export function allowedDestinations(
  config: Config,
  databaseUrl: string,
  markets: readonly Marketplace[],
): { host: string; port: number }[] {
  const socks = new URL(config.TOR_SOCKS_URL);
  const database = new URL(databaseUrl);
  const allow = [
    { host: socks.hostname, port: Number(socks.port || 9050) },
    { host: database.hostname, port: Number(database.port || 5432) },
  ];
  for (const { baseUrl, isReal } of markets)
    if (!(config.TOR_ENABLED ?? isReal))
      allow.push({ host: baseUrl.hostname, port: Number(baseUrl.port || (baseUrl.protocol === 'https:' ? 443 : 80)) });
  return allow;
}

/** Through TOR for real markets unless TOR_ENABLED says otherwise; the demo market is local and needs none. */
export function torFor(config: Config, market: Marketplace): CrawlSessionOptions['tor'] {
  if (!(config.TOR_ENABLED ?? market.isReal)) return null;
  return {
    socksUrl: config.TOR_SOCKS_URL,
    checkUrl: config.TOR_CHECK_URL,
    startupTimeoutMs: config.TOR_STARTUP_TIMEOUT_SECONDS * 1_000,
    requireNoDirectEgress: config.TOR_REQUIRE_NO_DIRECT_EGRESS,
  };
}
