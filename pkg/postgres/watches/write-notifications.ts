/** Writes answers of watches into the outbox, one row per channel; the same fact of the same watch once. */
import type { Knex } from 'knex';
import { nextDigest } from '../../watch/digest.js';
import type { Fact, Telling } from '../../watch/fact.js';
import { toJson } from '../to-json.js';
import { MOST_FACTS } from './offers-sql.js';

/** What is needed of a watch to tell. */
export interface Teller {
  readonly id: number;
  readonly name: string;
  readonly channels: readonly string[];
  readonly digestAt: string | null;
  readonly digestZone: string | null;
  /** It looks for the first time: what it finds is one message. */
  readonly beginAs: 'summary' | 'silent' | null;
  readonly revision: number;
}

/** What one watch has to tell of one evaluation. */
export interface Answer {
  readonly teller: Teller;
  readonly facts: readonly { readonly key: string; readonly fact: Fact }[];
  /** Facts in all, those that are not in `facts` too. */
  readonly total: number;
}

export interface Evaluation {
  readonly now: Date;
  /** When what is told was published. */
  readonly at: Date;
  /** The published state that is told of: names what is told as a whole. */
  readonly version: string;
}

const WRITE = `
INSERT INTO notifications (watch_id, channel, fact_key, telling, created_at, wanted_at, due_at)
SELECT g.*, g.wanted_at FROM jsonb_to_recordset(:rows::jsonb) AS g (watch_id bigint, channel text, fact_key text, telling jsonb, created_at timestamptz, wanted_at timestamptz)
ON CONFLICT (watch_id, channel, fact_key) DO NOTHING`;

/** Rows written by one statement. */
const BATCH = 2_000;

/** @returns notifications written */
export async function writeNotifications(
  trx: Knex.Transaction,
  answers: Iterable<Answer>,
  { now, at, version }: Evaluation,
): Promise<number> {
  let written = 0;
  let rows: object[] = [];
  const flush = async (): Promise<void> => {
    if (rows.length === 0) return;
    const { rowCount } = await trx.raw<{ rowCount: number }>(WRITE, { rows: toJson(rows) });
    written += rowCount;
    rows = [];
  };
  for (const answer of answers) {
    const { teller } = answer;
    const { digestAt, digestZone } = teller;
    const due =
      digestAt === null || digestZone === null ? now : nextDigest(now, { at: digestAt, timeZone: digestZone });
    for (const { key, ...telling } of tellings(answer, at, version))
      for (const channel of teller.channels)
        rows.push({ watch_id: teller.id, channel, fact_key: key, telling, created_at: now, wanted_at: due });
    if (rows.length >= BATCH) await flush();
  }
  await flush();
  return written;
}

/** One by one; in one message as the watch begins, and where there are too many. */
function tellings(
  { teller, facts, total }: Answer,
  at: Date,
  version: string,
): (Omit<Telling, 'id'> & { key: string })[] {
  if (facts.length === 0) return [];
  const base = { watch: teller.name, at: at.toISOString() };
  const all = facts.map(({ fact }) => fact);
  const more = total - all.length;
  if (teller.beginAs !== null)
    return [{ ...base, key: `begin:${teller.revision}`, facts: all, more, digest: 'summary' }];
  if (total > MOST_FACTS) return [{ ...base, key: `many:${version}`, facts: all, more, digest: 'capped' }];
  return facts.map(({ key, fact }) => ({ ...base, key, facts: [fact], more: 0, digest: 'none' }));
}
