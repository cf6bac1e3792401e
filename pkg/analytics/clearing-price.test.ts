import { describe, expect, test } from '@jest/globals';
import { clearingPrice, concession, type Ending } from './clearing-price.js';

const ending = (lastEurCents: number, days = 3, firstEurCents = lastEurCents): Ending => ({
  firstEurCents,
  lastEurCents,
  days,
});

describe('the clearing price', () => {
  test('is the median last ask of those that left within the median time, that day included', () => {
    const endings = [ending(20_000, 1), ending(21_000, 5), ending(22_000, 7), ending(90_000, 8), ending(30_000, 60)];
    expect(clearingPrice(endings, 7)).toEqual({ eurCents: 21_000, n: 3, enough: false });
    expect(clearingPrice(endings, 6.9)).toMatchObject({ eurCents: 20_500, n: 2 });
  });

  test('leaves out what cannot have been meant, and is enough from five on', () => {
    const honest = [19_000, 20_000, 20_500, 21_000, 22_000].map((cents) => ending(cents));
    expect(clearingPrice([...honest, ending(100)], 7)).toEqual({ eurCents: 20_500, n: 5, enough: true });
    expect(clearingPrice(honest.slice(1), 7)).toMatchObject({ n: 4, enough: false });
  });

  test('is unknown without a median time, or when nothing left within it', () => {
    expect(clearingPrice([ending(20_000)], null)).toBeNull();
    expect(clearingPrice([ending(20_000, 9)], 7)).toBeNull();
  });
});

describe('what sellers gave up', () => {
  const endings = [
    ending(19_000, 3, 20_000),
    ending(18_000, 3, 20_000),
    ending(20_000),
    ending(20_000),
    ending(20_000),
  ];

  test('is the last ask by the first, over all and over those that came down', () => {
    expect(concession(endings)).toEqual({ ratio: 1, ratioOfMovers: 0.925, movers: 0.4, n: 5, enough: true });
    expect(concession(endings.slice(1))).toMatchObject({ n: 4, enough: false });
  });

  test('is nothing where nobody came down, and unknown where nobody left or all was for free', () => {
    expect(concession([ending(20_000), ending(21_000, 3, 20_000)])).toMatchObject({ ratioOfMovers: null, movers: 0 });
    expect(concession([])).toBeNull();
    expect(concession([ending(100, 3, 0)])).toBeNull();
    expect(concession([ending(1, 3, 1)])).not.toBeNull();
  });
});
