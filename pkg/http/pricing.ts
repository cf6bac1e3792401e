/** What routes and commands need of a published state to say what an offer is worth: effects and pooled times, once per version. */
import { fitEffects, featuresOf, type PriceEffects } from '../analytics/price-effects.js';
import { BAND_EDGES, type SpellCount } from '../analytics/selling-time.js';
import type { MarketView } from '../listing/market-reader.js';
import type { RouteServices } from './routes/route.js';

type Once = RouteServices['once'];

/** What condition, flags, market and age change in a price. */
export function effectsOf(view: MarketView, once: Once): Promise<PriceEffects> {
  return once(view, 'price effects', async () =>
    fitEffects((await view.offerCells()).map((cell) => ({ ...cell, features: featuresOf(cell) }))),
  );
}

/** How long offers of all variants together stood at a price. */
export function pooledSpells(view: MarketView, once: Once): Promise<readonly SpellCount[]> {
  return once(view, 'price spells', () => view.allPriceSpells(BAND_EDGES));
}

/** When the data that is shown was published last; `null` before the first time. */
export function publishedAt(view: MarketView, once: Once): Promise<Date | null> {
  return once(view, 'published at', async () => {
    const { markets } = await view.totals();
    const times = markets.flatMap((market) => market.publishedAt?.getTime() ?? []);
    return times.length === 0 ? null : new Date(Math.max(...times));
  });
}
