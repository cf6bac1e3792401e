/** A clock that runs faster than ours, so that what takes minutes of waiting takes seconds; everything else stays as long as it is. */
import { systemClock, type Clock } from '../../pkg/clock/clock.js';

/** @param factor seconds of this clock in one of ours */
export function fastClock(factor: number): Clock {
  const start = Date.now();
  return {
    now: () => new Date(start + (Date.now() - start) * factor),
    sleep: (ms, signal) => systemClock.sleep(ms / factor, signal),
  };
}
