import { expect, test } from '@jest/globals';
import { booksOf, checkBooks, type Books, type CycleCount, type SearchCount } from './books.js';

const SEARCH: SearchCount = {
  ...{ term: 'rtx', isRange: false, outcome: 'exhausted', announced: 100, unread: 0 },
  ...{ cards: 110, padding: 5, unparsed: 2, repeats: 3, disagreements: 0, pages: 3, ads: 100 },
};

/** A search of its own and one that repeats ten of its ads; everything agrees. */
const COUNT: CycleCount = {
  searches: [SEARCH, { ...SEARCH, term: 'gtx', cards: 50, padding: 0, unparsed: 0, repeats: 0, pages: 2, ads: 50 }],
  ...{ pages: 5, ads: 140, adsOfSearches: 140, accepted: 90, review: 10, rejected: { laptop: 30, part: 10 } },
  adPages: { planned: 40, read: 30, gone: 4, unread: 1 },
  terms: [
    { term: 'rtx', ads: 100, onlyInRanges: 0 },
    { term: 'gtx', ads: 50, onlyInRanges: 0 },
  ],
};

const withSearch = (over: Partial<SearchCount>): CycleCount => ({
  ...COUNT,
  searches: [{ ...SEARCH, ...over }, ...COUNT.searches.slice(1)],
});

test('what every party counted alike balances', () => {
  const books = booksOf(COUNT);
  expect(checkBooks(books)).toEqual([]);
  expect(books).toMatchObject({
    cards: 160,
    seen: 142,
    duplicates: 13,
    padding: 5,
    parsed: 140,
    unparsed: 2,
    pages: 5,
    adPages: { planned: 40, read: 30, gone: 4, unread: 1 },
  });
});

test.each<[string, CycleCount]>([
  ['a card that the parser saw and nobody took', withSearch({ cards: 111 })],
  ['a card too few', withSearch({ cards: 109 })],
  ['padding left out', withSearch({ padding: 0 })],
  ['unparsed cards left out', withSearch({ unparsed: 0 })],
  ['a repeat that was not noticed', withSearch({ repeats: 2 })],
  ['an ad of a search that was not stored', withSearch({ ads: 99 })],
  ['an ad of a search that was stored twice', withSearch({ ads: 101 })],
  ['a page turned twice', withSearch({ pages: 4 })],
  ['a page of the cycle too many', { ...COUNT, pages: 6 }],
  ['an ad of the cycle that no search saw', { ...COUNT, ads: 141, accepted: 91 }],
  ['an ad of a search that the cycle lost', { ...COUNT, adsOfSearches: 141 }],
  ['an ad that was not judged', { ...COUNT, accepted: 89 }],
  ['an ad that was judged twice', { ...COUNT, rejected: { laptop: 31, part: 10 } }],
  ['an ad in review that is not counted', { ...COUNT, review: 9 }],
])('%s is a fault', (_what, count) => {
  expect(checkBooks(booksOf(count))).not.toEqual([]);
});

test.each<[string, CycleCount, readonly string[]]>([
  [
    'of one search and of all',
    withSearch({ cards: 111 }),
    [
      'cards of "rtx" = ads stored + repeats + padding + unparsed: 111 is not 110',
      'cards = seen + duplicates + padding: 161 is not 160',
    ],
  ],
  [
    'of one search, made good by another',
    {
      ...withSearch({ cards: 111 }),
      searches: [
        { ...SEARCH, cards: 111 },
        { ...COUNT.searches[1]!, cards: 49 },
      ],
    },
    [
      'cards of "rtx" = ads stored + repeats + padding + unparsed: 111 is not 110',
      'cards of "gtx" = ads stored + repeats + padding + unparsed: 49 is not 50',
    ],
  ],
  ['of pages', { ...COUNT, pages: 6 }, ['pages of the cycle = pages of its searches: 6 is not 5']],
  ['of ads', { ...COUNT, adsOfSearches: 139 }, ['ads of the cycle = different ads of its searches: 140 is not 139']],
])('a fault is told with both counts: %s', (_what, count, faults) => {
  expect(checkBooks(booksOf(count))).toEqual(faults);
});

const BOOKS = booksOf(COUNT);

test.each<[string, Partial<Books>, readonly string[]]>([
  ['cards', { cards: 161 }, ['cards = seen + duplicates + padding: 161 is not 160']],
  ['duplicates', { duplicates: 14 }, ['cards = seen + duplicates + padding: 160 is not 161']],
  ['padding', { padding: 4 }, ['cards = seen + duplicates + padding: 160 is not 159']],
  ['unparsed', { unparsed: 3 }, ['seen = parsed + unparsed: 142 is not 143']],
  ['accepted', { accepted: 91 }, ['parsed = accepted + review + rejected: 140 is not 141']],
  ['review', { review: 11 }, ['parsed = accepted + review + rejected: 140 is not 141']],
  ['rejected', { rejected: { laptop: 30 } }, ['parsed = accepted + review + rejected: 140 is not 130']],
  ['as many pages of ads as planned', { adPages: { planned: 35, read: 30, gone: 4, unread: 1 } }, []],
  [
    'one more',
    { adPages: { planned: 34, read: 30, gone: 4, unread: 1 } },
    ['pages of ads opened, 35, are more than the 34 planned'],
  ],
  ['what was counted differently', { miscounts: ['ads: 1 is not 2'] }, ['ads: 1 is not 2']],
])('stored books are checked: %s', (_what, over, faults) => {
  expect(checkBooks({ ...BOOKS, ...over })).toEqual(faults);
});

test('a term has the unreadable cards of all its searches, and each of their outcomes once', () => {
  const range = { ...SEARCH, isRange: true };
  const searches = [
    { ...range, unparsed: 3, outcome: 'window' as const, announced: 7, unread: 1 },
    { ...SEARCH, outcome: 'split' as const, announced: 300, unread: 190 },
    { ...range, unparsed: 0, outcome: null },
    { ...range, unparsed: 0, outcome: 'window' as const },
  ];
  const terms = [{ term: 'rtx', ads: 150, onlyInRanges: 50 }];
  expect(booksOf({ ...COUNT, searches, terms }).terms).toEqual([
    {
      ...{ term: 'rtx', announcedBySite: 300, announced: 300, seen: 155, unreached: 140, unexplained: 5 },
      outcomes: ['split', 'window'],
    },
  ]);
  const uncounted = searches.map((search) => ({ ...search, announced: null }));
  expect(booksOf({ ...COUNT, searches: uncounted, terms }).terms).toMatchObject([
    { announcedBySite: null, announced: 295, unexplained: 0 },
  ]);
});

/** A search over the window with the ads that only its ranges showed. */
function termOf(over: Partial<SearchCount>, onlyInRanges: number, ads = 40 + onlyInRanges) {
  const whole = { ...SEARCH, unparsed: 0, ...over };
  return booksOf({
    ...COUNT,
    searches: [whole, { ...whole, isRange: true }],
    terms: [{ term: 'rtx', ads, onlyInRanges }],
  }).terms[0]!;
}

test.each([
  ['all behind the window was reached by ranges', termOf({ announced: 300, unread: 260 }, 260), 0, 0],
  ['some of it was', termOf({ announced: 300, unread: 260 }, 200), 60, 0],
  ['ranges reached more than was announced', termOf({ announced: 300, unread: 260 }, 270), 0, -10],
  ['the pages read showed less than announced', termOf({ announced: 300, unread: 200 }, 200), 0, 60],
  ['the site gives no count', termOf({ announced: null, unread: 0 }, 10), 0, 0],
])('unreached is what stands on pages that were not read: %s', (_what, term, unreached, unexplained) => {
  expect(term).toMatchObject({ unreached, unexplained });
  expect(term.announced).toBe(term.seen + term.unreached + term.unexplained);
});
