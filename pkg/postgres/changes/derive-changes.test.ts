/** The rule in SQL is held to the rule as a function: every state, every observation, complete or not, from every source. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { SOURCES, type Change, type Circumstances, type ListingState, type Observation } from '../../listing/change.js';
import { changesOf } from '../../listing/changes-of.js';
import { toEurCents } from '../../listing/money.js';
import { anyObservation, anyState } from '../../listing/testing/arbitrary-changes.js';
import { applyChanges } from './apply-changes.js';
import { deriveChanges } from './derive-changes.js';
import { beginObservations, observe, type ObservedColumn } from './observations.js';

interface Case {
  readonly state: ListingState | null;
  readonly seen: Observation;
}

const NOW = new Date('2026-11-02T10:00:00Z');
const BEFORE = new Date('2026-11-01T10:00:00Z');
const CYCLE = 7;
/** What each known listing re-lists; another ad takes its place. */
const ORIGIN = 1;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await db('markets').insert({ slug: 'demo', base_url: '', currency: 'EUR' });
  const [state] = fc.sample(anyState, { numRuns: 1, seed: 4 });
  await db('listings').insert({
    ...{ market_id: 1, external_id: 'origin', ...stateRow(state!), cycle_id: 1 },
    ...{ first_seen_at: BEFORE, last_seen_at: BEFORE, clock_started_at: BEFORE },
  });
  // Two texts of an ad that is not observed, so that no case has an earlier sight.
  for (const id of [1, 2])
    await db('raw_ads').insert({
      ...{ market_id: 1, external_id: 'other', content_hash: Buffer.from([id]), first_cycle_id: 1, last_cycle_id: 1 },
      ...{ url: '', title: '', price_text: '', negotiable: false, seen_at: BEFORE },
    });
});
afterAll(() => database.drop());

const stateRow = (state: ListingState): Record<string, unknown> => ({
  ...{ status: state.status, review: state.review, model: state.model, memory_gb: state.memoryGb, flags: state.flags },
  ...{ price_minor: state.price.minor, currency: state.price.currency, price_eur_cents: toEurCents(state.price) },
  ...{ price_text: state.priceText, condition: state.condition, raw_ad_id: state.rawAdId, url: state.url },
  ...{ title: state.title, negotiable: state.negotiable, location: state.location, photo_count: state.photoCount },
});

function observationRow(seen: Observation): Partial<Record<ObservedColumn, unknown>> {
  const { kind } = seen;
  return {
    kind,
    ...('reason' in seen && { reason: seen.reason }),
    ...('model' in seen && { model: seen.model, memory_gb: seen.memoryGb, review: seen.review, flags: seen.flags }),
    ...('title' in seen && {
      ...{ raw_ad_id: seen.rawAdId, url: seen.url, title: seen.title, negotiable: seen.negotiable },
      ...{ location: seen.location, photo_count: seen.photoCount, seen_at: NOW, cycle_id: CYCLE },
    }),
    ...('price' in seen && {
      ...{ price_minor: seen.price.minor, currency: seen.price.currency, price_text: seen.priceText },
      condition: seen.condition,
    }),
    ...(kind === 'past' && { ended_at: NOW, cycle_id: null }),
  };
}

interface Told {
  readonly changes: readonly Record<string, unknown>[];
  readonly listings: readonly Record<string, unknown>[];
  /** When a chain of prices began or went on. */
  readonly prices: readonly Record<string, unknown>[];
}

/** Runs the cases through the database, in a transaction that is undone, and reads what it says of each. */
async function tell(cases: readonly Case[], { complete, source }: Circumstances): Promise<Told[]> {
  const undone = new Error('undone');
  let told: Told[] = [];
  await database.db
    .transaction(async (trx) => {
      await store(trx, cases);
      const cycleId = source === 'publish' ? CYCLE : null;
      await deriveChanges(trx, { now: NOW, complete, cycleId });
      const origin = source === 'publish' ? { source, cycleId: CYCLE } : { source, rulesVersion: null };
      await applyChanges(trx, { now: NOW, origin });
      const changes = await trx('listing_changes as c')
        .join('listings as l', 'l.id', 'c.listing_id')
        .orderBy('c.seq')
        .select<Record<string, unknown>[]>('l.external_id', 'c.*');
      const listings = await trx('listings').select<Record<string, unknown>[]>('*');
      const prices = await trx('listing_prices as p')
        .join('listings as l', 'l.id', 'p.listing_id')
        .select<Record<string, unknown>[]>('l.external_id', 'p.since', 'p.price_minor', 'p.currency');
      expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_change, at) => at + 1));
      told = cases.map((_case, at) => ({
        changes: changes.filter(({ external_id }) => external_id === String(at)),
        listings: listings.filter(({ external_id }) => external_id === String(at)),
        prices: prices.filter(({ external_id }) => external_id === String(at)),
      }));
      throw undone;
    })
    .catch((err: unknown) => {
      if (err !== undone) throw err;
    });
  return told;
}

async function store(trx: Knex.Transaction, cases: readonly Case[]): Promise<void> {
  const known = cases.flatMap(({ state }, at) =>
    state === null
      ? []
      : [
          {
            ...{ market_id: 1, external_id: String(at), ...stateRow(state), cycle_id: 1 },
            ...{ first_seen_at: BEFORE, last_seen_at: BEFORE, clock_started_at: BEFORE, relist_of: ORIGIN },
          },
        ],
  );
  if (known.length > 0) await trx('listings').insert(known);
  await beginObservations(trx, [1]);
  for (const [at, { seen }] of cases.entries()) {
    const row = { market_id: 1, external_id: String(at), ...observationRow(seen) };
    const columns = Object.keys(row) as ObservedColumn[];
    await observe(trx, columns, `VALUES (${columns.map((column) => `:${column}`).join(', ')})`, row);
  }
}

const BEFORE_COLUMNS = [
  'status',
  'review',
  'model',
  'memory_gb',
  'price_minor',
  'currency',
  'price_eur_cents',
  'flags',
  'condition',
];

function expectedChange({ action, whyCode, why, before, after }: Change): Record<string, unknown> {
  const was = before === null ? null : stateRow(before);
  return {
    ...{ action, why_code: whyCode, why },
    ...stateRow(after),
    ...Object.fromEntries(BEFORE_COLUMNS.map((column) => [`before_${column}`, was === null ? null : was[column]])),
  };
}

async function compare(cases: readonly Case[], circumstances: Circumstances): Promise<void> {
  const told = await tell(cases, circumstances);
  for (const [at, { state, seen }] of cases.entries()) {
    const changes = changesOf(state, seen, circumstances);
    const after = changes.at(-1)?.after ?? state;
    const said = { case: { state, seen, circumstances }, ...told[at]! };
    expect(said).toMatchObject({
      changes: changes.map(expectedChange),
      listings: after === null ? [] : [stateRow(after)],
    });
    expect(said.changes).toHaveLength(changes.length);
    const another = changes.some(({ whyCode }) => whyCode === 'became-another-card');
    const priced = another || changes.some(({ action }) => action === 'add' || action === 'reprice');
    const { price } = after ?? {};
    expect(said.prices).toEqual(
      priced ? [{ external_id: String(at), since: NOW, price_minor: price!.minor, currency: price!.currency }] : [],
    );
    if (state !== null)
      expect(said.listings[0]).toMatchObject({
        clock_started_at: another ? NOW : BEFORE,
        relist_of: another ? null : ORIGIN,
      });
    const present = seen.kind === 'card' || seen.kind === 'rejected';
    if (after !== null && seen.kind !== 'past')
      expect(said.listings[0]!['last_seen_at']).toEqual(present ? NOW : BEFORE);
  }
}

const CIRCUMSTANCES = SOURCES.flatMap((source) => [true, false].map((complete) => ({ source, complete })));

test.each(CIRCUMSTANCES)(
  'any listing, any observation: the database does what the rule says ($source, complete: $complete)',
  async (circumstances) => {
    // Sampled, not asserted one by one: a case that fails is in the message, and hundreds go through one transaction.
    const aCase = fc.record({ state: fc.option(anyState, { nil: null, freq: 6 }), seen: anyObservation });
    await compare(fc.sample(aCase, 300), circumstances);
  },
);

test('every status with every kind of observation, of a complete cycle and of one that is not', async () => {
  const [state] = fc.sample(anyState, { numRuns: 1, seed: 4 });
  const observations = fc.sample(anyObservation, { numRuns: 200, seed: 4 });
  const kinds = [...new Set(observations.map(({ kind }) => kind))].map((kind) =>
    observations.find((seen) => seen.kind === kind)!,
  );
  expect(kinds).toHaveLength(7);
  const cases = kinds.flatMap((seen) => [
    { state: null, seen },
    ...(['active', 'missing', 'gone', 'withdrawn'] as const).map((status) => ({ state: { ...state!, status }, seen })),
  ]);
  for (const complete of [true, false]) await compare(cases, { complete, source: 'publish' });
});
