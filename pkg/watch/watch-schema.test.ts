import { expect, test } from '@jest/globals';
import { loadCatalog } from '../catalog/index.js';
import { compileWatch } from './compile-watch.js';
import { kindOf, WATCH_KINDS, WatchSchema } from './watch-schema.js';

const LEAST = { name: 'cheap', when: 'offer', notify: ['phone'] };

/** What is wrong with it, as paths. */
function faultsOf(input: unknown): string[] {
  const read = WatchSchema.safeParse(input);
  if (!read.success) return read.error.issues.map(({ path }) => path.join('.'));
  const compiled = compileWatch(read.data, loadCatalog());
  return 'faults' in compiled ? compiled.faults.map(({ path, message }) => `${path.join('.')}: ${message}`) : [];
}

test('a watch of a name, a condition and a channel has every other field by default', () => {
  expect(WatchSchema.parse(LEAST)).toEqual({
    ...{ ...LEAST, select: {}, again_after_percent: 5, initial: 'summary', suspicious: 'exclude', paused: false },
  });
});

test.each<[string, object, string[]]>([
  ['no channel', { notify: [] }, ['notify']],
  ['a channel twice', { notify: ['phone', 'phone'] }, ['notify']],
  ['an unknown field', { sellect: {} }, ['']],
  ['prices the wrong way round', { select: { min_price: 200, max_price: 100 } }, ['select.min_price']],
  ['one price only', { select: { min_price: 100, max_price: 100 } }, []],
  ['no condition at all', { when: {} }, ['when']],
  ['two conditions', { when: { lowest: { days: 7 }, scraper: {} } }, ['when']],
  ['both limits', { when: { price: { below: 1, above: 2 } } }, ['when.price']],
  ['a percent beyond its bounds', { again_after_percent: 90.1 }, ['again_after_percent']],
  ['the highest percent', { again_after_percent: 90 }, []],
  ['a place for a price', { when: { price: { below: 300 } }, select: { place: 'Sofia' } }, ['select.place']],
  ['a card for a scraper', { when: { scraper: {} }, select: { models: ['3070'] } }, ['select.models']],
  ['an hour that no clock shows', { digest: { at: '24:00' } }, ['digest.at']],
  ['an unknown zone', { digest: { at: '08:00', time_zone: 'Europe/Nowhere' } }, ['digest.time_zone']],
  ['a name with a line break', { name: 'a\nb' }, ['name']],
  [
    'cards and families that do not exist, all at once',
    { select: { models: ['3070', 'RTX 9999'], families: ['GeForce 31'] } },
    [
      'select.models.1: the catalogue has no card called "RTX 9999"',
      'select.families.0: the catalogue has no family called "GeForce 31"; did you mean "GeForce 30"?',
    ],
  ],
  [
    'a vendor who makes none of the cards',
    { select: { models: ['3070'], vendor: 'AMD' } },
    ['select.vendor: has none of these cards'],
  ],
])('a watch with %s', (_name, fields, paths) => {
  expect(faultsOf({ ...LEAST, ...fields })).toEqual(paths);
});

test('spellings, families and vendors become names of the catalogue; euros become cents, words lower case', () => {
  const select = {
    models: ['3070ti', 'RTX 3080'],
    memory_gb: 10,
    max_price: 199.99,
    place: 'София',
    exclude_words: ['Лаптоп'],
    vendor: 'NVIDIA',
  };
  const compiled = compileWatch(WatchSchema.parse({ ...LEAST, select }), loadCatalog());
  expect(compiled).toMatchObject({
    condition: { kind: 'offer' },
    selection: {
      ...{ models: ['RTX 3070 Ti', 'RTX 3080'], memoryGb: [10], minEurCents: null, maxEurCents: 19_999 },
      ...{ places: ['софия'], excludeWords: ['лаптоп'], conditions: null, suspicious: false },
    },
  });
});

test('a family is all its cards, and a vendor all of his', () => {
  const models = (select: object): readonly string[] | null => {
    const compiled = compileWatch(WatchSchema.parse({ ...LEAST, select }), loadCatalog());
    return 'selection' in compiled ? compiled.selection.models : null;
  };
  expect(models({ families: ['geforce 30'] })).toEqual(expect.arrayContaining(['RTX 3060', 'RTX 3090']));
  expect(models({ families: ['geforce 30'] })).not.toContain('RTX 4060');
  expect(models({ vendor: 'Intel' })).toContain('Arc A770');
  expect(models({ families: ['GeForce 30', 'Arc A'], vendor: 'Intel' })).not.toContain('RTX 3060');
  expect(models({})).toBeNull();
});

test.each([
  [
    { price: { above: 300 } },
    { kind: 'price', direction: 'above', limitEurCents: 30_000, rearmPercent: 3, cooldownHours: 24 },
  ],
  [
    { price: { below: 0.1, rearm_percent: 5, cooldown_hours: 0 } },
    { kind: 'price', direction: 'below', limitEurCents: 10, rearmPercent: 5, cooldownHours: 0 },
  ],
  [
    { change: { percent: 10, days: 7 } },
    { kind: 'change', percent: 10, days: 7, direction: 'either', cooldownHours: 24 },
  ],
  [{ lowest: { days: 30 } }, { kind: 'lowest', days: 30, againAfterPercent: 7, cooldownHours: 24 }],
  [{ scraper: { stale_hours: 12 } }, { kind: 'scraper', staleHours: 12 }],
  ['deal', { kind: 'deal' }],
])('when: %j', (when, condition) => {
  const spec = WatchSchema.parse({ ...LEAST, when, again_after_percent: 7 });
  expect(compileWatch(spec, loadCatalog())).toMatchObject({ condition });
  expect(WATCH_KINDS).toContain(kindOf(spec.when));
  expect(kindOf(spec.when)).toBe(condition.kind);
});
