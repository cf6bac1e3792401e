/** What a step found, said aloud. */
export function check(holds: boolean, rule: string): void {
  if (!holds) throw new Error(`does not hold: ${rule}`);
  console.log(`    ok: ${rule}`);
}

/** Resolves once `isSo` does to true. @throws with `what` after `seconds` */
export async function until(isSo: () => Promise<boolean>, what: string, seconds = 180): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

/** Resolves to the message of the refusal. @throws when it was not refused */
export async function refused(what: Promise<unknown>): Promise<string> {
  const message = await what.then(
    () => undefined,
    (err: unknown) => (err instanceof Error ? err.message : String(err)),
  );
  if (message === undefined) throw new Error('it should have been refused');
  return message;
}
