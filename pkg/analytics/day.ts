/** UTC days as text, `YYYY-MM-DD`: they sort, and no time zone can move them. */
import { InvalidInputError } from '../errors/app-error.js';

const DAY_MS = 86_400_000;

/** The UTC day of an instant. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The first instant of a day. @throws InvalidInputError when `day` is no day of the calendar in the form YYYY-MM-DD */
export function startOfDay(day: string): Date {
  const at = new Date(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(at.getTime()) || dayOf(at) !== day)
    throw new InvalidInputError(`not a day in the form YYYY-MM-DD: "${day}"`);
  return at;
}

/** `days` after `day`; before it when negative. */
export function addDays(day: string, days: number): string {
  return dayOf(new Date(startOfDay(day).getTime() + days * DAY_MS));
}

/** Both ends included; empty when `to` is before `from`. */
export function daysBetween(from: string, to: string): string[] {
  const count = (startOfDay(to).getTime() - startOfDay(from).getTime()) / DAY_MS + 1;
  return Array.from({ length: Math.max(0, count) }, (_, offset) => addDays(from, offset));
}
