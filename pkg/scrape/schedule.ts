/** When the daemon runs next: a jittered interval after success, back-off after failures. */

export type RunEnd = 'done' | 'retry-later' | 'refused';

export interface ScheduleState {
  readonly failures: number;
}

/** Up to this share of the interval is added or taken away, so that a fleet of trackers does not knock in step. */
const JITTER = 0.1;
const FIRST_RETRY_MS = 60_000;
const LONGEST_WAIT_MS = 24 * 3_600_000;

/**
 * Milliseconds to wait after a run. A failed run is retried after 1, 2, 4 ... minutes (full jitter, at most the interval);
 * a refusal of the site doubles the interval each time (at most a day), since knocking again sooner is what it asked us not to do.
 */
export function waitAfter(
  end: RunEnd,
  intervalMs: number,
  { failures }: ScheduleState,
  random: () => number = Math.random,
): number {
  if (end === 'done') return Math.round(intervalMs * (1 - JITTER + 2 * JITTER * random()));
  if (end === 'refused') return Math.min(Math.max(LONGEST_WAIT_MS, intervalMs), intervalMs * 2 ** failures);
  const bound = Math.min(intervalMs, FIRST_RETRY_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(bound / 2 + (bound / 2) * random());
}
