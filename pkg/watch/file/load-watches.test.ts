import { describe, expect, test } from '@jest/globals';
import { MAX_CHANNELS, MAX_WATCHES } from './load-watches.js';
import { faultsOf, GOOD, load, watch } from './testing/watch-files.js';
import { MAX_ALIASES, MAX_CHARACTERS } from './yaml-source.js';

test('channels by name, their secrets from the environment, and watches ready to be evaluated', () => {
  const read = load(GOOD);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  expect([...read.channels]).toEqual([
    ['phone', { type: 'push', url: 'https://ntfy.example/gpus', token: 'tk_s3cret' }],
    ['post', { type: 'letter', to: ['me'] }],
  ]);
  expect(read.watches.map(({ spec }) => spec.name)).toEqual(['cheap 3070', '3080 falls']);
  expect(read.watches[0]?.selection).toMatchObject({ models: ['RTX 3070', 'RTX 3070 Ti'], maxEurCents: 20_000 });
  expect(read.watches[1]?.condition).toMatchObject({ kind: 'price', limitEurCents: 30_000 });
  expect(read.watches[1]?.spec.digest).toEqual({ at: '08:00', time_zone: 'Europe/Sofia' });
});

test('a file may have channels alone, or say that it has nothing', () => {
  expect(load('watches: []')).toEqual({ channels: new Map(), watches: [] });
  expect(faultsOf('channels: { post: { type: letter, to: [me] } }')).toEqual([]);
});

/** In these texts `‸` is where the editor has to jump to. */
function placed(marked: string): { readonly text: string; readonly places: readonly string[] } {
  const parts = marked.split('‸');
  const places = parts.slice(0, -1).map((_, at) => {
    const before = parts
      .slice(0, at + 1)
      .join('')
      .split('\n');
    return `f:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  });
  return { text: parts.join(''), places };
}

describe('a fault is told with its line and column', () => {
  test.each<[string, string, string[]]>([
    ['an empty file', '‸', ['is empty; to have no watches, write "watches: []"']],
    ['a file of comments', '‸# nothing yet\n', ['is empty; to have no watches, write "watches: []"']],
    ['no mapping', '‸- a\n', ['must be a mapping']],
    ['an unknown part', '‸wathces: []\n', ['wathces: is no field here']],
    ['watches that are no list', 'watches: ‸{}\n', ['watches: must be a list']],
    ['an unknown field', watch('when: offer, ‸sellect: {}'), ['watches[0].sellect: is no field here']],
    ['no condition', watch('').replace('- {', '- ‸{'), ['watches[0].when: is missing']],
    [
      'an empty condition, and no channel',
      'watches:\n  - name: a\n    ‸when:\n    notify: ‸[]\n',
      ['watches[0].when: must be one of offer, deal, or must be a mapping', 'watches[0].notify: must not be empty'],
    ],
    [
      'an unknown condition',
      watch('when: ‸ofer'),
      ['watches[0].when: must be one of offer, deal; did you mean "offer"?'],
    ],
    [
      'a setting of the wrong kind',
      watch("when: { price: { below: ‸'3' } }"),
      ['watches[0].when.price.below: must be a number'],
    ],
    ['no limit', watch('when: { price: ‸{} }'), ['watches[0].when.price: needs either below or above']],
    [
      'a number for a text',
      watch('when: offer, select: { models: [‸3070] }'),
      ['watches[0].select.models[0]: must be text: put it in quotes'],
    ],
    [
      'a number for a list of words',
      watch('when: offer, select: { vendor: ‸7 }'),
      ['watches[0].select.vendor: must be one of NVIDIA, AMD, Intel, or must be a list'],
    ],
    [
      'a word among numbers',
      watch('when: offer, select: { memory_gb: [8, ‸ten] }'),
      ['watches[0].select.memory_gb[1]: must be a number'],
    ],
    [
      'less than the least',
      watch('when: { change: { percent: ‸0.5, days: 7 } }'),
      ['watches[0].when.change.percent: must be at least 1'],
    ],
    [
      'more than the most',
      watch('when: offer, again_after_percent: ‸91'),
      ['watches[0].again_after_percent: must be at most 90'],
    ],
    [
      'a text that is too long',
      watch(`when: offer, select: { place: ‸${'x'.repeat(101)} }`),
      ['watches[0].select.place: must have at most 100 characters'],
    ],
    [
      'an unknown card',
      watch('when: offer, select: { models: [‸RTX 3700] }'),
      ['watches[0].select.models[0]: the catalogue has no card called "RTX 3700"; did you mean "RTX 3070"?'],
    ],
    [
      'an unknown family',
      watch('when: offer, select: { families: [‸Geforce 3] }'),
      ['watches[0].select.families[0]: the catalogue has no family called "Geforce 3"; did you mean "GeForce 30"?'],
    ],
    [
      'memory that the card does not have',
      watch('when: offer, select: { models: [RTX 3080], memory_gb: ‸11 }'),
      ['watches[0].select.memory_gb: none of these cards has that memory'],
    ],
    [
      'an unknown channel',
      watch('when: offer').replace('[post]', '[‸pots]'),
      ['watches[0].notify[0]: there is no channel called "pots"; did you mean "post"?'],
    ],
    [
      'an unknown market',
      watch('when: offer, select: { market: ‸olxbg }'),
      ['watches[0].select.market: there is no market "olxbg"; did you mean "olx-bg"?'],
    ],
    [
      'a name twice',
      `${GOOD}  - { name: ‸' cheap 3070', when: deal, notify: [post] }\n`,
      ['watches[2].name: watches[0] is called "cheap 3070" too'],
    ],
    [
      'an unknown kind of channel',
      'channels: { a: { type: ‸puhs } }',
      ['channels.a.type: must be one of push, letter; did you mean "push"?'],
    ],
    ['a channel without a kind', 'channels:\n  a: ‸{}\n', ['channels.a.type: is missing']],
    ['a channel that is none', 'channels:\n  a: ‸b\n', ['channels.a: must be a mapping']],
    ["a channel's own rule", 'channels: { a: { type: push, url: ‸b } }', ['channels.a.url: is no address']],
    [
      'a channel without a name',
      "channels: { ‸'': { type: letter, to: [] } }",
      ['channels.: is no name of a channel: 1 to 100 printable characters'],
    ],
    ['a field twice', 'watches: []\n‸watches: []\n', ['the field is there twice']],
    [
      'what is no YAML',
      'watches: [\n  a: ‸b: c\n‸',
      [
        'Block collections are not allowed within flow collections',
        'Flow sequence in block collection must be sufficiently indented and end with a ]',
      ],
    ],
    ['an alias of nothing', 'watches: ‸*a\n', ['no anchor of this name is above it']],
    ['an alias above its anchor', 'watches: [‸*a, &a b]\n', ['no anchor of this name is above it']],
    ['two documents', 'watches: []\n‸---\nwatches: []\n', ['must be one document']],
  ])('%s', (_what, marked, faults) => {
    const { text, places } = placed(marked);
    expect(faultsOf(text)).toEqual(faults.map((fault, at) => `${places[at] ?? ''}: ${fault}`));
  });

  test('all of them at once, in their order, also of a watch that is wrong in several ways', () => {
    const { text, places } = placed(`channels:
  phone: { type: push, url: ‸no, ‸tokn: x }
watches:
  - name: a
    select: { models: [‸RTX 3700], max_price: ‸-1 }
    when: offer
    notify: [‸fone, ‸phnoe]
  - ‸name: ‸a
    ‸wehn: deal
    notify: [phone]
‸extra: 1
`);
    expect(faultsOf(text).map((fault) => fault.split(': ')[0])).toEqual(places);
  });

  test('the cards of a watch that is wrong elsewhere are looked up all the same', () => {
    expect(faultsOf(watch('when: offer, pause: true, select: { models: [RTX 3700] }'))).toHaveLength(2);
  });

  test('a fault below an alias is at what the alias stands for', () => {
    const { text, places } = placed(
      `${watch('when: offer, select: &s { max_price: ‸no }')}  - { name: b, notify: [post], when: deal, select: *s }\n`,
    );
    expect(faultsOf(text)).toEqual(
      [0, 1].map((at) => `${places[0] ?? ''}: watches[${at}].select.max_price: must be a number`),
    );
  });
});

describe('a file is bounded', () => {
  const fill = (length: number): string => `watches: []\n#${'x'.repeat(length - 13)}`;
  const many = (n: number): string =>
    `channels: { post: { type: letter, to: [me] } }\nwatches:\n${Array.from({ length: n }, (_, at) => `- { name: w${at}, when: deal, notify: [post] }\n`).join('')}`;
  const channels = (n: number): string =>
    `channels:\n${Array.from({ length: n }, (_, at) => `  c${at}: { type: letter, to: [] }\n`).join('')}`;
  const aliases = (n: number): string => `channels: { a: { type: letter, to: [&m me${', *m'.repeat(n)}] } }`;

  test.each<[string, string, string, string]>([
    [
      'characters',
      fill(MAX_CHARACTERS),
      fill(MAX_CHARACTERS + 1),
      `f:1:1: is longer than ${MAX_CHARACTERS} characters`,
    ],
    ['watches', many(MAX_WATCHES), many(MAX_WATCHES + 1), `f:3:1: watches: must have at most ${MAX_WATCHES} entries`],
    [
      'channels',
      channels(MAX_CHANNELS),
      channels(MAX_CHANNELS + 1),
      `f:2:3: channels: must have at most ${MAX_CHANNELS} entries`,
    ],
    ['aliases', aliases(MAX_ALIASES), aliases(MAX_ALIASES + 1), `f:1:1: has more than ${MAX_ALIASES} aliases`],
  ])('in %s', (_what, fits, exceeds, fault) => {
    expect(faultsOf(fits)).toEqual([]);
    expect(faultsOf(exceeds)).toEqual([fault]);
  });

  test('aliases of aliases do not unfold without end, nor does an anchor that holds itself', () => {
    const lines = Array.from(
      { length: 9 },
      (_, at) => `  - &l${at + 1} [${Array<string>(9).fill(`*l${at}`).join(', ')}]`,
    );
    expect(faultsOf(`watches:\n  - &l0 [x]\n${lines.join('\n')}\n`)).toEqual(['f:1:1: its aliases unfold to too much']);
    expect(faultsOf('watches: &a [*a]\n').at(-1)).toMatch(/^f:1:/);
  });

  test('and in depth', () => {
    expect(faultsOf(`watches: ${'['.repeat(100_000)}`).length).toBeGreaterThan(0);
  });
});
