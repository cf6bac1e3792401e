/** Suites that need a program which npm cannot bring: run where it is, fail on CI where it is not, else say so loudly. */
import { describe, test } from '@jest/globals';
import { findProgram } from './find-program.js';

/** `describe`, for a suite that needs all of `programs` (and `also`, in words, when something else can be missing). */
export function describeWith(
  programs: string | readonly string[],
  name: string,
  suite: () => void,
  also?: string,
): void {
  const missing = [programs].flat().filter((program) => findProgram(program) === undefined);
  if (also !== undefined) missing.push(also);
  if (missing.length === 0) {
    describe(name, suite);
    return;
  }
  const what = `${name}: NOT CHECKED, for lack of: ${missing.join(', ')}`;
  describe(name, () => {
    test(`needs ${missing.join(', ')}`, () => {
      if (process.env['CI'] !== undefined) throw new Error(what);
      process.stderr.write(`\n*** ${what} ***\n`);
    });
  });
}
