import { expect, test } from '@jest/globals';
import { apply, mutantsOf } from './mutants.js';

const changed = (source: string): string[] => mutantsOf(source).map((mutant) => apply(source, mutant));

test.each([
  ['a < b', ['a <= b']],
  ['a && !b', ['a || !b', 'a && (b)']],
  ['x === 3', ['x !== 3', 'x === (3 + 1)']],
  ['const y = ok ? 1 : two', ['const y = !(ok) ? 1 : two', 'const y = ok ? (1 + 1) : two']],
  ['if (a) b()', ['if (!(a)) b()', 'if (a) ;']],
  ['save(x);', [';']],
  ['const on = true', ['const on = false']],
  ["const t = 'a' + b", []],
  ['let a: 1 | 2; import x from "y"', []],
])('%s becomes %p', (source, expected) => {
  expect(changed(source)).toEqual(expected);
});
