import { describe, expect, test } from '@jest/globals';
import { adjustment, featuresOf, fitEffects, NO_EFFECTS, type PriceCell, type PriceFeature } from './price-effects.js';

const cell = (model: string, features: PriceFeature[], n: number, meanLog: number, squares = 0): PriceCell => ({
  ...{ model, memoryGb: 8, features, n, meanLog, squares },
});
const effectOf = (cells: PriceCell[], feature: PriceFeature) => fitEffects(cells).byFeature.get(feature);

describe('an effect', () => {
  test('is the contrast within variants, shrunk as if twelve pairs had shown none', () => {
    // 400 against 400: a pair weight of 200, so 200/212 of 0.2.
    const fitted = effectOf([cell('A', [], 400, 10), cell('A', ['new'], 400, 10.2)], 'new');
    expect(fitted?.effect).toBeCloseTo((0.2 * 200) / 212, 6);
    expect(fitted?.n).toBe(400);
  });

  test('is not taken from what sets one variant apart from another', () => {
    const cells = [cell('cheap', [], 900, 9), cell('dear', ['new'], 900, 12)];
    expect(effectOf(cells, 'new')).toMatchObject({ effect: 0, n: 0 });
  });

  test('is told from another that often comes with it', () => {
    const cells = [
      cell('A', [], 1_000, 10),
      cell('A', ['new'], 1_000, 10.3),
      cell('A', ['new', 'boxed'], 1_000, 10.35),
      cell('A', ['boxed'], 1_000, 10.05),
    ];
    const { byFeature } = fitEffects(cells);
    expect(byFeature.get('new')?.effect).toBeCloseTo(0.3, 1);
    expect(byFeature.get('boxed')?.effect).toBeCloseTo(0.05, 1);
  });

  test('of a handful of offers is hardly believed', () => {
    expect(
      Math.abs(effectOf([cell('A', [], 40, 10), cell('A', ['mined'], 2, 9.5)], 'mined')?.effect ?? 1),
    ).toBeLessThan(0.08);
  });

  test('is held to half, in both directions', () => {
    const of = (log: number) =>
      effectOf([cell('A', [], 9_000, 10), cell('A', ['modded'], 9_000, log)], 'modded')?.effect;
    expect([of(12), of(8)]).toEqual([0.5, -0.5]);
  });
});

test('the spread is that within variants, around what the features explain', () => {
  const cells = [cell('A', [], 101, 10, 2.02), cell('B', [], 101, 14, 2.02)];
  expect(fitEffects(cells).scale).toBeCloseTo(Math.sqrt(4.04 / 200), 6);
  expect(fitEffects([]).scale).toBe(NO_EFFECTS.scale);
});

test.each([
  [{ condition: 'new', flags: [] }, ['new']],
  [{ condition: 'used', flags: ['new'] }, ['new']],
  [{ condition: null, flags: ['mined', 'repaired'] }, ['mined', 'repaired']],
  [{ condition: 'used', flags: [], daysUp: 30 }, []],
  [{ condition: 'used', flags: [], daysUp: 30.1 }, ['aged']],
])('%p has the features %p', (traits, features) => {
  expect(featuresOf({ market: 'demo', daysUp: 1, ...traits })).toEqual(['market:demo', ...features]);
});

test('effects add up; an unknown feature adds nothing', () => {
  const effects = fitEffects([cell('A', [], 9_000, 10), cell('A', ['new'], 9_000, 10.2)]);
  const one = effects.byFeature.get('new')?.effect ?? 0;
  expect(adjustment(effects, ['new', 'market:nowhere'])).toBe(one);
});
