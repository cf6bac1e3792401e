/** What a seller asks, and how the price moves and is shown during the life of an offer. */
import { bgnFromEurCents, type Currency } from '../../listing/money.js';
import type { AdKind } from './ad-kind.js';
import { referenceCents, type Economy } from './economy.js';
import type { Item, PriceDisplay, PriceStep, Span } from './item.js';
import type { Dice } from './random.js';
import type { Variant } from './variants.js';

interface PricedThing {
  readonly kind: AdKind;
  readonly variant: Variant | null;
  readonly born: number;
  readonly deal: boolean;
}

/** Who does not have to sell does not go below this share of the usual price: a dealer would take it at once. */
const LEAST_SHARE = 0.77;

/** The least that a seller comes down to, euro cents; 0 where there is no such thing. */
export function leastCents(economy: Economy, { kind, variant, born, deal }: PricedThing): number {
  return kind === 'card' && variant !== null && !deal ? LEAST_SHARE * referenceCents(economy, variant, born) : 0;
}

/** What the seller has in mind on the first day, in euro cents; `null` = no amount. */
export function startingCents(economy: Economy, dice: Dice, { kind, variant, born, deal }: PricedThing): number | null {
  const reference = variant === null ? 5000 : referenceCents(economy, variant, born);
  const noise = Math.exp(economy.priceSigma * dice.normal() - (economy.priceSigma * economy.priceSigma) / 2);
  switch (kind) {
    case 'card':
      return deal ? reference * (0.58 + 0.08 * dice.next()) : Math.max(noise, LEAST_SHARE) * reference;
    case 'card-without-price':
      return null;
    case 'card-decoy-price':
      return dice.pick([100, 100, 12_345_600, 99_999_900, 1_111_100]);
    case 'computer':
      return (reference * 1.4 + 25_000) * noise;
    case 'laptop':
      return (reference * 1.3 + 35_000) * noise;
    case 'part':
      return dice.between(4, 45) * 100;
    case 'defective':
      // From "for parts" to what would be a bargain if it worked.
      return reference * (0.25 + 0.45 * dice.next()) * noise;
    case 'mining-rig':
      return reference * 6 * noise;
    case 'lot':
      return reference * 3 * noise;
    case 'bundle':
      return (reference + dice.between(0, 160) * 100) * noise;
    case 'fake':
      return reference * (0.3 + 0.4 * dice.next()) * noise;
    case 'not-for-sale':
      return dice.chance(0.5) ? reference * noise : dice.between(10, 60) * 100;
    case 'service':
      return dice.between(10, 40) * 100;
    case 'wanted':
      return dice.chance(0.5) ? null : dice.pick([100, 5000, 10_000, 20_000]);
    case 'unknown-card':
      return dice.between(10, 60) * 100;
    case 'other':
      return dice.between(10, 300) * 100;
  }
}

/** Up to three drops of 3 to 10 %, each in the currency and the round numbers that the seller thinks in. */
export function makePrices(
  dice: Dice,
  life: Span,
  start: number | null,
  currency: Currency,
  seller: { readonly deal: boolean; readonly decoy: boolean; readonly least: number },
): PriceStep[] {
  if (start === null) return [{ day: life.from, minor: null }];
  if (seller.decoy) return [{ day: life.from, minor: start }];
  const inOwn = (cents: number): number => (currency === 'BGN' ? bgnFromEurCents(Math.round(cents)) : cents);
  let minor = roundPrice(dice, inOwn(start));
  const steps: PriceStep[] = [{ day: life.from, minor }];
  const chances = seller.deal || start < 1000 ? [] : [0.45, 0.35, 0.3];
  let day = life.from;
  for (const chance of chances) {
    if (!dice.chance(chance)) break;
    day += dice.between(2, 14);
    const lower = roundPrice(dice, minor * (0.9 + 0.07 * dice.next()));
    if (day >= life.to || lower >= minor || lower < inOwn(seller.least)) break;
    minor = lower;
    steps.push({ day, minor });
  }
  return steps;
}

/** People ask for round amounts, now and then for 199 or for 149.50. */
function roundPrice(dice: Dice, minor: number): number {
  const step = minor >= 100_000 ? 1000 : minor >= 5000 ? 500 : 100;
  const round = Math.max(100, Math.round(minor / step) * step);
  const whim = dice.next();
  if (round > 2000 && whim < 0.12) return round - 100;
  if (round > 2000 && whim < 0.16) return round - 50;
  return round;
}

const SWITCHES: Readonly<Record<PriceDisplay, readonly PriceDisplay[]>> = {
  eur: ['eur-bgn', 'bgn-eur'],
  bgn: ['eur', 'eur-bgn', 'bgn-eur'],
  'eur-bgn': ['eur'],
  'bgn-eur': ['eur', 'eur-bgn'],
};

export function makeDisplays(dice: Dice, life: Span, currency: Currency): Item['displays'] {
  const dual = dice.next();
  const own: PriceDisplay = currency === 'BGN' ? 'bgn' : 'eur';
  const first: PriceDisplay = dual < 0.08 ? 'eur-bgn' : dual < 0.14 ? 'bgn-eur' : own;
  const displays = [{ day: life.from, display: first }];
  const day = life.from + dice.between(2, 15);
  if (dice.chance(0.15) && day < life.to) displays.push({ day, display: dice.pick(SWITCHES[first]) });
  return displays;
}
