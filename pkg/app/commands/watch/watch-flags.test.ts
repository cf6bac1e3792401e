import { Command } from 'commander';
import { expect, test } from '@jest/globals';
import { InvalidInputError } from '../../../errors/app-error.js';
import { addWatchFlags, watchOf, type WatchFlags } from './watch-flags.js';

function flagsOf(args: readonly string[]): WatchFlags {
  const command = addWatchFlags(new Command('add'))
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return command.parse([...args], { from: 'user' }).opts<WatchFlags>();
}
const specOf = (...args: string[]) => watchOf(flagsOf([...args, '--notify', 'phone']), undefined).spec;
function faultsOf(args: readonly string[], channels?: readonly string[]): readonly string[] {
  try {
    watchOf(flagsOf(args), channels);
    return [];
  } catch (err) {
    if (!(err instanceof InvalidInputError)) throw err;
    return err.faults.length > 0 ? err.faults : [err.message];
  }
}

test('without a condition a watch waits for offers, of all cards', () => {
  expect(specOf()).toMatchObject({ name: 'offers of all cards', when: 'offer', select: {}, notify: ['phone'] });
});

test.each<[string[], object, string]>([
  [
    ['--model', 'RTX 3070, 3070 ti', '--max-price', '200'],
    { models: ['RTX 3070', '3070 ti'], max_price: 200 },
    'offers of RTX 3070, 3070 ti up to 200 €',
  ],
  [
    ['--model', 'RTX 3070', '--model', 'RTX 3080'],
    { models: ['RTX 3070', 'RTX 3080'] },
    'offers of RTX 3070, RTX 3080',
  ],
  [
    ['--family', 'GeForce 30', '--min-price', '100,50'],
    { families: ['GeForce 30'], min_price: 100.5 },
    'offers of GeForce 30 from 100.50 €',
  ],
  [
    ['--vendor', 'AMD,Intel', '--memory', '8,16'],
    { vendor: ['AMD', 'Intel'], memory_gb: [8, 16] },
    'offers of AMD, Intel cards with 8 or 16 GB',
  ],
  [['--min-price', '1', '--max-price', '2'], { min_price: 1, max_price: 2 }, 'offers of all cards from 1 € to 2 €'],
  [['--place', 'Sofia', '--exclude-word', 'box'], { place: ['Sofia'], exclude_words: ['box'] }, 'offers of all cards'],
  [
    ['--condition', 'used,new', '--market', 'olx-bg'],
    { condition: ['used', 'new'], market: 'olx-bg' },
    'offers of all cards',
  ],
  [
    ['--exclude-flag', 'mined', '--require-flag', 'boxed'],
    { exclude_flags: ['mined'], require_flags: ['boxed'] },
    'offers of all cards',
  ],
])('%j selects %j', (args, select, name) => {
  expect(specOf(...args)).toMatchObject({ select, name, when: 'offer' });
});

test.each<[string[], unknown, string]>([
  [['--deal'], 'deal', 'deals on all cards'],
  [['--price-below', '300'], { price: { below: 300 } }, 'price of all cards below 300 €'],
  [['--price-above', '300'], { price: { above: 300 } }, 'price of all cards above 300 €'],
  [
    ['--change', '10', '--days', '7'],
    { change: { percent: 10, days: 7, direction: 'either' } },
    'price of all cards moves by 10 % in 7 days',
  ],
  [
    ['--change', '10', '--days', '7', '--direction', 'down'],
    { change: { direction: 'down' } },
    'price of all cards falls by 10 % in 7 days',
  ],
  [
    ['--change', '10', '--days', '7', '--direction', 'up'],
    { change: { direction: 'up' } },
    'price of all cards rises by 10 % in 7 days',
  ],
  [['--lowest', '--days', '30'], { lowest: { days: 30 } }, 'price of all cards is the lowest of 30 days'],
  [['--stale-hours', '12'], { scraper: { stale_hours: 12 } }, 'any market is not read for 12 hours'],
  [['--stale-hours', '12', '--market', 'demo'], { scraper: { stale_hours: 12 } }, 'demo is not read for 12 hours'],
])('%j waits for %j', (args, when, name) => {
  expect(specOf(...args)).toMatchObject(typeof when === 'string' ? { when, name } : { when: when as object, name });
});

test('the rest of a watch', () => {
  const args = [
    '--digest',
    '08:00',
    '--time-zone',
    'Europe/Sofia',
    '--again-after-percent',
    '10',
    '--initial',
    'silent',
  ];
  expect(specOf(...args, '--suspicious', '--paused', '--name', 'x')).toMatchObject({
    ...{ name: 'x', digest: { at: '08:00', time_zone: 'Europe/Sofia' }, again_after_percent: 10, initial: 'silent' },
    ...{ suspicious: 'include', paused: true },
  });
});

test.each<[string[], string[]]>([
  [[], ['--notify: is missing']],
  [['--notify', 'fone'], ['--notify: there is no channel called "fone"']],
  [
    ['--notify', 'phone', '--model', 'RTX 3700'],
    ['--model: the catalogue has no card called "RTX 3700"; did you mean "RTX 3070"?'],
  ],
  [
    ['--notify', 'phone', '--vendor', 'Nvidia'],
    ['--vendor: must be one of NVIDIA, AMD, Intel; did you mean "NVIDIA"?'],
  ],
  [['--notify', 'phone', '--memory', '7', '--model', 'RTX 3070'], ['--memory: none of these cards has that memory']],
  [
    ['--notify', 'phone', '--min-price', '3', '--max-price', '2'],
    ['--min-price: is above max_price: nothing can be in between'],
  ],
  [['--notify', 'phone', '--change', '10'], ['--days: is missing']],
  [['--notify', 'phone', '--change', '0', '--days', '7'], ['--change: must be at least 1']],
  [['--notify', 'phone', '--lowest', '--days', '1'], ['--days: must be at least 2']],
  [['--notify', 'phone', '--digest', '25:00'], ['--digest: is no time such as 08:00']],
  [
    ['--notify', 'phone', '--digest', '08:00', '--time-zone', 'X'],
    ['--time-zone: is no time zone such as Europe/Sofia'],
  ],
  [['--notify', 'phone', '--again-after-percent', '91'], ['--again-after-percent: must be at most 90']],
  [['--notify', 'phone', '--exclude-flag', 'mind'], ['--exclude-flag: must be one of ']],
  [
    ['--notify', 'phone', '--deal', '--price-below', '3'],
    ['a watch waits for one thing: --deal and --price-below are two'],
  ],
  [['--notify', 'phone', '--price-below', '3', '--max-price', '2'], ['--max-price: says nothing to a watch on price']],
  [
    ['--notify', 'fone', '--model', 'RTX 3700', '--again-after-percent', '91'],
    ['--notify: there', '--again-after-percent: must', '--model: the catalogue'],
  ],
])('%j is refused by flag', (args, faults) => {
  const found = faultsOf(args, ['phone']);
  expect(found).toHaveLength(faults.length);
  for (const [at, fault] of faults.entries()) expect(found[at]).toContain(fault);
});

test.each([[['--memory', 'much']], [['--max-price', '']], [['--market', 'ebay']], [['--model', ' , ']]])(
  '%j is no flag',
  (args) => {
    expect(() => flagsOf(args)).toThrow();
  },
);
