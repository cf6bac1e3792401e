/** Who leads: one holder of a Lease, by the time that each candidate has watched it stand still, so that clocks need not agree. */

/** Of `coordination.k8s.io/v1`, what an election needs. */
export interface LeaseRecord {
  readonly holder: string;
  /** Number of times that it went to another holder. */
  readonly transitions: number;
  /** Seconds that others wait for a holder who does not renew. */
  readonly durationSeconds: number;
  /** Changes with each write of anybody. */
  readonly version: string;
}

/** A record as this process has seen it. */
export interface Observed {
  readonly record: LeaseRecord;
  /** Milliseconds of this process's monotonic clock at which `version` was first seen. */
  readonly sinceMs: number;
}

/** What a candidate does next with the Lease. */
export type Move =
  | { readonly do: 'create' }
  | { readonly do: 'renew' }
  | { readonly do: 'take' }
  | { readonly do: 'wait'; readonly ms: number };

/** The same record seen again stands still; another one starts anew. */
export function observe(before: Observed | undefined, record: LeaseRecord, nowMs: number): Observed {
  return before?.record.version === record.version ? before : { record, sinceMs: nowMs };
}

/**
 * Nobody is asked what time it is: a holder who has not written for the whole duration, by the clock of who watches, has lost it
 * (the rule of client-go's leaderelection). A Lease that its holder has given back (empty holder) is taken at once.
 */
export function nextMove(observed: Observed | undefined, me: string, nowMs: number): Move {
  if (observed === undefined) return { do: 'create' };
  const { record, sinceMs } = observed;
  if (record.holder === me) return { do: 'renew' };
  if (record.holder === '') return { do: 'take' };
  const left = sinceMs + record.durationSeconds * 1000 - nowMs;
  return left <= 0 ? { do: 'take' } : { do: 'wait', ms: left };
}

/**
 * How long a leader whose last renewal was asked for at `renewedMs` may still write. It stops a quarter of the duration before others may take over, so that
 * a process that was frozen, or that waits for an answer, writes nothing when it wakes. Counted from before the request, as the server's time of writing is not known.
 */
export function mayWriteForMs(renewedMs: number, durationSeconds: number, nowMs: number): number {
  return Math.max(0, renewedMs + durationSeconds * 1000 * WRITES_FOR - nowMs);
}

/** Of the duration. */
const WRITES_FOR = 0.75;
