import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findRelisted, pairRelisted, type EndedAd, type NewAd } from './relist.js';

const TEXT =
  'Продавам видеокартата си, защото смених платформата. Работи без забележки, почистена и с нова паста. Има кутия и гаранция до март.';
const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
const sketch = {
  model: 'RTX 3060',
  memoryGb: 12,
  title: 'MSI RTX 3060 Gaming X 12GB с гаранция',
  description: TEXT,
  priceEurCents: 22_000,
  photoCount: 4,
  location: 'София, Младост',
};
const ended = (more: Partial<EndedAd> = {}): EndedAd => ({
  ...sketch,
  id: 1,
  firstSeenAt: day(1),
  lastSeenAt: day(9),
  ...more,
});
const fresh = (more: Partial<NewAd> = {}): NewAd => ({ ...sketch, id: 100, firstSeenAt: day(11), ...more });

test('an ad put up again with a lower price and a decorated title is recognised, with the reason', () => {
  const match = findRelisted(fresh({ priceEurCents: 20_900, title: '🔥 MSI RTX 3060 Gaming X 12GB с гаранция!!!' }), [
    ended(),
  ]);
  expect(match).toEqual({
    id: 1,
    score: expect.closeTo(0.95, 5),
    reason: 'description 100 % alike, price 5 % lower, 4 photos as before, same place, 2 days after it ended',
  });
});

test('another text, model, memory, place, photo count or a distant price is another card', () => {
  const others: Partial<NewAd>[] = [
    {
      description:
        'Напълно нова карта от магазин с фактура, две години гаранция, неразпечатана, изпращам навсякъде с преглед',
    },
    { model: 'RTX 3060 Ti' },
    { memoryGb: 8 },
    { location: 'Пловдив' },
    { photoCount: 5 },
    { priceEurCents: 15_000 },
    { priceEurCents: 26_000 },
    { priceEurCents: null },
  ];
  for (const other of others) expect(findRelisted(fresh(other), [ended()])).toBeNull();
});

test('an ad that is still up, or ended over a month ago, is not the one', () => {
  expect(findRelisted(fresh(), [ended({ lastSeenAt: day(12) })])).toBeNull();
  expect(findRelisted(fresh({ firstSeenAt: day(60) }), [ended()])).toBeNull();
});

test('without a description only a long title, word for word, at the same place and price will do', () => {
  const card = { description: null };
  expect(findRelisted(fresh(card), [ended(card)])?.reason).toContain('title 100 % alike');
  expect(
    findRelisted(fresh({ ...card, title: 'RTX 3060 12GB' }), [ended({ ...card, title: 'RTX 3060 12GB' })]),
  ).toBeNull();
  expect(findRelisted(fresh({ ...card, location: null }), [ended({ ...card, location: null })])).toBeNull();
  expect(findRelisted(fresh({ ...card, priceEurCents: 20_000 }), [ended(card)])).toBeNull();
});

test('of an ad put up again and again, the last one is found', () => {
  const chain = [
    ended({ id: 1, firstSeenAt: day(1), lastSeenAt: day(3) }),
    ended({ id: 2, firstSeenAt: day(5), lastSeenAt: day(8) }),
  ];
  expect(findRelisted(fresh(), chain)?.id).toBe(2);
});

test('two ads with one text that were up together are two cards: which of them came back cannot be told', () => {
  expect(findRelisted(fresh(), [ended({ id: 1 }), ended({ id: 2, firstSeenAt: day(4) })])).toBeNull();
});

test('ads that were up at the same moment are two cards, even where one ended when the other began', () => {
  const first = ended({ id: 1, firstSeenAt: day(1), lastSeenAt: day(5) });
  const touching = ended({ id: 2, firstSeenAt: day(5), lastSeenAt: day(8) });
  expect(findRelisted(fresh(), [first, touching])).toBeNull();
  expect(findRelisted(fresh(), [touching, first])).toBeNull();
  const later = ended({ id: 2, firstSeenAt: new Date(day(5).getTime() + 1), lastSeenAt: day(8) });
  expect(findRelisted(fresh(), [first, later])?.id).toBe(2);
});

test.each<[string, Partial<NewAd>, boolean]>([
  ['a quarter lower', { priceEurCents: 16_500 }, true],
  ['more', { priceEurCents: 16_499 }, false],
  ['a tenth higher', { priceEurCents: 24_200 }, true],
  ['more than that', { priceEurCents: 24_201 }, false],
  ['put up as the other ended', { firstSeenAt: day(9) }, true],
  ['before it ended', { firstSeenAt: new Date(day(9).getTime() - 1) }, false],
  ['thirty days later', { firstSeenAt: day(39) }, true],
  ['longer after', { firstSeenAt: new Date(day(39).getTime() + 1) }, false],
])('%s', (_what, over, isSame) => {
  expect(findRelisted(fresh(over), [ended()]) !== null).toBe(isSame);
});

test.each<[string, number, boolean]>([
  ['a twentieth lower', 20_900, true],
  ['more', 20_899, false],
  ['a twentieth higher', 23_100, true],
  ['more than that', 23_101, false],
])('by its title alone, %s', (_what, priceEurCents, isSame) => {
  const card = { description: null };
  expect(findRelisted(fresh({ ...card, priceEurCents }), [ended(card)]) !== null).toBe(isSame);
});

test.each([
  ['RTX 3060 12GB с гаранция', 'RTX 3060 12GB с гаранция', true],
  ['RTX 3060 12GB гаранция', 'RTX 3060 12GB гаранция', false],
  ['RTX 3060 12GB с гаранция', 'RTX 3060 12GB с кутия', false],
])('a title of five words is one that says something: %s', (title, other, isSame) => {
  const match = findRelisted(fresh({ description: null, title }), [ended({ description: null, title: other })]);
  expect(match !== null).toBe(isSame);
});

test('an ended ad that two new ones claim belongs to neither', () => {
  expect([...pairRelisted([fresh()], [ended()]).keys()]).toEqual([100]);
  expect(pairRelisted([fresh(), fresh({ id: 101 })], [ended()]).size).toBe(0);
});

test('whatever the texts, a match is symmetric in its words and never beyond the limits', () => {
  const text = fc.array(fc.constantFrom('карта', 'rtx', '3060', 'gaming', 'нова', 'кутия', '!', '🔥'), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 1, max: 90_000 }), (a, b, price) => {
      const match = findRelisted(fresh({ description: a.join(' '), priceEurCents: price }), [
        ended({ description: b.join(' ') }),
      ]);
      const back = findRelisted(fresh({ description: b.join(' '), priceEurCents: price }), [
        ended({ description: a.join(' ') }),
      ]);
      expect(match).toEqual(back);
      if (match !== null) {
        expect(match.score).toBeGreaterThan(0.5);
        expect(match.score).toBeLessThanOrEqual(1);
      }
    }),
  );
});
