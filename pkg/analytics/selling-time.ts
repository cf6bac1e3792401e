/** How long a card stays up at a price: Kaplan-Meier in bands of the price relative to what such cards cost that day. */
import { normalShare } from './normal.js';
import { ENOUGH_OFFERS } from './statistics.js';
import { survivalCurve, timeOnMarket, type Estimate, type Lifetime, type TimeOnMarket } from './time-on-market.js';

/** Upper edges of the bands: asked price / robust price of its variant on the day it was asked. The last band is open. */
export const BAND_EDGES = [0.85, 0.95, 1.05, 1.15] as const;
/** What a price in the band is taken to be: the middle, and as far outside for the open ones. */
const BAND_CENTRES = [0.8, 0.9, 1, 1.1, 1.2] as const;

/** Offers that asked a price of one band for so many whole days and then ended, or did not (still up, or asked another price then). */
export interface SpellCount {
  /** Index of the band, cheapest first. */
  readonly band: number;
  readonly days: number;
  readonly ended: number;
  readonly censored: number;
}

export interface BandTime extends TimeOnMarket {
  /** Relative price: from (inclusive) and to (exclusive); `null` = open. */
  readonly from: number | null;
  readonly to: number | null;
  readonly enough: boolean;
  /** Taken from all variants together, scaled to how fast this one sells, since its own offers are too few. */
  readonly pooled: boolean;
}

export interface SellingTimes {
  readonly bands: readonly BandTime[];
  /** Whether cheaper offers went faster, beyond chance (trend test, p < 0.05); `null` = too few ended to say. */
  readonly priceMatters: boolean | null;
  /** Two-sided p value of the trend test; `null` = not tested. */
  readonly p: number | null;
}

export const bandOf = (ratio: number): number => {
  const band = BAND_EDGES.findIndex((edge) => ratio < edge);
  return band < 0 ? BAND_EDGES.length : band;
};

/** Price is said to matter when chance would look so in one of a hundred markets: thousands of ended offers tell a real effect by far. */
const SURE_LEVEL = 0.01;

/** So few ended offers of a band make no curve of its own. */
const THIN = 12;

/**
 * Times by band for one variant. A spell is the time an offer asked one price: a change of price ends it without an end of the offer
 * (censored), so an offer counts in each band for as long as it was there. Where a band of the variant is thin, all variants'
 * spells of that band stand in, their days scaled by how fast this variant sells against all (proportional times).
 */
export function sellingTimes(own: readonly SpellCount[], all: readonly SpellCount[]): SellingTimes {
  const test = trend(eventsOf(own) >= 5 * THIN ? own : all);
  const pace = paceOf(own, all);
  const bands = [...BAND_CENTRES.keys()].map((band): BandTime => {
    const { lifetimes, pooled } = spellsOf(band, own, all, pace);
    const time = timeOnMarket(lifetimes);
    const shown = (estimate: Estimate): Estimate => (pooled ? widened(estimate, own) : estimate);
    return {
      ...time,
      ...{ p25: shown(time.p25), median: shown(time.median), p75: shown(time.p75) },
      from: band === 0 ? null : (BAND_EDGES[band - 1] ?? null),
      to: BAND_EDGES[band] ?? null,
      enough: time.events >= ENOUGH_OFFERS,
      pooled,
    };
  });
  return { bands, ...test };
}

export interface Waiting {
  readonly days: number;
  /** The highest relative price at which half are gone by then, with its 95 % interval; `null` = none that was seen is low enough. */
  readonly ratio: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly enough: boolean;
}

/**
 * The price at which half are gone in `days`, relative to the robust price. Between the bands' centres the share that is left
 * after `days` is interpolated, after it was made to rise with the price (pool adjacent violators, Barlow et al. 1972), since a
 * dearer card does not sell faster. Where price does not matter there is one share for all prices: every price seen, or none.
 */
export function priceToSellIn(days: number, own: readonly SpellCount[], all: readonly SpellCount[]): Waiting {
  const pace = paceOf(own, all);
  const shares = [...BAND_CENTRES.keys()].map((band) => {
    const { lifetimes } = spellsOf(band, own, all, pace);
    const step = survivalCurve(lifetimes).findLast((one) => one.days <= days);
    const events = lifetimes.reduce((sum, { ended, count = 1 }) => sum + (ended ? count : 0), 0);
    const high = step === undefined || Number.isNaN(step.high) ? 1 : step.high;
    return {
      left: step?.survival ?? 1,
      low: step?.low ?? 1,
      high,
      weight: lifetimes.reduce((sum, { count = 1 }) => sum + count, 0),
      events,
    };
  });
  const known = shares
    .map((share, band) => ({ ...share, centre: BAND_CENTRES[band] ?? 1 }))
    .filter(({ events }) => events >= ENOUGH_OFFERS);
  const at = (pick: (share: (typeof known)[number]) => number): number | null =>
    crossing(rising(known.map((share) => ({ x: share.centre, y: pick(share), weight: share.weight }))), 0.5);
  return {
    days,
    ratio: at(({ left }) => left),
    low: at(({ high }) => high),
    high: at(({ low }) => low),
    enough: known.length >= 2,
  };
}

/** The spells of a band: the variant's own, or all variants' where these are thin. */
function spellsOf(
  band: number,
  own: readonly SpellCount[],
  all: readonly SpellCount[],
  pace: number,
): { lifetimes: Lifetime[]; pooled: boolean } {
  const mine = own.filter((spell) => spell.band === band);
  const pooled = eventsOf(mine) < THIN;
  const theirs = pooled ? all.filter((spell) => spell.band === band) : mine;
  return { lifetimes: lifetimesOf(theirs, pooled ? pace : 1), pooled };
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly weight: number;
}

/** Pool adjacent violators: the nearest sequence that never falls. */
function rising(points: readonly Point[]): Point[] {
  const pools: { y: number; weight: number; members: Point[] }[] = [];
  for (const point of points) {
    pools.push({ y: point.y, weight: point.weight, members: [point] });
    for (;;) {
      const [last, before] = [pools.at(-1), pools.at(-2)];
      if (last === undefined || before === undefined || before.y <= last.y) break;
      pools.splice(-2, 2, {
        y: (before.y * before.weight + last.y * last.weight) / (before.weight + last.weight),
        weight: before.weight + last.weight,
        members: [...before.members, ...last.members],
      });
    }
  }
  return pools.flatMap(({ y, members }) => members.map(({ x, weight }) => ({ x, y, weight })));
}

/** The largest x up to which the curve stays at or below `level`; `null` when it begins above. */
function crossing(points: readonly Point[], level: number): number | null {
  let found: number | null = null;
  for (const [index, { x, y }] of points.entries()) {
    if (y > level) {
      const before = points[index - 1];
      if (found === null || before === undefined) return null;
      return before.x + ((level - before.y) / (y - before.y)) * (x - before.x);
    }
    found = x;
  }
  return found;
}

/** How much longer this variant takes than all: the ratio of mean times per end, the own one shrunk where few ended. */
function paceOf(own: readonly SpellCount[], all: readonly SpellCount[]): number {
  const rate = (spells: readonly SpellCount[]): number => exposureOf(spells) / Math.max(eventsOf(spells), 1);
  if (eventsOf(all) === 0) return 1;
  const usual = rate(all);
  const events = eventsOf(own);
  return (exposureOf(own) + THIN * usual) / (events + THIN) / usual;
}

/** 95 % of a normal distribution lie within so many standard deviations. */
const Z95 = 1.96;

/** The interval of all variants' days, made wider by what is not known of the pace: on the log scale, 1 / sqrt(ended offers). */
function widened({ days, low, high }: Estimate, own: readonly SpellCount[]): Estimate {
  if (days === null || days <= 0) return { days, low, high };
  const pace = Z95 / Math.sqrt(eventsOf(own) + THIN);
  const away = (bound: number): number => Math.exp(Math.hypot(Math.log(Math.max(bound, 1e-9) / days), pace));
  return { days, low: low === null ? null : days / away(low), high: high === null ? null : days * away(high) };
}

const eventsOf = (spells: readonly SpellCount[]): number => spells.reduce((sum, { ended }) => sum + ended, 0);
const exposureOf = (spells: readonly SpellCount[]): number =>
  spells.reduce((sum, { days, ended, censored }) => sum + days * (ended + censored), 0);

function lifetimesOf(spells: readonly SpellCount[], pace: number): Lifetime[] {
  return spells.flatMap(({ days, ended, censored }) => [
    { days: days * pace, ended: true, count: ended },
    { days: days * pace, ended: false, count: censored },
  ]);
}

/**
 * Tarone's trend test for survival over ordered groups (1975): of those that ended on a day, were more than their share in the
 * cheaper bands? Scores are the bands' centres.
 */
function trend(spells: readonly SpellCount[]): Pick<SellingTimes, 'priceMatters' | 'p'> {
  if (eventsOf(spells) < 5 * THIN) return { priceMatters: null, p: null };
  const days = [...new Set(spells.filter(({ ended }) => ended > 0).map((spell) => spell.days))].sort((a, b) => a - b);
  let difference = 0;
  let variance = 0;
  for (const day of days) {
    let [risk, riskScore, riskSquare, ended, endedScore] = [0, 0, 0, 0, 0];
    for (const spell of spells) {
      const score = BAND_CENTRES[spell.band] ?? 1;
      if (spell.days < day) continue;
      const n = spell.ended + spell.censored;
      risk += n;
      riskScore += n * score;
      riskSquare += n * score * score;
      if (spell.days === day) {
        ended += spell.ended;
        endedScore += spell.ended * score;
      }
    }
    const mean = riskScore / risk;
    difference += endedScore - ended * mean;
    if (risk > 1) variance += ((ended * (risk - ended)) / (risk - 1)) * (riskSquare / risk - mean * mean);
  }
  if (variance <= 0) return { priceMatters: null, p: null };
  const z = difference / Math.sqrt(variance);
  const p = 2 * (1 - normalShare(Math.abs(z)));
  return { priceMatters: p < SURE_LEVEL && z < 0, p };
}
