/** How long one attempt to deliver may take: less than its lease, and after a stop only a moment more. */
import type { Clock } from '../clock/clock.js';

/** No attempt is longer, whatever its channel waits for. */
export const LONGEST_ATTEMPT_MS = 60_000;
/** What is being sent as the process stops may end within this: cut off, it would be sent once more. */
export const STOP_GRACE_MS = 5_000;

/** @param send gets the signal that ends it */
export async function withinAttempt<T>(
  clock: Pick<Clock, 'sleep'>,
  stop: AbortSignal,
  send: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const cut = new AbortController();
  const cutAfter = (ms: number): void => {
    void clock.sleep(ms, over.signal).then(() => {
      if (!over.signal.aborted) cut.abort(new DOMException('the attempt took too long', 'TimeoutError'));
    });
  };
  const onStop = (): void => cutAfter(STOP_GRACE_MS);
  cutAfter(LONGEST_ATTEMPT_MS);
  stop.addEventListener('abort', onStop, { once: true });
  if (stop.aborted) onStop();
  try {
    return await send(cut.signal);
  } finally {
    over.abort();
    stop.removeEventListener('abort', onStop);
  }
}
