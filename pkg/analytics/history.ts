/** Daily series from what happened: a price holds from the day it was set until it is changed or its ad ends. */
import { dayOf, daysBetween } from './day.js';

/** A value that holds from an instant on. */
export interface Change<T> {
  readonly since: Date;
  readonly value: T;
}

export interface DailyValue<T> {
  readonly day: string;
  readonly value: T;
}

/**
 * The value at the end of each UTC day from `from` to `to`, both included: the last change before midnight carried forward.
 * Days before the first change have no entry.
 * @param changes in any order; of two at the same instant the later in the list wins
 */
export function carryForward<T>(changes: readonly Change<T>[], from: string, to: string): DailyValue<T>[] {
  const sorted = changes.toSorted((a, b) => a.since.getTime() - b.since.getTime());
  const series: DailyValue<T>[] = [];
  let next = 0;
  let current: Change<T> | undefined;
  for (const day of daysBetween(from, to)) {
    for (let change = sorted[next]; change !== undefined && dayOf(change.since) <= day; change = sorted[next]) {
      current = change;
      next += 1;
    }
    if (current !== undefined) series.push({ day, value: current.value });
  }
  return series;
}
