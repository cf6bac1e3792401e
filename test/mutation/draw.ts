import { seededRandom } from '../support/seeded-random.js';

/** The same draw of `count` items for the same seed, without repeats, in order of place. */
export function draw<T>(all: readonly T[], count: number, seed: number): T[] {
  const random = seededRandom(seed);
  const order = all.map((_, index) => ({ index, key: random() })).sort((a, b) => a.key - b.key);
  return order
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ index }) => all[index] as T);
}
