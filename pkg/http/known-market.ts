/** A market that is asked for must be one that was ever read: an empty answer would look like an empty market. */
import { AppError } from '../errors/app-error.js';
import type { MarketView } from '../listing/market-reader.js';
import type { RouteServices } from './routes/route.js';

/** No market has this slug. */
export class UnknownMarketError extends AppError {
  readonly code = 'UNKNOWN_MARKET';
}

/** @param query with or without a `market` @throws UnknownMarketError */
export async function requireKnownMarket(view: MarketView, once: RouteServices['once'], query: unknown): Promise<void> {
  const { market } = query as { readonly market?: string };
  if (market === undefined) return;
  const known = await once(view, 'markets', () => view.markets());
  if (!known.includes(market))
    throw new UnknownMarketError(`market ${market} is not known: ${known.join(', ') || 'none was ever read'}`);
}
