/** What a storm must not have done: lose a fact, tell one that the undisturbed run does not know, tell twice without need, or out of order. */
import type { Fact } from '../../../pkg/watch/fact.js';
import type { Arrival } from './flaky-services.js';
import { factOf, type Told } from './tellings-of.js';

/** The notifier or PostgreSQL was away, by performance.now(). */
export interface Outage {
  readonly from: number;
  readonly to: number;
}

export interface StormRecord {
  /** Of the undisturbed run. */
  readonly wanted: readonly Told[];
  readonly told: readonly Told[];
  readonly arrivals: readonly Arrival[];
  readonly outages: readonly Outage[];
}

export interface Verdict {
  readonly faults: readonly string[];
  /** Messages that were taken more than once, each time under the same id and around an outage. */
  readonly repeats: number;
  readonly facts: number;
}

export function judge(record: StormRecord): Verdict {
  const taken = record.arrivals.filter((arrival) => arrival.taken);
  const { faults: repeated, repeats } = repeatFaults(taken, record.outages);
  const faults = [
    ...record.told.filter(({ state }) => state !== 'sent').map((one) => `${nameOf(one)} is ${one.state}`),
    ...differences('the outbox', byWatch(record.wanted), byWatch(record.told)),
    ...differences('what arrived', byWatch(record.told), arrivedByWatch(record.told, taken)),
    ...repeated,
    ...orderFaults(record.told, taken),
  ];
  return { faults, repeats, facts: record.wanted.reduce((sum, { facts, more }) => sum + facts.length + more, 0) };
}

const nameOf = ({ watch, channel, id }: Told): string => `${watch} over ${channel} (${id})`;

type Facts = Map<string, string[]>;

function byWatch(all: readonly Told[]): Facts {
  const facts: Facts = new Map();
  for (const { watch, channel, facts: own, more } of all)
    add(facts, `${watch} over ${channel}`, [...own, ...Array<string>(more).fill('one more')]);
  return facts;
}

/** Of webhooks what their bodies say; of e-mails what the rows say whose message they are. */
function arrivedByWatch(told: readonly Told[], taken: readonly Arrival[]): Facts {
  const facts: Facts = new Map();
  const seen = new Set<string>();
  for (const { id, channel, body } of taken) {
    if (seen.has(id)) continue;
    seen.add(id);
    if (body.startsWith('{')) {
      const { data } = JSON.parse(body) as { data: { watch: string; facts: Fact[]; more: number } };
      add(facts, `${data.watch} over ${channel}`, [
        ...data.facts.map(factOf),
        ...Array<string>(data.more).fill('one more'),
      ]);
    } else
      for (const row of told.filter(({ messageId }) => messageId === id))
        add(facts, `${row.watch} over ${channel}`, [...row.facts, ...Array<string>(row.more).fill('one more')]);
  }
  return facts;
}

function add(facts: Facts, key: string, more: readonly string[]): void {
  facts.set(key, [...(facts.get(key) ?? []), ...more]);
}

/** By watch and channel: the same facts, as often. A folded message counts what is over its bound, so there numbers alone are compared. */
function differences(what: string, wanted: Facts, found: Facts): string[] {
  const faults: string[] = [];
  for (const key of new Set([...wanted.keys(), ...found.keys()])) {
    const [want, have] = [wanted.get(key) ?? [], found.get(key) ?? []];
    if (want.length !== have.length) faults.push(`${what} of ${key}: ${have.length} facts instead of ${want.length}`);
    const left = [...want];
    for (const fact of have) {
      const at = left.indexOf(fact);
      if (at >= 0) left.splice(at, 1);
      else if (fact !== 'one more') faults.push(`${what} of ${key} has what nobody told: ${fact.slice(0, 200)}`);
    }
    const counted = have.filter((fact) => fact === 'one more').length;
    if (left.filter((fact) => fact !== 'one more').length > counted)
      faults.push(`${what} of ${key} lacks ${(left[0] ?? '').slice(0, 200)}`);
  }
  return faults;
}

/** A message may come again under its id only when it was not noted as sent, which takes an outage between the two. */
function repeatFaults(taken: readonly Arrival[], outages: readonly Outage[]): { faults: string[]; repeats: number } {
  const faults: string[] = [];
  const before = new Map<string, Arrival>();
  let repeats = 0;
  for (const arrival of taken) {
    const earlier = before.get(arrival.id);
    before.set(arrival.id, arrival);
    if (earlier === undefined) continue;
    repeats += 1;
    if (!outages.some(({ from, to }) => to >= earlier.at && from <= arrival.at))
      faults.push(`${arrival.id} came again over ${arrival.channel} although nothing was killed`);
  }
  return { faults, repeats };
}

/** Of one watch and channel nothing is taken before what was to be told earlier. */
function orderFaults(told: readonly Told[], taken: readonly Arrival[]): string[] {
  const faults: string[] = [];
  const rows = new Map<string, Told[]>();
  for (const row of told) rows.set(row.messageId, [...(rows.get(row.messageId) ?? []), row]);
  const last = new Map<string, number>();
  for (const { id } of taken)
    for (const row of (rows.get(id) ?? []).slice(0, 1)) {
      const key = `${row.watch} over ${row.channel}`;
      if (row.id < (last.get(key) ?? 0)) faults.push(`${nameOf(row)} came after a later one`);
      else last.set(key, row.id);
    }
  return faults;
}
