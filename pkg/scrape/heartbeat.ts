/** Tells the database every few seconds that the process that holds a cycle is alive. */
import type { CycleToken } from '../listing/cycle.js';
import { FencedError, type CycleStore } from '../listing/cycle-store.js';

const INTERVAL_MS = 5_000;

/** `onFenced` is called when another process took the cycle over; other failures are left to the next write. */
export function startHeartbeat(
  store: Pick<CycleStore, 'heartbeat'>,
  token: CycleToken,
  onFenced: (err: FencedError) => void,
): { stop(): Promise<void> } {
  let beating: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    beating = store.heartbeat(token).catch((err: unknown) => {
      if (err instanceof FencedError) onFenced(err);
    });
  }, INTERVAL_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return beating;
    },
  };
}
