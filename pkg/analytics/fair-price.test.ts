import { describe, expect, test } from '@jest/globals';
import { FairPrices, type PricedOffer } from './fair-price.js';
import { NO_EFFECTS, type PriceEffects } from './price-effects.js';

const offer = (over: Partial<PricedOffer> = {}): PricedOffer => ({
  ...{ model: 'RTX 3070', memoryGb: 8, priceEurCents: 20_000, market: 'demo', condition: 'used', flags: [], daysUp: 3 },
  ...over,
});
const at = (...euros: number[]): PricedOffer[] => euros.map((euro) => offer({ priceEurCents: euro * 100 }));
const effects = (effect: number, error = 0.02): PriceEffects => ({
  scale: 0.15,
  byFeature: new Map([['new', { effect, error, n: 40 }]]),
});

test('without anything special it is the median of the plausible offers, with the middle half beside it', () => {
  const prices = new FairPrices(at(180, 190, 200, 210, 220, 10), NO_EFFECTS);
  expect(prices.of(offer())).toMatchObject({
    ...{ eurCents: 20_000, lowEurCents: 19_000, highEurCents: 21_000, n: 5, enough: true, adjustments: [] },
  });
});

describe('what is special about an offer', () => {
  const prices = new FairPrices(at(180, 190, 200, 210, 220), effects(Math.log(1.2)));

  test('moves its fair price, and is said', () => {
    const fair = prices.of(offer({ condition: 'new' }));
    expect(fair?.eurCents).toBe(24_000);
    expect(fair?.adjustments).toEqual([{ feature: 'new', share: expect.closeTo(0.2) }]);
  });

  test('is taken out of the offers it is compared with', () => {
    const mixed = new FairPrices(
      [
        ...at(190, 200, 210),
        offer({ priceEurCents: 24_000, condition: 'new' }),
        offer({ priceEurCents: 24_000, condition: 'new' }),
      ],
      effects(Math.log(1.2)),
    );
    expect(mixed.of(offer())?.eurCents).toBe(20_000);
  });

  test('is said in order of its weight, cheaper or dearer', () => {
    const both: PriceEffects = {
      scale: 0.15,
      byFeature: new Map([
        ['boxed', { effect: 0.02, error: 0.005, n: 9 }],
        ['mined', { effect: -0.05, error: 0.02, n: 9 }],
      ]),
    };
    const fair = new FairPrices(at(200), both).of(offer({ flags: ['boxed', 'mined'] }));
    expect(fair?.adjustments.map(({ feature }) => feature)).toEqual(['mined', 'boxed']);
  });

  test.each([
    ['below half a percent', effects(0.0049, 0), effects(0.0051, 0)],
    ['within two standard errors of none', effects(0.0399), effects(0.0401)],
    ['within two standard errors of none, cheaper', effects(-0.0399), effects(-0.0401)],
  ])('is not said %s', (_, within, beyond) => {
    const said = (known: PriceEffects) => new FairPrices(at(200), known).of(offer({ condition: 'new' }))?.adjustments;
    expect(said(within)).toEqual([]);
    expect(said(beyond)).toHaveLength(1);
  });

  test('moves the price also where it is too unsure to be said', () => {
    expect(new FairPrices(at(200), effects(0.03)).of(offer({ condition: 'new' }))?.eurCents).toBe(20_609);
  });
});

test('damaged cards and those without a euro price are no measure; another variant has no fair price', () => {
  const prices = new FairPrices(
    [...at(200, 200), offer({ priceEurCents: 5_000, condition: 'damaged' }), offer({ priceEurCents: null })],
    NO_EFFECTS,
  );
  expect(prices.of(offer())).toMatchObject({ n: 2, enough: false });
  expect(prices.of(offer({ memoryGb: 16 }))).toBeNull();
});

test('the error of a thin group is mostly that of all variants', () => {
  const scaleOf = (n: number): number =>
    new FairPrices(
      Array.from({ length: n }, () => offer()),
      { ...NO_EFFECTS, scale: 0.3 },
    ).of(offer())?.scale ?? 0;
  // As if eighty offers had said what all variants do.
  expect(scaleOf(2)).toBeGreaterThan(0.29);
  expect(scaleOf(500)).toBeGreaterThan(0.1);
  expect(scaleOf(500)).toBeLessThan(0.12);
});

test('where a price stands is the share of comparable offers that ask less', () => {
  const prices = new FairPrices(at(180, 190, 200, 210, 220), effects(Math.log(1.2)));
  expect(prices.percentile(offer(), 20_000)).toBe(0.4);
  expect(prices.percentile(offer({ condition: 'new' }), 24_000)).toBe(0.4);
  expect(prices.percentile(offer({ model: 'RX 580' }), 20_000)).toBeNull();
});
