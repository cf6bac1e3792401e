/** `when: price`: the robust price of a variant crosses a limit; told once, and again only after it went back by some percent. */
import { isCool, robustPrice, type Circumstances, type Decision, type Series } from './series.js';

export interface PriceRule {
  readonly direction: 'below' | 'above';
  readonly limitEurCents: number;
  /** How far beyond the limit it must go back before it is watched for again: without it, a price at the limit floods. */
  readonly rearmPercent: number;
  readonly cooldownHours: number;
}

export interface PriceState {
  readonly armed: boolean;
  /** ISO instant of the last answer. */
  readonly toldAt: string | null;
  /** The robust price when it was looked at last. */
  readonly eurCents: number;
}

/** @returns `null` where nothing can be said: the state stays as it is */
export function decidePrice(
  rule: PriceRule,
  state: PriceState | null,
  series: Series,
  { now, begin }: Circumstances,
): Decision<PriceState> | null {
  const eurCents = robustPrice(series, 0);
  if (eurCents === null) return null;
  const { armed, toldAt } = state ?? { armed: true, toldAt: null };
  if (!armed) return { state: { armed: isBack(rule, eurCents), toldAt, eurCents }, tell: false };
  if (!isBeyond(rule, eurCents) || !isCool(toldAt, rule.cooldownHours, now))
    return { state: { armed, toldAt, eurCents }, tell: false };
  if (begin === 'silent') return { state: { armed: false, toldAt, eurCents }, tell: false };
  return { state: { armed: false, toldAt: now.toISOString(), eurCents }, tell: true };
}

const isBeyond = ({ direction, limitEurCents }: PriceRule, eurCents: number): boolean =>
  direction === 'below' ? eurCents < limitEurCents : eurCents > limitEurCents;

function isBack({ direction, limitEurCents, rearmPercent }: PriceRule, eurCents: number): boolean {
  const percent = direction === 'below' ? 100 + rearmPercent : 100 - rearmPercent;
  return direction === 'below' ? eurCents * 100 >= limitEurCents * percent : eurCents * 100 <= limitEurCents * percent;
}
