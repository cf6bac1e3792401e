/** Quantiles as PostgreSQL computes them. */
import { InvalidInputError } from '../errors/app-error.js';

/**
 * Quantile by linear interpolation, type 7 of Hyndman & Fan 1996: bit for bit what PostgreSQL's `percentile_cont` returns.
 * @param sorted ascending, not empty
 * @param p from 0 to 1
 * @throws InvalidInputError for no points
 */
export function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below];
  const high = sorted[Math.ceil(at)];
  if (low === undefined || high === undefined)
    throw new InvalidInputError(`no quantile ${p} of ${sorted.length} points`);
  return low + (at - below) * (high - low);
}

/** The median. @param sorted ascending, not empty */
export const medianSorted = (sorted: readonly number[]): number => quantile(sorted, 0.5);

/** To an integer, halves upwards, as PostgreSQL is told to do for `model_daily`. */
export function roundHalfUp(value: number): number {
  return Math.floor(value + 0.5);
}
