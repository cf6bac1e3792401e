import { expect, test } from '@jest/globals';
import { askedInText } from './asked-in-text.js';

const EUR = (amount: number) => ({ minor: Math.round(amount * 100), currency: 'EUR' });
const BGN = (amount: number) => ({ minor: Math.round(amount * 100), currency: 'BGN' });

test.each([
  ['RTX 3070 230 €', EUR(230)],
  ['RTX 3070 - €229,99', EUR(229.99)],
  ['RX 580 150 лв', BGN(150)],
  ['RTX 4090 1 200 евро', EUR(1_200)],
  ['RTX 4090 1.200 €', EUR(1_200)],
  ['RTX 3060 300,- €', EUR(300)],
  ['RTX 3060 12GB 300 € / 586.75 лв.', EUR(300)],
  ['RTX 3060\nЦена: 450 лв.', BGN(450)],
  ['RTX 3060\nцената е 230 евро, без коментар', EUR(230)],
  ['RTX 3060\nprice 230 eur', EUR(230)],
])('the price in "%s"', (text, money) => {
  expect(askedInText(text)).toEqual(money);
});

test.each([
  ['a number without a currency', 'RTX 3070 230'],
  ['two prices that are not one', 'RTX 3070 230 €, RTX 3080 300 €'],
  ['a price per thing in the text that is not said to be the price', 'RTX 3070\nкупена за 900 лв. от магазин'],
  ['a word that only begins like a currency', 'RTX 3070 8 левски'],
  ['part of a longer number', 'код 1234567 лв'],
  ['nothing', '0 €'],
])('no price in %s', (_, text) => {
  expect(askedInText(text)).toBeNull();
});

test('the title is believed before the text, and what stands beyond the bound is not read', () => {
  expect(askedInText('RTX 3070 230 €\nцена 300 €')).toEqual(EUR(230));
  expect(askedInText(`RTX 3070\n${'а'.repeat(5_000)} цена 300 €`)).toBeNull();
});

test('a hostile text costs no time', () => {
  const started = process.cpuUsage().user;
  for (const piece of ['1 ', '1.', 'цена ', '12 345', '€1 ']) askedInText(piece.repeat(100_000));
  expect((process.cpuUsage().user - started) / 1_000).toBeLessThan(250);
});
