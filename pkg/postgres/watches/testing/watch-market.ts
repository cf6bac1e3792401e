/** For tests of watches: a market that is published cycle by cycle, watches on it, and what they told of each. */
import type { Knex } from 'knex';
import { loadCatalog } from '../../../catalog/index.js';
import { createClassifier } from '../../../classify/classifier.js';
import type { Classifier } from '../../../listing/verdict.js';
import { compileWatch, type CompiledWatch } from '../../../watch/compile-watch.js';
import { TellingSchema, type Fact, type Telling } from '../../../watch/fact.js';
import { WatchSchema } from '../../../watch/watch-schema.js';
import { publishCycleOf, type PublishedCycle } from '../../testing/published-cycle.js';
import { evaluateWatches } from '../evaluate-watches.js';
import { putWatch } from '../pg-watch-store.js';

export type Ad = PublishedCycle['ads'][number];
const START = Date.UTC(2026, 0, 1, 12);
const HOUR = 3_600_000;
const RULES = createClassifier();

/** @param fields besides name, channel and condition */
export function aWatch(fields: object = {}): CompiledWatch {
  const spec = WatchSchema.parse({ name: 'watch', when: 'offer', notify: ['phone'], ...fields });
  const compiled = compileWatch(spec, loadCatalog());
  if ('faults' in compiled) throw new RangeError(JSON.stringify(compiled.faults));
  return compiled;
}

export class WatchMarket {
  /** Hours since the beginning; each publish is six hours later. */
  hour = 0;
  #seen = 0;

  constructor(readonly db: Knex) {}

  now(): Date {
    return new Date(START + this.hour * HOUR);
  }

  async publish(ads: readonly Ad[], over: Partial<PublishedCycle> & { classifier?: Classifier } = {}): Promise<void> {
    this.hour += 6;
    await publishCycleOf(this.db, { now: this.now(), classifier: RULES, ads, ...over });
  }

  async watch(fields: object = {}): Promise<void> {
    await putWatch(this.db, 'cli', aWatch(fields), this.now());
  }

  /** Publishes, evaluates, and gives what was told. */
  async cycle(ads: readonly Ad[], over: Partial<PublishedCycle> = {}): Promise<Fact[]> {
    await this.publish(ads, over);
    return this.told();
  }

  /** What each of these cycles tells, shortly. */
  async cycles(each: readonly (readonly Ad[])[]): Promise<string[][]> {
    const told: string[][] = [];
    for (const ads of each) told.push(shortly(await this.cycle(ads)));
    return told;
  }

  async told(): Promise<Fact[]> {
    return (await this.tellings()).flatMap(({ facts }) => facts);
  }

  /** What an evaluation adds to the outbox. */
  async tellings(): Promise<Telling[]> {
    await evaluateWatches(this.db, { now: this.now() });
    const rows = await this.db('notifications')
      .where('id', '>', this.#seen)
      .orderBy('id')
      .select<{ id: number; message_id: string; telling: object }[]>('id', 'message_id', 'telling');
    this.#seen = rows.at(-1)?.id ?? this.#seen;
    return rows.map(({ message_id, telling }) => TellingSchema.parse({ ...telling, id: message_id }));
  }
}

/** What was told of offers, shortly: why, price in euros. */
export const shortly = (facts: readonly Fact[]): string[] =>
  facts.map((fact) => {
    if ('offer' in fact) return `${fact.why} ${fact.offer.priceEurCents / 100}`;
    if (fact.kind === 'scraper') return `${fact.market} ${fact.state}`;
    if (!('variant' in fact)) return fact.kind;
    return `${fact.kind} ${fact.variant.memoryGb ?? '?'}GB ${fact.usual.eurCents / 100}`;
  });
