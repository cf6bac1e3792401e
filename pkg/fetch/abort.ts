/** Abort signals: one that follows several others and a time limit for as long as a task lasts, and waiting no longer than one. */

export interface FirstAbort {
  readonly signal: AbortSignal;
  readonly timedOut: () => boolean;
  /** Lets go of the sources and the timer; the signal never fires afterwards. */
  readonly release: () => void;
}

/**
 * In place of AbortSignal.any and AbortSignal.timeout: those leave a trace in a long-lived source for every request, and
 * timers that run on for minutes after it.
 */
export function firstAbort(sources: readonly AbortSignal[], timeoutMs?: number): FirstAbort {
  const controller = new AbortController();
  let timedOut = false;
  const follow = (event: Event): void => controller.abort((event.target as AbortSignal).reason);
  for (const source of sources) {
    if (source.aborted) controller.abort(source.reason);
    else source.addEventListener('abort', follow, { once: true });
  }
  const expire = (): void => {
    timedOut = true;
    controller.abort(new DOMException(`not done within ${String(timeoutMs)} ms`, 'TimeoutError'));
  };
  const timer = timeoutMs === undefined ? undefined : setTimeout(expire, timeoutMs);
  return {
    signal: controller.signal,
    timedOut: () => timedOut,
    release: () => {
      clearTimeout(timer);
      for (const source of sources) source.removeEventListener('abort', follow);
    },
  };
}

/** Waits for `promise`, but no longer than until `signal` aborts; then rejects at once with the signal's reason. */
export async function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
