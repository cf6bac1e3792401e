/** `when: lowest`: the robust price of a variant is the lowest of the last days; told again only when it is much lower still. */
import { isCool, robustPrice, type Circumstances, type Decision, type Series } from './series.js';

export interface LowestRule {
  readonly days: number;
  readonly againAfterPercent: number;
  readonly cooldownHours: number;
}

export interface LowestState {
  /** The price when it was told last, or taken for granted. */
  readonly eurCents: number;
  /** ISO instant of that. */
  readonly at: string;
  readonly toldAt: string | null;
}

/**
 * The lowest robust price of the days before now; `null` unless the days are known: the first of them has one,
 * and so has at least every second. "The lowest of 30 days" of three known days would be a lie.
 */
export function lowestBefore(series: Series, days: number): number | null {
  let lowest: number | null = null;
  let known = 0;
  for (let ago = 1; ago <= days; ago += 1) {
    const price = robustPrice(series, ago);
    if (price === null) continue;
    known += 1;
    if (lowest === null || price < lowest) lowest = price;
  }
  return robustPrice(series, days) !== null && known * 2 >= days ? lowest : null;
}

/** @returns `null` where nothing can be said or nothing is to be kept: the state stays as it is */
export function decideLowest(
  rule: LowestRule,
  state: LowestState | null,
  series: Series,
  { now, begin, rulesChanged }: Circumstances,
): Decision<LowestState> | null {
  const eurCents = robustPrice(series, 0);
  const before = lowestBefore(series, rule.days);
  if (eurCents === null || before === null || eurCents >= before) return null;
  // Once its day is none of those that are looked at, it is no part of what this price is compared with.
  const recent = state !== null && !isCool(state.at, (rule.days + 1) * 24, now) ? state : null;
  if (recent !== null && eurCents * 100 > recent.eurCents * (100 - rule.againAfterPercent)) return null;
  const at = now.toISOString();
  if (begin === 'silent' || rulesChanged)
    return { state: { eurCents, at, toldAt: state?.toldAt ?? null }, tell: false };
  if (!isCool(state?.toldAt ?? null, rule.cooldownHours, now)) return null;
  return { state: { eurCents, at, toldAt: at }, tell: true };
}
