import { describe, expect, test } from '@jest/globals';
import type { Change, Circumstances, ListingState, ListingStatus, Observation } from './change.js';
import { changesOf } from './changes-of.js';

const TEXT = {
  ...{
    rawAdId: 1,
    url: 'https://market.test/1',
    title: 'RTX 3060',
    negotiable: false,
    location: 'София',
    photoCount: 3,
  },
};
const CARD = { model: 'RTX 3060', memoryGb: 12, review: null, flags: [] };
const OFFER = { price: { minor: 25_000, currency: 'EUR' }, priceText: '250 €', condition: 'used' } as const;
const LISTING: ListingState = { status: 'active', ...TEXT, ...CARD, ...OFFER };
const SEEN = { kind: 'card', ...TEXT, ...CARD, ...OFFER } as const satisfies Observation;

const told = (changes: readonly Change[]): string[] => changes.map(({ action, whyCode }) => `${action} ${whyCode}`);
const changes = (
  listing: Partial<ListingState> | null,
  seen: Observation,
  over: Partial<Circumstances> = {},
): Change[] => changesOf(listing && { ...LISTING, ...listing }, seen, { complete: true, source: 'publish', ...over });

const RECALLED: Observation = { kind: 'recalled-card', ...CARD };
const WITHDRAW = ['withdraw rejected'];

describe('what is observed of a listing moves it on', () => {
  test.each<[ListingStatus | null, Record<Observation['kind'], readonly string[]>]>([
    [
      null,
      {
        ...{
          card: ['add first-seen'],
          rejected: [],
          'recalled-card': [],
          'recalled-rejected': [],
          absent: [],
          gone: [],
        },
        past: ['add imported', 'end not-known-after'],
      },
    ],
    [
      'active',
      {
        ...{ card: [], rejected: WITHDRAW, 'recalled-card': [], 'recalled-rejected': WITHDRAW },
        ...{ absent: ['miss absent-once'], gone: ['end site-says-gone'], past: [] },
      },
    ],
    [
      'missing',
      {
        ...{ card: ['return seen-again'], rejected: WITHDRAW, 'recalled-card': [], 'recalled-rejected': WITHDRAW },
        ...{ absent: ['end absent-twice'], gone: ['end site-says-gone'], past: [] },
      },
    ],
    [
      'gone',
      {
        ...{ card: ['return seen-again'], rejected: WITHDRAW, 'recalled-card': [], 'recalled-rejected': WITHDRAW },
        ...{ absent: [], gone: [], past: [] },
      },
    ],
    [
      'withdrawn',
      {
        ...{ card: ['restore accepted-again'], rejected: [], 'recalled-card': [], 'recalled-rejected': [] },
        ...{ absent: [], gone: [], past: [] },
      },
    ],
  ])('%s', (status, expected) => {
    const observations: Observation[] = [
      ...[
        SEEN,
        RECALLED,
        { ...SEEN, kind: 'past' as const },
        { kind: 'rejected' as const, reason: 'laptop' as const, ...TEXT },
      ],
      ...[{ kind: 'recalled-rejected' as const, reason: 'laptop' as const }],
      ...[{ kind: 'absent' as const }, { kind: 'gone' as const }],
    ];
    const listing = status && { status };
    const after = observations.map((seen) => [seen.kind, told(changes(listing, seen))]);
    expect(Object.fromEntries(after)).toEqual(expected);
  });

  test.each<ListingStatus>(['active', 'missing', 'gone', 'withdrawn'])(
    'an absence from an incomplete cycle says nothing of what is %s; a page that is gone does',
    (status) => {
      expect(changes({ status }, { kind: 'absent' }, { complete: false })).toEqual([]);
      const isOver = status === 'gone' || status === 'withdrawn';
      expect(told(changes({ status }, { kind: 'gone' }, { complete: false }))).toEqual(
        isOver ? [] : ['end site-says-gone'],
      );
    },
  );

  test('a withdrawn one that is not on the market is not judged anew, whatever it is taken for', () => {
    expect(changes({ status: 'withdrawn' }, { kind: 'recalled-card', ...CARD, model: 'RTX 4070' })).toEqual([]);
  });

  test('the reason of a rejection and of a doubt is told', () => {
    const rejected: Observation = { kind: 'recalled-rejected', reason: 'laptop' };
    expect(changes({}, rejected)[0]?.why).toBe('rejected: laptop');
    expect(changes({}, { ...RECALLED, review: 'weak-evidence' })[0]?.why).toBe('in doubt: weak-evidence');
    expect(changes({ review: 'weak-evidence' }, RECALLED)[0]?.why).toBe('no longer in doubt');
  });
});

test.each<[string, Partial<Circumstances>, Partial<typeof SEEN> & { seenBefore?: boolean }, string]>([
  ['by a cycle, for the first time', { source: 'publish' }, {}, 'add first-seen'],
  ['by a cycle that had seen it rejected', { source: 'publish' }, { seenBefore: true }, 'add seen-before'],
  ['by a cycle that had not', { source: 'publish' }, { seenBefore: false }, 'add first-seen'],
  ['by newer rules', { source: 'replay' }, { seenBefore: true }, 'add newer-rules'],
  ['by a label', { source: 'label' }, { seenBefore: true }, 'add labelled'],
  ['by an import', { source: 'import' }, {}, 'add first-seen'],
])('accepted %s', (_what, circumstances, seen, expected) => {
  const [added, ...rest] = changes(null, { ...SEEN, ...seen }, circumstances);
  expect(told([added!])).toEqual([expected]);
  expect(rest).toEqual([]);
  expect([added?.before, added?.after]).toEqual([null, LISTING]);
});

test('what another program saw once is a listing that has ended', () => {
  const [added, ended] = changes(null, { ...SEEN, kind: 'past' }, { source: 'import' });
  expect([added?.before, added?.after]).toEqual([null, LISTING]);
  expect([ended?.before, ended?.after]).toEqual([LISTING, { ...LISTING, status: 'gone' }]);
});

describe('a card that is seen as something else', () => {
  const on = { listing: {}, seen: {} } satisfies { listing: Partial<ListingState>; seen: Partial<ListingState> };
  test.each<[string, { listing?: Partial<ListingState>; seen?: Partial<ListingState> }, readonly string[]]>([
    ['nothing differs', on, []],
    ['another model under the same title', { seen: { model: 'RTX 4070' } }, ['remodel another-card']],
    ['another memory under the same title', { seen: { memoryGb: 8 } }, ['remodel another-card']],
    ['another model and title', { seen: { model: 'RTX 4070', title: 'x' } }, ['remodel became-another-card']],
    ['another memory and title', { seen: { memoryGb: 8, title: 'x' } }, ['remodel became-another-card']],
    ['a title that says the memory', { listing: { memoryGb: null }, seen: { title: 'x' } }, ['remodel another-card']],
    ['a title that says no memory', { seen: { memoryGb: null, title: 'x' } }, ['remodel another-card']],
    ['another title alone', { seen: { title: 'x' } }, ['edit other-words']],
    ['in doubt', { seen: { review: 'weak-evidence' } }, ['review in-doubt']],
    ['out of doubt', { listing: { review: 'weak-evidence' } }, ['review out-of-doubt']],
    ['another doubt', { listing: { review: 'weak-evidence' }, seen: { review: 'contradiction' } }, ['review in-doubt']],
    ['a flag', { seen: { flags: ['mined'] } }, ['reflag other-state']],
    ['another condition', { seen: { condition: 'new' } }, ['reflag other-state']],
    ['a flag and a condition', { seen: { flags: ['mined'], condition: 'new' } }, ['reflag other-state']],
    ['another price', { seen: { price: { minor: 25_001, currency: 'EUR' } } }, ['reprice other-price']],
    ['the same price in lev', { seen: { price: { minor: 48_896, currency: 'BGN' } } }, ['edit other-words']],
    ['the same price, written otherwise', { seen: { priceText: '250,00 €' } }, ['edit other-words']],
    ['another page of it', { seen: { rawAdId: 2 } }, ['edit other-words']],
    ['another address', { seen: { url: 'https://market.test/2' } }, ['edit other-words']],
    ['negotiable now', { seen: { negotiable: true } }, ['edit other-words']],
    ['another place', { seen: { location: null } }, ['edit other-words']],
    ['another photo', { seen: { photoCount: 4 } }, ['edit other-words']],
    [
      'all at once, and back',
      {
        listing: { status: 'gone' },
        seen: {
          model: 'x',
          title: 'x',
          review: 'weak-evidence',
          flags: ['mined'],
          price: { minor: 1, currency: 'EUR' },
        },
      },
      [
        ...['return seen-again', 'remodel became-another-card', 'review in-doubt', 'reflag other-state'],
        'reprice other-price',
      ],
    ],
  ])('%s', (_what, { listing = {}, seen = {} }, expected) => {
    const made = changes(listing, { ...SEEN, ...seen });
    expect(told(made)).toEqual(expected);
    // Each goes on from the one before, and the last is all that was seen.
    for (const [index, change] of made.entries())
      expect(change.before).toEqual(index === 0 ? { ...LISTING, ...listing } : made[index - 1]?.after);
    if (made.length > 0) expect(made.at(-1)?.after).toEqual({ ...LISTING, ...seen });
  });

  test('its words come with the first change and need none of their own', () => {
    const [first] = changes({ status: 'missing' }, { ...SEEN, title: 'x', model: 'RTX 4070' });
    expect(first?.after).toEqual({ ...LISTING, title: 'x' });
  });

  test('an ad that is rejected keeps its price and its card, and takes on its new words', () => {
    const rejected: Observation = { kind: 'rejected', reason: 'laptop', ...TEXT, title: 'лаптоп' };
    expect(changes({}, rejected).map(({ after }) => after)).toEqual([
      { ...LISTING, status: 'withdrawn', title: 'лаптоп' },
    ]);
    expect(told(changes({ status: 'withdrawn' }, rejected))).toEqual(['edit other-words']);
  });

  test.each<[string, Partial<ListingState>, readonly string[]]>([
    ['another model: its title is the one it had', { model: 'RTX 4070' }, ['remodel another-card']],
    ['a flag: its condition is the one it had', { flags: ['mined'] }, ['reflag other-state']],
  ])('judged again from memory: %s', (_what, card, expected) => {
    const made = changes({}, { kind: 'recalled-card', ...CARD, ...card });
    expect(told(made)).toEqual(expected);
    expect(made.at(-1)?.after).toEqual({ ...LISTING, ...card });
  });
});
