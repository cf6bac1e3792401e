/** When a digest is due: the next time that a clock in its zone shows the hour. */
import type { DigestTime } from './outbox.js';

const DAY_MS = 86_400_000;

/**
 * The first such time after `now`. Where the clocks are put forward over it, as much later as they are; where they are put back, the first
 * of the two.
 */
export function nextDigest(now: Date, { at, timeZone }: DigestTime): Date {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const today = wallClock(now.getTime(), timeZone);
  const startOfToday = Math.floor(today / DAY_MS) * DAY_MS;
  for (let day = -1; ; day += 1) {
    const instant = instantOf(startOfToday + day * DAY_MS + (hours * 60 + minutes) * 60_000, timeZone);
    if (instant > now.getTime()) return new Date(instant);
  }
}

/** The instant at which the zone's clock shows `wall` (milliseconds as if it were UTC). */
function instantOf(wall: number, timeZone: string): number {
  const before = wall - offsetAt(wall - DAY_MS, timeZone);
  const after = wall - offsetAt(wall + DAY_MS, timeZone);
  const shows = [before, after].filter((instant) => wallClock(instant, timeZone) === wall);
  return shows.length === 0 ? before : Math.min(...shows);
}

const offsetAt = (instant: number, timeZone: string): number => wallClock(instant, timeZone) - instant;

/** What a clock in the zone shows, to the second, as milliseconds as if it were UTC. */
function wallClock(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(instant);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall + (((instant % 1000) + 1000) % 1000);
}
