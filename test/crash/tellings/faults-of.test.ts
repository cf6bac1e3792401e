/** The judge of the storm notices what it is there for. */
import { expect, test } from '@jest/globals';
import { judge, type StormRecord } from './faults-of.js';
import type { Arrival } from './flaky-services.js';
import { factOf, type Told } from './tellings-of.js';

const fact = (days: number) => ({ kind: 'lowest', days }) as never;
const told = (id: number, over: Partial<Told> = {}): Told => ({
  ...{ id, messageId: `m${id}`, watch: 'w', channel: 'phone', state: 'sent', facts: [factOf(fact(id))], more: 0 },
  ...over,
});
const arrival = (
  id: number,
  at: number,
  over: Partial<Arrival> & { facts?: number[]; more?: number } = {},
): Arrival => {
  const { facts = [id], more = 0, ...rest } = over;
  const body = JSON.stringify({ data: { watch: 'w', facts: facts.map(fact), more } });
  return { channel: 'phone', id: `m${id}`, body, at, taken: true, ...rest };
};
const record = (over: Partial<StormRecord> = {}): StormRecord => ({
  ...{ wanted: [told(7), told(8)], told: [told(1, { facts: told(7).facts }), told(2, { facts: told(8).facts })] },
  ...{ arrivals: [arrival(1, 10, { facts: [7] }), arrival(2, 20, { facts: [8] })], outages: [{ from: 12, to: 14 }] },
  ...over,
});
const { told: rows, arrivals } = record();
const [first, second] = arrivals as [Arrival, Arrival];

test('a storm in which everything arrives once and in order is sound, whatever was refused before', () => {
  const refused = { ...second, at: 5, taken: false };
  expect(judge(record({ arrivals: [refused, first, second] }))).toEqual({ faults: [], repeats: 0, facts: 2 });
});

test('a repeat around a kill is none of its faults, and is counted', () => {
  expect(judge(record({ arrivals: [first, { ...first, at: 15 }, second] }))).toMatchObject({ faults: [], repeats: 1 });
});

test('an e-mail is what its rows say', () => {
  const mail = { ...first, body: 'Message-ID: <m1@x>' };
  expect(judge(record({ arrivals: [mail, second] })).faults).toEqual([]);
});

test('facts that a folded message only counts are not lost', () => {
  const folded = rows.map((row) => ({ ...row, messageId: 'm1' }));
  const arrived = [arrival(1, 10, { facts: [7], more: 1 })];
  expect(judge(record({ told: folded, arrivals: arrived })).faults).toEqual([]);
});

test.each<[string, Partial<StormRecord>, string]>([
  ['a message that is lost', { arrivals: [first] }, 'what arrived of w over phone: 1 facts instead of 2'],
  ['a fact that is lost before the outbox', { told: rows.slice(0, 1) }, 'the outbox of w over phone: 1 facts'],
  [
    'a fact that is told twice',
    { told: [...rows, told(3, { facts: told(7).facts })] },
    'the outbox of w over phone: 3 facts instead of 2',
  ],
  [
    'another fact',
    { arrivals: [first, arrival(2, 20, { facts: [9] })] },
    'what arrived of w over phone has what nobody',
  ],
  ['a repeat without a kill', { arrivals: [first, { ...first, at: 11 }, second] }, 'm1 came again over phone'],
  ['a repeat under another id', { arrivals: [first, { ...first, id: 'm9', at: 15 }, second] }, '3 facts instead of 2'],
  ['the wrong order', { arrivals: [second, { ...first, at: 30 }] }, 'w over phone (1) came after a later one'],
  ['what is not sent', { told: [rows[0]!, { ...rows[1]!, state: 'failed' }] }, 'w over phone (2) is failed'],
])('it notices %s', (_what, over, fault) => {
  expect(judge(record(over)).faults).toContainEqual(expect.stringContaining(fault));
});
