/** A day given on the command line. */
import { InvalidArgumentError } from 'commander';
import { startOfDay } from '../../analytics/day.js';

/** The first instant of a UTC day. @throws InvalidArgumentError unless `text` is a day of the calendar, YYYY-MM-DD */
export function utcDay(text: string): Date {
  try {
    return startOfDay(text);
  } catch {
    throw new InvalidArgumentError('a day like 2026-11-01 is needed.');
  }
}
