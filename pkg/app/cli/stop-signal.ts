/** Turns SIGINT, SIGTERM and SIGHUP (the terminal was closed) of this process into an AbortSignal; the second one ends it at once. */

const NAMES = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;
const STATUS: Readonly<Record<string, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
/** A terminal sends one Ctrl-C to the whole group and npm passes it on: the copy is no second wish to stop. */
const COPY_WITHIN_MS = 500;

export interface StopSignal {
  readonly signal: AbortSignal;
  /** Forgets the process's signals again. */
  dispose(): void;
}

/** @param onSecond runs just before the process is ended by a second signal */
export function listenForStop(onSecond: () => void = () => undefined): StopSignal {
  const controller = new AbortController();
  let firstAt = 0;
  const onSignal = (name: NodeJS.Signals): void => {
    if (!controller.signal.aborted) {
      firstAt = performance.now();
      controller.abort();
    } else if (performance.now() - firstAt > COPY_WITHIN_MS) {
      onSecond();
      process.exit(STATUS[name] ?? 1);
    }
  };
  for (const name of NAMES) process.on(name, onSignal);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of NAMES) process.off(name, onSignal);
    },
  };
}
