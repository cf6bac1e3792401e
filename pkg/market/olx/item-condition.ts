/** The condition of an ad's goods by the site's parameter `state`, which every OLX site spells alike; their words for it differ. */
import { ITEM_CONDITIONS, type ItemCondition, type RawAd } from '../../listing/raw-ad.js';

export function itemConditionOf({ state }: RawAd['params']): ItemCondition | null {
  return ITEM_CONDITIONS.find((known) => known === state) ?? null;
}
