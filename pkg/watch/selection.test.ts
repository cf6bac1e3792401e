import { expect, test } from '@jest/globals';
import { isSelected, type Selection, type WatchedOffer } from './selection.js';

const ALL: Selection = {
  ...{ models: null, memoryGb: null, minEurCents: null, maxEurCents: null, places: null, excludeWords: [] },
  ...{ conditions: null, excludeFlags: [], requireFlags: [], market: null, suspicious: false },
};
const OFFER: WatchedOffer = {
  ...{ market: 'demo', status: 'active', model: 'RTX 3070', memoryGb: 8, priceEurCents: 20_000, review: null },
  ...{
    title: 'Видеокарта RTX 3070',
    location: 'гр. София, Младост',
    condition: 'used',
    flags: ['mined'],
    suspicious: false,
  },
};

test.each<[string, Partial<Selection>, Partial<WatchedOffer>, boolean]>([
  ['everything, by default', {}, {}, true],
  ['not what is off the market', {}, { status: 'missing' }, false],
  ['not what is in doubt', {}, { review: 'weak-evidence' }, false],
  ['nor when suspicious ones are asked for', { suspicious: true }, { review: 'weak-evidence' }, false],
  ['not what has no euro amount', {}, { priceEurCents: null }, false],
  ['not what is too cheap to be true', {}, { suspicious: true }, false],
  ['unless it is asked for', { suspicious: true }, { suspicious: true }, true],
  ['a model of the list', { models: ['RTX 3070', 'RTX 3080'] }, {}, true],
  ['no other model', { models: ['RTX 3070 Ti'] }, {}, false],
  ['a memory of the list', { memoryGb: [8, 12] }, {}, true],
  ['no other memory', { memoryGb: [12] }, {}, false],
  ['not a memory that is not known', { memoryGb: [8] }, { memoryGb: null }, false],
  ['the lowest price itself', { minEurCents: 20_000 }, {}, true],
  ['not a cent below it', { minEurCents: 20_001 }, {}, false],
  ['the highest price itself', { maxEurCents: 20_000 }, {}, true],
  ['not a cent above it', { maxEurCents: 19_999 }, {}, false],
  ['part of the place, whatever the case', { places: ['софия'] }, {}, true],
  ['one of several places', { places: ['пловдив', 'софия'] }, {}, true],
  ['no other place', { places: ['пловдив'] }, {}, false],
  ['not where no place is named', { places: ['софия'] }, { location: null }, false],
  ['no excluded word, whatever the case', { excludeWords: ['лаптоп', 'видеокарта'] }, {}, false],
  ['words that are not in the title exclude nothing', { excludeWords: ['лаптоп'] }, {}, true],
  ['a condition of the list', { conditions: ['new', 'used'] }, {}, true],
  ['no other condition', { conditions: ['new'] }, {}, false],
  ['not a condition that is not said, when one is asked for', { conditions: ['used'] }, { condition: null }, false],
  ['a condition that is not said, when none is', {}, { condition: null }, true],
  ['nothing damaged', {}, { condition: 'damaged' }, false],
  ['damaged when it is asked for', { conditions: ['damaged'] }, { condition: 'damaged' }, true],
  ['none of the excluded flags', { excludeFlags: ['repaired', 'mined'] }, {}, false],
  ['other flags than the excluded', { excludeFlags: ['repaired'] }, {}, true],
  ['all the required flags', { requireFlags: ['mined'] }, {}, true],
  ['not with one of them missing', { requireFlags: ['mined', 'boxed'] }, {}, false],
  ['its market', { market: 'demo' }, {}, true],
  ['no other market', { market: 'olx-bg' }, {}, false],
])('selects %s', (_name, selection, offer, expected) => {
  expect(isSelected({ ...ALL, ...selection }, { ...OFFER, ...offer })).toBe(expected);
});
