import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bgnFromEurCents } from '../../listing/money.js';
import { isNegotiableNote, readPrice } from './price-text.js';

test.each([
  ['1 597 zł', 159_700, 'PLN'],
  ['19,99 zł', 1_999, 'PLN'],
  ['6 350 €', 635_000, 'EUR'],
  ['24 649,52 €', 2_464_952, 'EUR'],
  ['1 500 lei', 150_000, 'RON'],
  ['275.000 €', 27_500_000, 'EUR'],
  ['1.275.000,5 €', 127_500_050, 'EUR'],
  ['1 990 грн.', 199_000, 'UAH'],
  ['131 444 640 сум', 13_144_464_000, 'UZS'],
  ['4 818 000 so’m', 481_800_000, 'UZS'],
  ['90 000 тг', 9_000_000, 'KZT'],
  ['90 000 ₸', 9_000_000, 'KZT'],
  ['15 900 лв.', 1_590_000, 'BGN'],
  ['1777.85 лв. / 909 €', 177_785, 'BGN'],
  ['909 € / 1777.85 лв.', 90_900, 'EUR'],
  ['909 € (1 777,85 лв.)', 90_900, 'EUR'],
  ['€ 909', 90_900, 'EUR'],
  ['$1,250.00', 125_000, 'USD'],
  ['0 лв.', 0, 'BGN'],
  ['300 € 586.75 лв.', 30_000, 'EUR'],
  ['586.75 лв. 300 €', 58_675, 'BGN'],
  ['300€ 586,75лв.', 30_000, 'EUR'],
  ['1 200 € 2 347 лв.', 120_000, 'EUR'],
  ['€ 300 BGN 586.75', 30_000, 'EUR'],
  ['300,- €', 30_000, 'EUR'],
  ['300.– €', 30_000, 'EUR'],
  ['1.200,-- €', 120_000, 'EUR'],
  ['€ 300,-', 30_000, 'EUR'],
  ["1'200 €", 120_000, 'EUR'],
  ['1’275’000.50 €', 127_500_050, 'EUR'],
  ['300 € /бр.', 30_000, 'EUR'],
  ['300 €/бр', 30_000, 'EUR'],
  ['300 € / 586.75 лв. / за брой', 30_000, 'EUR'],
  ['300 € (за 1 брой)', 30_000, 'EUR'],
  ['300 zł/szt.', 30_000, 'PLN'],
])('"%s" is %d %s', (text, minor, currency) => {
  expect(readPrice(text)).toEqual({ minor, currency, disagrees: false, understood: true });
});

test.each([
  ...['', 'Zamienię', 'Za darmo', 'Обмен', 'Бартер', 'Безплатно', 'Цена по запитване', 'По договаряне'],
  ...['пиши за цена', 'Питай за цена', 'цена на лично', '€', 'лв.', '- €', '---'],
])('no amount is written in "%s"', (text) => {
  expect(readPrice(text)).toEqual({ minor: null, currency: null, disagrees: false, understood: true });
});

test.each([
  '1 597',
  'rx 6800 200 000 тг',
  '12 34 zł',
  '1 000 - 2 000 zł',
  '8 000 у.е.',
  '5 € / 6 € / 7 €',
  '15 złdo negocjacji',
  '1e5 €',
  '-5 €',
  '€ -5',
  '- 300 €',
  '300- €',
  '300,-5 €',
  '300 € 200 €',
  '300 € 586.75',
  '€ 300 586.75 лв.',
  '300 € за 586.75 лв.',
  '300 €/мес.',
  '300 € /кг',
  'бр. / 300 €',
  "1'20 €",
  "1'200.300 €",
  '9'.repeat(17) + ' €',
  '1 '.repeat(5_000) + '€',
])('a text that has digits but is no price gives no amount and says so: "%.40s"', (text) => {
  expect(readPrice(text)).toEqual({ minor: null, currency: null, disagrees: false, understood: false });
});

test('a dual price that is not one price at the fixed rate says so', () => {
  expect(readPrice('909 € / 1600.00 лв.')).toMatchObject({ minor: 90_900, currency: 'EUR', disagrees: true });
  expect(readPrice('909 € / 1779.99 лв.').disagrees).toBe(true);
  expect(readPrice('909.10 € / 1777.85 лв.').disagrees).toBe(true);
  expect(readPrice('909 € 1600.00 лв.')).toMatchObject({ minor: 90_900, currency: 'EUR', disagrees: true });
});

test('an amount that is shown without decimals may be the other one rounded', () => {
  expect(readPrice('8 129.54 € / 15 900 лв.').disagrees).toBe(false);
  expect(readPrice('909 € / 1 778 лв.').disagrees).toBe(false);
  expect(readPrice('909 € / 1 780 лв.').disagrees).toBe(true);
});

test('a note says that the price can be talked about, in every language of the sites', () => {
  for (const note of [
    'do negocjacji',
    'Договорная',
    'Договірна',
    'Prețul e negociabil',
    'Kelishilgan',
    'По договаряне',
    'Negociável',
  ])
    expect([note, isNegotiableNote(note)]).toEqual([note, true]);
  expect(isNegotiableNote('')).toBe(false);
});

const SYMBOLS = {
  EUR: ['€', 'EUR'],
  BGN: ['лв.', 'лв', 'BGN'],
  PLN: ['zł'],
  RON: ['lei'],
  UAH: ['грн.'],
  UZS: ['сум', 'so’m'],
} as const;
const SPACES = ['', ' ', '\u00a0', '\u2009', '\u202f'] as const;

/** An amount as any of the sites could write it. */
const written = fc
  .record({
    minor: fc.integer({ min: 0, max: 99_999_999_999 }),
    thousands: fc.constantFrom(...SPACES, '.', ','),
    decimal: fc.constantFrom('.', ','),
    space: fc.constantFrom(...SPACES),
    currency: fc.constantFrom(...(Object.keys(SYMBOLS) as (keyof typeof SYMBOLS)[])),
    symbol: fc.nat(),
    oneDecimal: fc.boolean(),
  })
  .map(({ minor, thousands, decimal, space, currency, symbol, oneDecimal }) => {
    const symbols = SYMBOLS[currency];
    const mark = decimal === thousands ? (decimal === '.' ? ',' : '.') : decimal;
    return {
      minor,
      currency,
      text: `${amount(minor, thousands, mark, oneDecimal)}${space}${symbols[symbol % symbols.length]}`,
    };
  });

function amount(minor: number, thousands: string, decimal: string, oneDecimal: boolean): string {
  const whole = String(Math.floor(minor / 100)).replace(/\B(?=(\d{3})+$)/g, thousands);
  const rest = String(minor % 100).padStart(2, '0');
  if (rest === '00') return whole;
  return `${whole}${decimal}${oneDecimal && rest.endsWith('0') ? rest[0] : rest}`;
}

describe('every amount in every form', () => {
  test('reads back exactly', () => {
    fc.assert(
      fc.property(written, ({ text, minor, currency }) => {
        expect(readPrice(text)).toEqual({ minor, currency, disagrees: false, understood: true });
      }),
      { numRuns: 2_000 },
    );
  });

  test('reads back exactly beside its conversion, in either order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000 }), fc.constantFrom(...SPACES), (cents, space) => {
        const euro = `${amount(cents, space, ',', false)} €`;
        const lev = `${amount(bgnFromEurCents(cents), space, '.', false)} лв.`;
        expect(readPrice(`${euro} / ${lev}`)).toEqual({
          minor: cents,
          currency: 'EUR',
          disagrees: false,
          understood: true,
        });
        expect(readPrice(`${lev} / ${euro}`)).toMatchObject({
          minor: bgnFromEurCents(cents),
          currency: 'BGN',
          disagrees: false,
        });
      }),
      { numRuns: 2_000 },
    );
  });

  test('no text makes it throw or give an amount without a currency', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...Array.from('0123456789 ., €лв/()')) })),
        (text) => {
          const { minor, currency } = readPrice(text);
          expect(minor === null).toBe(currency === null);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
