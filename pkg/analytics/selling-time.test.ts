import { describe, expect, test } from '@jest/globals';
import { bandOf, priceToSellIn, sellingTimes, type SpellCount } from './selling-time.js';

/** A band in which each day `hazard` of those left end, 400 at the start, followed for 60 days. */
function band(at: number, hazard: number, start = 400): SpellCount[] {
  const spells: SpellCount[] = [];
  let left = start;
  for (let days = 1; days <= 60; days += 1) {
    const ended = Math.round(left * hazard);
    left -= ended;
    spells.push({ band: at, days, ended, censored: days === 60 ? left : 0 });
  }
  return spells;
}
const falling = [band(0, 0.2), band(1, 0.14), band(2, 0.1), band(3, 0.06), band(4, 0.03)].flat();
const flat = [0, 1, 2, 3, 4].flatMap((at) => band(at, 0.08));

test.each([
  [0.5, 0],
  [0.849, 0],
  [0.85, 1],
  [0.949, 1],
  [1, 2],
  [1.05, 3],
  [1.15, 4],
  [9, 4],
])('a relative price of %p is in band %i', (ratio, expected) => {
  expect(bandOf(ratio)).toBe(expected);
});

describe('whether price matters', () => {
  test('is said where cheaper offers went faster', () => {
    expect(sellingTimes(falling, falling)).toMatchObject({ priceMatters: true });
    expect(sellingTimes(falling, falling).p).toBeLessThan(0.001);
  });

  test('is denied where they did not', () => {
    expect(sellingTimes(flat, flat).priceMatters).toBe(false);
  });

  test('is denied where dear offers went faster: that is no effect a seller could use', () => {
    const odd = [band(0, 0.03), band(4, 0.2)].flat();
    expect(sellingTimes(odd, odd)).toMatchObject({ priceMatters: false });
    expect(sellingTimes(odd, odd).p).toBeLessThan(0.05);
  });

  test('is by the trend test of Tarone, worked out by hand on four prices of one card', () => {
    // Expanded to single offers: the sum of (score - mean score at risk) over ends, over its hypergeometric variance; z = -0.726124.
    const rows = [
      ...[
        [0, 1, 9, 2],
        [0, 2, 10, 1],
        [0, 3, 8, 1],
        [0, 4, 3, 1],
        [2, 1, 6, 1],
        [2, 2, 8, 2],
        [2, 4, 6, 2],
      ],
      ...[
        [4, 1, 4, 0],
        [4, 2, 5, 3],
        [2, 5, 1, 0],
        [4, 6, 1, 0],
      ],
    ] as [number, number, number, number][];
    const spells = rows.map(([at, days, ended, censored]): SpellCount => ({ band: at, days, ended, censored }));
    const { p, priceMatters } = sellingTimes(spells, []);
    expect(p).toBeCloseTo(0.467763, 6);
    expect(priceMatters).toBe(false);
  });

  test.each([
    [47, 0.0137, false],
    [48, 0.0092, true],
  ])(
    'is said from one chance in a hundred on: %d of 100 cheap ones and 30 of 100 dear ones went',
    (went, p, matters) => {
      const spells: SpellCount[] = [
        { band: 1, days: 3, ended: went, censored: 100 - went },
        { band: 3, days: 3, ended: 30, censored: 70 },
      ];
      expect(sellingTimes(spells, spells)).toMatchObject({ p: expect.closeTo(p, 3), priceMatters: matters });
    },
  );

  test('is not asked where all offers asked one price', () => {
    expect(sellingTimes(band(2, 0.1), [])).toMatchObject({ priceMatters: null, p: null });
  });

  test('is left open below sixty ended offers', () => {
    const few = (n: number): SpellCount[] => [
      { band: 1, days: 3, ended: n, censored: 0 },
      { band: 3, days: 9, ended: 5, censored: 40 },
    ];
    expect(sellingTimes(few(54), few(54)).priceMatters).toBeNull();
    expect(sellingTimes(few(55), few(55)).priceMatters).not.toBeNull();
  });
});

describe('the time in a band', () => {
  test('is that of its own offers: the median of a daily chance of 10 % is 7 days', () => {
    const [, , middle] = sellingTimes(falling, falling).bands;
    expect(middle).toMatchObject({ from: 0.95, to: 1.05, pooled: false, enough: true });
    expect(middle?.median.days).toBe(7);
    expect(middle?.median.low).toBeLessThanOrEqual(7);
    expect(middle?.median.high).toBeGreaterThanOrEqual(7);
  });

  test('is borrowed from all variants below twelve ended offers, scaled to the pace of this one', () => {
    const slow = flat.map((spell) => ({ ...spell, days: spell.days * 2 })).filter((spell) => spell.band !== 3);
    const own = [...slow, { band: 3, days: 4, ended: 11, censored: 0 }];
    const borrowed = sellingTimes(own, flat).bands[3];
    expect(borrowed).toMatchObject({ pooled: true });
    const [usual] = sellingTimes(flat, flat).bands;
    expect((borrowed?.median.days ?? 0) / (usual?.median.days ?? 1)).toBeCloseTo(2, 0);
    expect(sellingTimes([...slow, { band: 3, days: 4, ended: 12, censored: 0 }], flat).bands[3]).toMatchObject({
      pooled: false,
    });
  });

  test('is that of all variants where this one was never offered', () => {
    expect(sellingTimes([], flat).bands.map(({ median }) => median.days)).toEqual(
      sellingTimes(flat, flat).bands.map(({ median }) => median.days),
    );
  });

  test.each([
    [[], 12],
    [[{ band: 0, days: 10, ended: 88, censored: 0 }], 100],
  ])('borrowed with %p has an interval that knows the pace by %i ended offers only', (own: SpellCount[], ended) => {
    const all: SpellCount[] = [5, 10, 20].map((days) => ({ band: 2, days, ended: 100, censored: 0 }));
    const { low, days, high } = sellingTimes(all, all).bands[2]!.median;
    const borrowed = sellingTimes(own, all).bands[2]!.median;
    const pace = borrowed.days! / days!;
    const away = (bound: number): number => Math.exp(Math.hypot(Math.log(bound / days!), 1.96 / Math.sqrt(ended)));
    expect(borrowed.high).toBeCloseTo(days! * pace * away(high!), 6);
    expect(borrowed.low).toBeCloseTo((days! * pace) / away(low!), 6);
  });

  test('is stretched by mean times per end, those still up counted, and shrunk as if twelve had ended as usual', () => {
    // All: 10 days per end. Own: 12 ended after 20 days, 12 still up after 20: 40 days per end, so (480 + 120) / 24 / 10 = 2.5.
    const all: SpellCount[] = [{ band: 2, days: 10, ended: 100, censored: 0 }];
    const own: SpellCount[] = [{ band: 0, days: 20, ended: 12, censored: 12 }];
    expect(sellingTimes(own, all).bands[2]?.median.days).toBe(25);
  });

  test('is stretched for those still up as well', () => {
    // All: 1920 days for 80 ends, 24 each. Own: 12 ended and 12 still up after 20 days, so (480 + 288) / 24 / 24 = 4/3.
    const all: SpellCount[] = [
      { band: 2, days: 10, ended: 40, censored: 0 },
      { band: 2, days: 12, ended: 0, censored: 60 },
      { band: 2, days: 20, ended: 40, censored: 0 },
    ];
    const own: SpellCount[] = [{ band: 0, days: 20, ended: 12, censored: 12 }];
    expect(sellingTimes(own, all).bands[2]?.median.days).toBeCloseTo((20 * 4) / 3, 10);
  });

  test('may be none at all: what ends on its first day', () => {
    const all: SpellCount[] = [
      { band: 2, days: 0, ended: 100, censored: 0 },
      { band: 2, days: 5, ended: 20, censored: 0 },
    ];
    expect(sellingTimes([], all).bands[2]?.median).toEqual(sellingTimes(all, all).bands[2]?.median);
  });

  test('is not enough below five ended offers', () => {
    const thin: SpellCount[] = [{ band: 2, days: 3, ended: 4, censored: 9 }];
    expect(sellingTimes(thin, thin).bands[2]).toMatchObject({ enough: false });
    const just: SpellCount[] = [{ band: 2, days: 3, ended: 5, censored: 9 }];
    expect(sellingTimes(just, just).bands[2]).toMatchObject({ enough: true });
  });
});

describe('the price at which half are gone', () => {
  test('rises with the time one has', () => {
    const ratios = [3, 5, 7, 14].map((days) => priceToSellIn(days, falling, falling).ratio);
    // 7 days: half are gone of those who ask the usual price; 3 days: not even of the cheapest (a daily 20 % leaves 51 %).
    expect(ratios[0]).toBeNull();
    expect(ratios[2]).toBeCloseTo(1, 1);
    expect(ratios[3]).toBeGreaterThan(1.05);
    expect(ratios[1]).toBeLessThan(ratios[2] ?? 0);
  });

  test('has an interval around it', () => {
    const { ratio, low, high } = priceToSellIn(8, falling, falling);
    expect(low ?? 0).toBeLessThanOrEqual(ratio ?? 0);
    expect(high ?? 9).toBeGreaterThanOrEqual(ratio ?? 0);
  });

  test('is any price that was seen, or none, where price does not matter', () => {
    expect(priceToSellIn(30, flat, flat).ratio).toBe(1.2);
    expect(priceToSellIn(3, flat, flat).ratio).toBeNull();
  });

  test('is not led astray by one band in which dear offers happened to go fast', () => {
    const odd = [band(0, 0.1), band(1, 0.1), band(2, 0.02), band(3, 0.12, 30), band(4, 0.02)].flat();
    expect(priceToSellIn(10, odd, odd).ratio).toBeLessThan(1);
  });

  test('is by the mean of prices that contradict one another, each by its offers', () => {
    // Left after ten days: 40 % at 0.8; 70 % of 100 at 0.9 and 45 % of 300 at 1, which is 51.25 % at both.
    const spells = [
      [0, 60, 40],
      [1, 30, 70],
      [2, 165, 135],
    ].flatMap(([at, ended, left]): SpellCount[] => [
      { band: at!, days: 5, ended: ended!, censored: 0 },
      { band: at!, days: 20, ended: 0, censored: left! },
    ]);
    expect(priceToSellIn(10, spells, spells).ratio).toBeCloseTo(0.8 + (0.1 * 0.1) / 0.1125, 10);
  });

  test('is not enough where only one band has ended offers', () => {
    expect(priceToSellIn(9, band(2, 0.1), band(2, 0.1)).enough).toBe(false);
  });
});
