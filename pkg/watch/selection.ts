/** Which offers a watch is about: the selection of a watch, resolved to the names of the catalogue, and whether an offer is in it. */
import type { ItemCondition } from '../listing/raw-ad.js';
import type { ConditionFlag } from '../listing/verdict.js';

/** `null` = no matter which. The SQL of pkg/postgres/watches is held to `isSelected`. */
export interface Selection {
  /** Canonical names. */
  readonly models: readonly string[] | null;
  readonly memoryGb: readonly number[] | null;
  readonly minEurCents: number | null;
  readonly maxEurCents: number | null;
  /** In lower case; one of them is part of the place. */
  readonly places: readonly string[] | null;
  /** In lower case; none of them is part of the title. */
  readonly excludeWords: readonly string[];
  readonly conditions: readonly ItemCondition[] | null;
  readonly excludeFlags: readonly ConditionFlag[];
  readonly requireFlags: readonly ConditionFlag[];
  /** Slug of a market. */
  readonly market: string | null;
  /** Offers too cheap to be true are told, too. */
  readonly suspicious: boolean;
}

/** An offer as it is published now. */
export interface WatchedOffer {
  readonly market: string;
  readonly status: string;
  readonly model: string;
  readonly memoryGb: number | null;
  /** `null`: in a currency without a rate. */
  readonly priceEurCents: number | null;
  readonly title: string;
  readonly location: string | null;
  readonly condition: string | null;
  readonly flags: readonly string[];
  /** Why it is in doubt. */
  readonly review: string | null;
  /** Too cheap to be true, for its variant. */
  readonly suspicious: boolean;
}

/** Whether a watch may tell of the offer. What is in doubt, not on the market, or without a price that can be compared is never told. */
export function isSelected(selection: Selection, offer: WatchedOffer): boolean {
  const { priceEurCents } = offer;
  if (offer.status !== 'active' || offer.review !== null || priceEurCents === null) return false;
  if (offer.suspicious && !selection.suspicious) return false;
  return (
    isCardSelected(selection, offer) && isPriceSelected(selection, priceEurCents) && isAdSelected(selection, offer)
  );
}

/** The part of a selection that is about cards, whoever offers them: all that a watch on a price goes by. */
export function isCardSelected(
  { models, memoryGb, market }: Pick<Selection, 'models' | 'memoryGb' | 'market'>,
  card: Pick<WatchedOffer, 'market' | 'model' | 'memoryGb'>,
): boolean {
  if (models !== null && !models.includes(card.model)) return false;
  if (memoryGb !== null && (card.memoryGb === null || !memoryGb.includes(card.memoryGb))) return false;
  return market === null || market === card.market;
}

function isPriceSelected({ minEurCents, maxEurCents }: Selection, price: number): boolean {
  return (minEurCents === null || price >= minEurCents) && (maxEurCents === null || price <= maxEurCents);
}

function isAdSelected(selection: Selection, offer: WatchedOffer): boolean {
  const title = offer.title.toLowerCase();
  if (selection.excludeWords.some((word) => title.includes(word))) return false;
  const place = offer.location?.toLowerCase() ?? '';
  if (selection.places !== null && !selection.places.some((part) => place.includes(part))) return false;
  if (!isConditionSelected(selection, offer.condition)) return false;
  if (selection.excludeFlags.some((flag) => offer.flags.includes(flag))) return false;
  return selection.requireFlags.every((flag) => offer.flags.includes(flag));
}

/** A damaged card is told only to those who ask for damaged ones. */
function isConditionSelected({ conditions }: Selection, condition: string | null): boolean {
  if (conditions === null) return condition !== 'damaged';
  return conditions.some((wanted) => wanted === condition);
}
