/** `when: change`: the robust price of a variant moved by some percent within some days; told once per move. */
import { isCool, robustPrice, type Circumstances, type Decision, type Series } from './series.js';

export interface ChangeRule {
  readonly percent: number;
  readonly days: number;
  readonly direction: 'down' | 'up' | 'either';
  readonly cooldownHours: number;
}

export interface ChangeState {
  /** The move that was told and has not faded yet. */
  readonly told: 'down' | 'up' | null;
  readonly toldAt: string | null;
}

/** A move is over when less than this share of the percent is left of it: then the next one is news. */
const FADED = 0.5;

/** The robust price now and so many days ago, euro cents; `null` unless both days have enough offers of the very variant. */
export function pricesOver(series: Series, days: number): { readonly now: number; readonly then: number } | null {
  const now = robustPrice(series, 0);
  const then = robustPrice(series, days);
  return now === null || then === null || then === 0 ? null : { now, then };
}

/** @returns `null` where nothing can be said: the state stays as it is */
export function decideChange(
  rule: ChangeRule,
  state: ChangeState | null,
  series: Series,
  { now, begin, rulesChanged }: Circumstances,
): Decision<ChangeState> | null {
  const prices = pricesOver(series, rule.days);
  if (prices === null) return null;
  const { told: before, toldAt } = state ?? { told: null, toldAt: null };
  const move = prices.now < prices.then ? 'down' : 'up';
  // Multiplied out, since 90 / 100 - 1 is not quite -10 %.
  const moved = (percent: number): boolean => Math.abs(prices.now - prices.then) * 100 >= prices.then * percent;
  const told = before === move && moved(rule.percent * FADED) ? before : null;
  const wanted = rule.direction === 'either' || rule.direction === move;
  if (!wanted || told === move || !moved(rule.percent)) return { state: { told, toldAt }, tell: false };
  if (begin === 'silent' || rulesChanged) return { state: { told: move, toldAt }, tell: false };
  if (!isCool(toldAt, rule.cooldownHours, now)) return { state: { told, toldAt }, tell: false };
  return { state: { told: move, toldAt: now.toISOString() }, tell: true };
}
