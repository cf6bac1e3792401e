/** Lets a finished process end by itself, and ends it when something was left open. */

export function leaveWithin(ms: number, onForced: () => void): void {
  setTimeout(() => {
    onForced();
    process.exit();
  }, ms).unref();
}
