/** What a variant cost on the days up to now: the robust price, as the daily series has it. */
import { ENOUGH_OFFERS } from '../analytics/statistics.js';
import type { Beginning } from './watch-schema.js';

export interface DayPrice {
  /** Plausible offers behind it. */
  readonly n: number;
  /** The robust price, euro cents. */
  readonly eurCents: number;
}

/** By days ago, 0 = now; a day without an offer has none. */
export type Series = readonly (DayPrice | undefined)[];

/** The robust price so many days ago; `null` where too few offers stand behind it to be relied on. */
export function robustPrice(series: Series, daysAgo: number): number | null {
  const day = series[daysAgo];
  return day === undefined || day.n < ENOUGH_OFFERS ? null : day.eurCents;
}

/** What decides whether something true now is news. */
export interface Circumstances {
  readonly now: Date;
  /** The watch looks for the first time: `summary` tells what holds, `silent` only remembers it. `null`: it has begun. */
  readonly begin: Beginning | null;
  /** The cards are judged by other rules since it looked last: prices moved by them are no move of the market. */
  readonly rulesChanged: boolean;
}

/** What a condition makes of what it sees: its next state, and whether to tell. */
export interface Decision<S> {
  readonly state: S;
  readonly tell: boolean;
}

/** Whether the last answer is long enough ago. `at` as ISO text; `null`: there was none. */
export function isCool(at: string | null, hours: number, now: Date): boolean {
  return at === null || now.getTime() - Date.parse(at) >= hours * 3_600_000;
}
