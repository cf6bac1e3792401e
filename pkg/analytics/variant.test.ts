import { expect, test } from '@jest/globals';
import { compareVariants, variantKey, variantName, type Variant } from './variant.js';

const of = (model: string, memoryGb: number | null): Variant => ({ model, memoryGb });

test.each<[Variant, string]>([
  [of('RTX 3060', 12), 'RTX 3060 12GB'],
  [of('RTX 3060', null), 'RTX 3060'],
])('%p is called %s', (variant, name) => {
  expect(variantName(variant)).toBe(name);
});

test('keys are equal for equal variants only', () => {
  const variants = [of('RTX 3060', 12), of('RTX 3060', 8), of('RTX 3060', null), of('RTX 3070', 8)];
  expect(new Set(variants.map(variantKey)).size).toBe(variants.length);
  expect(variantKey(of('RTX 3060', 12))).toBe(variantKey(of('RTX 3060', 12)));
});

test('in order of their numbers, then of their memory, the unknown one first', () => {
  const sorted = [of('RTX 980', 4), of('RTX 3060', null), of('RTX 3060', 8), of('RTX 3060', 12), of('RTX 3070', 8)];
  expect(sorted.toReversed().sort(compareVariants)).toEqual(sorted);
});
