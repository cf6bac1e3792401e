import { expect, test } from '@jest/globals';
import type { Books, TermBooks } from '../listing/books.js';
import type { SearchOutcome } from '../listing/cycle.js';
import { incompleteBecause } from './completeness.js';

function books(term: Partial<TermBooks>, over: Partial<Books> = {}): Books {
  return {
    ...{
      cards: 0,
      seen: 1_000,
      duplicates: 0,
      padding: 0,
      parsed: 0,
      unparsed: 0,
      accepted: 0,
      review: 0,
      rejected: {},
    },
    ...{ pages: 0, adPages: { planned: 0, read: 0, gone: 0, unread: 0 }, disagreements: 0, miscounts: [] },
    terms: [
      {
        ...{ term: 'rtx', announcedBySite: 1_000, announced: 1_000, seen: 1_000, unreached: 0, unexplained: 0 },
        ...{ outcomes: ['exhausted'], ...term },
      },
    ],
    ...over,
  };
}

test.each<[string, Books, boolean]>([
  ['everything that was announced was seen', books({}), true],
  ['more was seen than announced', books({ seen: 1_100 }), true],
  ['2 % were not: ads end while we read', books({ seen: 980 }), true],
  ['one more', books({ seen: 979 }), false],
  [
    'of a split search 10 %: prices ranges have no ad without a price',
    books({ seen: 900, outcomes: ['exhausted', 'split'] }),
    true,
  ],
  ['one more of a split search', books({ seen: 899, outcomes: ['exhausted', 'split'] }), false],
  ['of few ads, two', books({ announced: 10, seen: 8 }), true],
  ['of few ads, three', books({ announced: 10, seen: 7 }), false],
  ['1 % of the cards could not be read', books({}, { unparsed: 10 }), true],
  ['one card more', books({}, { unparsed: 11 }), false],
])('%s', (_rule, of, complete) => {
  expect(incompleteBecause(of).length === 0).toBe(complete);
});

test.each<[SearchOutcome, boolean]>([
  ['exhausted', true],
  ['split', true],
  ['page-limit', false],
  ['window', false],
  ['unrecognised', false],
])('a search that ended as %s', (outcome, complete) => {
  expect(incompleteBecause(books({ outcomes: [outcome] })).length === 0).toBe(complete);
});

test('why is said in words and numbers', () => {
  expect(incompleteBecause(books({ seen: 900, outcomes: ['exhausted'] }))).toEqual([
    '"rtx": 100 of 1000 ads were not reached',
  ]);
  expect(incompleteBecause(books({ outcomes: ['exhausted', 'page-limit'] }))).toEqual(['"rtx": page-limit']);
});
