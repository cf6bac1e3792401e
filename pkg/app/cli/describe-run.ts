/** One line for people on how a cycle ended. */
import type { CycleOutcome } from '../../scrape/cycle-outcome.js';
import { messageOf } from './exit-status-of.js';

export type Run = CycleOutcome | { readonly market: string; readonly err: unknown };

/** `21:04 cycle 31 published: 812 listings (14 new, 9 with a new price, 3 gone)` */
export function describeRun(run: Run, now: Date): string {
  const at = now.toTimeString().slice(0, 5);
  if ('err' in run) return `${at} ${run.market}: the cycle failed: ${messageOf(run.err)}`;
  const { cycleId, status, message, published } = run;
  if (published === undefined) return `${at} ${run.market}: ${message}`;
  const changes = [
    count(published.added, 'new'),
    count(published.repriced, 'with a new price'),
    count(published.returned, 'back'),
    count(published.missing, 'missing'),
    count(published.gone, 'gone'),
  ].filter((text) => text !== '');
  const head = `${at} cycle ${cycleId ?? '?'} ${status}: ${published.active} listings`;
  return changes.length === 0 ? head : `${head} (${changes.join(', ')})`;
}

function count(n: number, what: string): string {
  return n === 0 ? '' : `${n} ${what}`;
}
