/** `when: offer` over the real store: cycles are published, and what the outbox holds after each is read. */
import { expect, test } from '@jest/globals';
import { createClassifier } from '../../classify/classifier.js';
import type { Classifier } from '../../listing/verdict.js';
import { addLabel } from '../labels.js';
import { replay } from '../replay.js';
import { pauseWatch } from './pg-watch-store.js';
import { marketPerTest } from './testing/market-per-test.js';
import { shortly, type Ad, type WatchMarket } from './testing/watch-market.js';

let market: WatchMarket;
marketPerTest((fresh) => (market = fresh));

const ad = (externalId: string, euros: number, over: Partial<Ad> = {}): Ad => ({
  ...{ externalId, title: 'RTX 3060 12GB', priceMinor: euros * 100, priceText: `${euros} €` },
  ...over,
});
/** What is on offer all the time, dearer than what is watched for. */
const OTHERS: readonly Ad[] = Array.from({ length: 6 }, (_ad, i) => ad(`other${i}`, 290 + i));
const SELECT = { models: ['3060'], max_price: 250 };

/** Cycles of the ads given, beside the others; what each of them told. */
async function cycles(fields: object, ...each: readonly (readonly Ad[])[]): Promise<string[][]> {
  await market.publish(OTHERS);
  await market.watch({ select: SELECT, ...fields });
  await market.told();
  return market.cycles(each.map((ads) => [...OTHERS, ...ads]));
}

const LEV: Partial<Ad> = { priceMinor: 43_028, currency: 'BGN', priceText: '430,28 лв.' };
const RELISTED: Partial<Ad> = {
  title: 'RTX 3060 12GB Gigabyte Gaming OC запазена',
  location: 'София',
  description: undefined as never,
};
const words = (externalId: string, euros: number): Ad => ({ ...ad(externalId, euros, RELISTED) });

test.each<[string, object, (readonly Ad[])[], string[][]]>([
  ['a new offer, once', {}, [[ad('a', 220)], [ad('a', 220)]], [['new 220'], []]],
  ['nothing above the highest price', {}, [[ad('a', 251)]], [[]]],
  ['an offer that falls into the selection', {}, [[ad('a', 260)], [ad('a', 250)]], [[], ['cheaper 250']]],
  ['again when it is cheaper by the percent', {}, [[ad('a', 200)], [ad('a', 190)]], [['new 200'], ['cheaper 190']]],
  ['not when it is cheaper by less', {}, [[ad('a', 200)], [ad('a', 191)]], [['new 200'], []]],
  [
    'not by small steps either, before they are the percent',
    {},
    [[ad('a', 200)], [ad('a', 195)], [ad('a', 191)], [ad('a', 190)]],
    [['new 200'], [], [], ['cheaper 190']],
  ],
  [
    'nothing when it goes up and comes down',
    {},
    [[ad('a', 200)], [ad('a', 240)], [ad('a', 200)]],
    [['new 200'], [], []],
  ],
  [
    'nothing when it leaves the selection and comes back',
    {},
    [[ad('a', 250)], [ad('a', 260)], [ad('a', 250)]],
    [['new 250'], [], []],
  ],
  ['nothing when it was missing and is back', {}, [[ad('a', 200)], [], [ad('a', 200)]], [['new 200'], [], []]],
  ['one that is back cheaper, as such', {}, [[ad('a', 200)], [], [ad('a', 180)]], [['new 200'], [], ['cheaper 180']]],
  ['one that is back and was never told', {}, [[ad('a', 260)], [], [ad('a', 240)]], [[], [], ['back 240']]],
  [
    'nothing of a re-listed ad: it is the same offer',
    {},
    [[words('a', 200)], [], [words('b', 200)]],
    [['new 200'], [], []],
  ],
  [
    'a re-listed ad that is cheaper by the percent',
    {},
    [[words('a', 200)], [], [words('b', 190)]],
    [['new 200'], [], ['cheaper 190']],
  ],
  [
    'nothing of a price that is only written in the other currency',
    {},
    [[ad('a', 220)], [ad('a', 220, LEV)], [ad('a', 220)]],
    [['new 220'], [], []],
  ],
  ['nothing that is too cheap to be true', {}, [[ad('a', 60)]], [[]]],
  ['that too, when it is asked for', { suspicious: 'include' }, [[ad('a', 60)]], [['new 60']]],
  [
    'what is edited into another card as a new offer',
    { select: { max_price: 250 } },
    [[ad('a', 200)], [ad('a', 200, { title: 'RTX 3070 8GB' })]],
    [['new 200'], ['new 200']],
  ],
  [
    'with a percent of its own',
    { again_after_percent: 20 },
    [[ad('a', 200)], [ad('a', 161)], [ad('a', 160)]],
    [['new 200'], [], ['cheaper 160']],
  ],
])('tells %s', async (_name, fields, each, expected) => {
  expect(await cycles(fields, ...each)).toEqual(expected);
});

test('a partial cycle tells what it saw, and nothing of what it did not', async () => {
  await cycles({}, [ad('a', 200)]);
  expect(shortly(await market.cycle([ad('b', 210)], { complete: false }))).toEqual(['new 210']);
  expect(await market.cycle([...OTHERS, ad('a', 200), ad('b', 210)])).toEqual([]);
});

/** Rules that call every ad a card of this name, or doubt it. */
const rules = (rulesVersion: string, model: string): Classifier => ({
  rulesVersion,
  classify: () => ({ verdict: 'accepted', model, memoryGb: 12, flags: [], rule: 'test', evidence: [], rulesVersion }),
});

test('what newer rules take for the card is told once, and not again when they change their mind', async () => {
  await market.publish([ad('a', 200)], { classifier: rules('r1', 'RTX 3070') });
  await market.watch({ select: SELECT });
  expect(await market.told()).toEqual([]);
  const judge = async (rulesVersion: string, model: string): Promise<string[]> => {
    await replay(market.db, { classifier: rules(rulesVersion, model), now: market.now(), dryRun: false });
    return shortly(await market.told());
  };
  expect(await judge('r2', 'RTX 3060')).toEqual(['entered 200']);
  expect(await judge('r3', 'RTX 3070')).toEqual([]);
  expect(await judge('r4', 'RTX 3060')).toEqual([]);
});

test('what a person rejects and accepts again is told once', async () => {
  await cycles({}, [ad('a', 200)]);
  const label = { market: 'demo', externalId: 'a', note: '', thisText: false } as const;
  await addLabel(market.db, { ...label, says: { verdict: 'rejected', reason: 'fake' }, now: market.now() });
  expect(await market.told()).toEqual([]);
  await addLabel(market.db, {
    ...label,
    says: { verdict: 'accepted', model: 'RTX 3060', memoryGb: 12 },
    now: market.now(),
  });
  expect(await market.told()).toEqual([]);
});

test('what is in doubt is never told, and is told when it is no longer', async () => {
  const doubt: Classifier = {
    rulesVersion: 'r1',
    classify: () =>
      ({
        ...createClassifier().classify({ title: 'RTX 3060 12GB' }),
        verdict: 'review',
        reason: 'weak-evidence',
      }) as never,
  };
  await market.watch({ select: SELECT, initial: 'silent' });
  expect(await market.cycle([ad('a', 200)], { classifier: doubt })).toEqual([]);
  expect(shortly(await market.cycle([ad('a', 200)], { classifier: rules('r2', 'RTX 3060') }))).toEqual(['entered 200']);
});

test('a new watch tells in one message what matches, the cheapest first, and nothing of it again', async () => {
  const ads = Array.from({ length: 25 }, (_ad, i) => ad(`a${i}`, 225 - i));
  await market.publish([...OTHERS, ...ads]);
  await market.watch({ select: SELECT });
  const [telling, ...others] = await market.tellings();
  expect(others).toEqual([]);
  expect(telling).toMatchObject({ watch: 'watch', digest: 'summary', more: 5 });
  expect(shortly(telling!.facts).slice(0, 2)).toEqual(['initial 201', 'initial 202']);
  expect(telling!.facts).toHaveLength(20);
  expect(await market.cycle([...OTHERS, ...ads])).toEqual([]);
  expect(await market.tellings()).toEqual([]);
});

test('a silent one tells nothing of it, and later only what is much cheaper', async () => {
  await market.publish([...OTHERS, ad('a', 200)]);
  await market.watch({ select: SELECT, initial: 'silent' });
  expect(await market.told()).toEqual([]);
  expect(shortly(await market.cycle([...OTHERS, ad('a', 190), ad('b', 210)]))).toEqual(['cheaper 190', 'new 210']);
});

test('a watch that asks for more begins anew, and tells what it has not told', async () => {
  await cycles({}, [ad('a', 200), ad('b', 260)]);
  await market.watch({ select: { ...SELECT, max_price: 270 } });
  expect(shortly(await market.told())).toEqual(['initial 260']);
  await market.watch({ select: { ...SELECT, max_price: 270 }, notify: ['mail'] });
  expect(await market.told()).toEqual([]);
});

test('what happens while it is paused is not told later', async () => {
  await cycles({}, []);
  await pauseWatch(market.db, 'cli', 'watch', true, market.now());
  expect(await market.cycle([...OTHERS, ad('a', 200)])).toEqual([]);
  await pauseWatch(market.db, 'cli', 'watch', false, market.now());
  expect(await market.told()).toEqual([]);
  expect(shortly(await market.cycle([...OTHERS, ad('a', 200), ad('b', 210)]))).toEqual(['new 210']);
});

test('twenty at once are told one by one, one more as one message', async () => {
  await cycles({});
  const many = (of: string, n: number): Ad[] => Array.from({ length: n }, (_ad, i) => ad(`${of}${i}`, 200 + i));
  await market.publish([...OTHERS, ...many('a', 20)]);
  expect((await market.tellings()).map(({ digest }) => digest)).toEqual(Array<string>(20).fill('none'));
  await market.publish([...OTHERS, ...many('a', 20), ...many('b', 21)]);
  expect(await market.tellings()).toMatchObject([{ digest: 'capped', more: 1 }]);
});

test('each channel has its own copy; a digest is due at its hour', async () => {
  const digest = { at: '08:00', time_zone: 'Europe/Sofia' };
  await cycles({ notify: ['phone', 'mail'], digest }, [ad('a', 200)]);
  const rows = await market
    .db('notifications')
    .orderBy('channel')
    .select<{ channel: string; due_at: Date }[]>('channel', 'due_at');
  expect(rows).toEqual([
    { channel: 'mail', due_at: new Date('2026-01-02T06:00:00Z') },
    { channel: 'phone', due_at: new Date('2026-01-02T06:00:00Z') },
  ]);
});

test('a fact carries what a message needs', async () => {
  await market.publish(OTHERS);
  await market.watch({ select: SELECT });
  await market.told();
  await market.publish([...OTHERS, ad('a', 220, { location: 'София' })]);
  expect(await market.tellings()).toMatchObject([
    {
      at: market.now().toISOString(),
      facts: [
        {
          ...{ kind: 'offer', why: 'new', beforeEurCents: null, fairEurCents: null },
          offer: {
            model: 'RTX 3060',
            memoryGb: 12,
            market: 'demo',
            priceEurCents: 22_000,
            location: 'София',
            condition: 'used',
          },
          usual: { eurCents: 29_200, n: 7, enough: true, asksLess: 0 },
        },
      ],
    },
  ]);
});

test('when the feed is shorter than what was missed, the watch looks at all that is there', async () => {
  await cycles({}, [ad('a', 200)]);
  await market.publish([...OTHERS, ad('a', 200), ad('b', 210)]);
  await market.db('listing_changes').delete();
  expect(shortly(await market.told())).toEqual(['initial 210']);
});
