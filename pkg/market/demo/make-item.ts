/** Makes one thing for sale and its whole life from the seed, the day and its number on that day. */
import { eurCentsFromBgn, type Currency } from '../../listing/money.js';
import { firstId, POSTINGS_MAX } from './ad-id.js';
import { isCard, pickKind, type AdKind } from './ad-kind.js';
import { MAX_LIFE_DAYS, OTHER_HAZARD, referenceCents, type Economy, type Mix } from './economy.js';
import { at, type Absence, type Item, type Mark, type Posting, type PriceStep, type Span } from './item.js';
import { leastCents, makeDisplays, makePrices, startingCents } from './price-path.js';
import { Dice, hash } from './random.js';

const DEAL_SHARE = 0.025;
const DEAL_MIN_WEIGHT = 14;
const MARKED_SHARE = 0.25;

interface Ask {
  readonly currency: Currency;
  readonly deal: boolean;
  readonly start: number | null;
}

/** The life of the `index`th thing born on a day. */
export function makeItem(economy: Economy, mix: Mix, born: number, index: number): Item {
  const key = hash(economy.seed, born, index);
  const dice = new Dice(key, 'life');
  const kind = pickKind(dice);
  const variant = kind === 'unknown-card' || kind === 'other' ? null : mix.pick(dice, born);
  const hazard = variant !== null && isCard(kind) ? variant.hazard : OTHER_HAZARD;
  const waiting = dice.waiting(hazard);
  const ask = (from: Dice): Ask => {
    const currency: Currency = from.chance(0.2) ? 'BGN' : 'EUR';
    const deal = kind === 'card' && variant !== null && variant.weight >= DEAL_MIN_WEIGHT && from.chance(DEAL_SHARE);
    return { currency, deal, start: startingCents(economy, from, { kind, variant, born, deal }) };
  };
  const pricesOf = ({ currency, deal, start }: Ask, to: number): PriceStep[] =>
    makePrices(new Dice(key, 'price'), { from: born, to }, start, currency, {
      deal,
      least: leastCents(economy, { kind, variant, born, deal }),
      decoy: kind === 'card-decoy-price',
    });
  /** Days until as much time has passed as it waits, where a day at a low price counts for more than one. */
  const lifeAt = (asked: Ask): number => {
    const prices = pricesOf(asked, born + MAX_LIFE_DAYS);
    let passed = 0;
    for (let day = born; day < born + MAX_LIFE_DAYS; day += 1) {
      const { minor } = at(prices, day);
      const cents = asked.currency === 'BGN' && minor !== null ? eurCentsFromBgn(minor) : minor;
      const share = cents === null || variant === null ? 1 : cents / referenceCents(economy, variant, day);
      passed += share ** -(economy.priceEffect ?? 0);
      if (passed >= waiting) return day - born + 1;
    }
    return MAX_LIFE_DAYS;
  };
  // Where the price decides how long it stays, what is asked must be known first.
  const early = (economy.priceEffect ?? 0) > 0 && kind === 'card' ? ask(new Dice(key, 'ask')) : null;
  const life = early === null ? 1 + Math.floor(waiting) : lifeAt(early);
  const end = born + Math.min(life, MAX_LIFE_DAYS);
  const sold = dice.chance(0.85);
  const postings = makePostings(dice, { from: born, to: end }, firstId(born, index));
  const absent = makeAbsence(dice, postings);
  const { currency, deal, start } = early ?? ask(dice);
  return {
    ...{ key, born, end, sold, kind, variant, hazard, postings, absent, currency, deal },
    mark: makeMark(new Dice(key, 'mark'), kind, sold, postings),
    prices: pricesOf({ currency, deal, start }, end),
    displays: makeDisplays(new Dice(key, 'display'), { from: born, to: end }, currency),
  };
}

/** Usually one posting; one thing in six is taken down and put up again with the same words under a new id. */
function makePostings(dice: Dice, life: Span, id: number): Posting[] {
  const postings: Posting[] = [];
  let from = life.from;
  while (postings.length < POSTINGS_MAX - 1 && dice.chance(0.17)) {
    const to = from + dice.between(3, 20);
    const next = to + dice.between(0, 2);
    if (next >= life.to) break;
    postings.push({ id: id + postings.length, from, to });
    from = next;
  }
  postings.push({ id: id + postings.length, from, to: life.to });
  return postings;
}

function makeAbsence(dice: Dice, postings: readonly Posting[]): Absence | null {
  const posting = postings[0];
  if (posting === undefined || !dice.chance(0.04)) return null;
  const from = posting.from + dice.between(2, 12);
  const to = from + dice.between(1, 3);
  return to < posting.to ? { from, to, pageStays: from % 2 === 0 } : null;
}

/** A sale leaves its mark on the ad for a day or more, until the seller takes it down. */
function makeMark(dice: Dice, kind: AdKind, sold: boolean, postings: readonly Posting[]): Mark | null {
  const last = postings.at(-1);
  if (kind !== 'card' || !sold || last === undefined || !dice.chance(MARKED_SHARE)) return null;
  const from = last.to - dice.between(1, 4);
  return from <= last.from ? null : { from, where: dice.chance(0.6) ? 'title' : 'description' };
}
