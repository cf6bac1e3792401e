import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { rebuildFaults } from '../../../test/support/rebuild-listings.js';
import { anAccepted } from '../../listing/testing/builders.js';
import type { Classifier } from '../../listing/verdict.js';
import { addLabel } from '../labels.js';
import { replay } from '../replay.js';
import { publishCycleOf } from '../testing/published-cycle.js';
import { beginObservations, observe } from './observations.js';

let database: TestDatabase;
const now = new Date('2026-11-01T10:00:00Z');
const rules = (rulesVersion: string, model: string): Classifier => ({
  rulesVersion,
  classify: () => anAccepted({ rulesVersion, model }),
});
beforeAll(async () => {
  database = await createTestDatabase();
  const ads = ['1', '2', '3'].map((externalId) => ({ externalId }));
  for (const market of ['a', 'b'])
    await publishCycleOf(database.db, { now, classifier: rules('r1', 'RTX 3060'), ads, market });
});
afterAll(() => database.drop());

test('the feed of each market goes on from its own last number, also when one replay changes both', async () => {
  await replay(database.db, { classifier: rules('r2', 'RTX 3070'), now, dryRun: false });
  await expect(
    database
      .db('listing_changes')
      .where({ action: 'remodel' })
      .orderBy(['market_id', 'seq'])
      .select('market_id', 'seq'),
  ).resolves.toEqual([1, 2].flatMap((market_id) => [4, 5, 6].map((seq) => ({ market_id, seq }))));
  await expect(rebuildFaults(database.db)).resolves.toEqual([]);
});

test('who observes a market keeps others from changing its listings until he is done, and no other market', async () => {
  const says = { verdict: 'rejected', reason: 'fake' } as const;
  const label = (market: string) =>
    addLabel(database.db, { market, externalId: '1', says, note: '', thisText: false, now });
  const order: string[] = [];
  let waiting: Promise<unknown> = Promise.resolve();
  await database.db.transaction(async (trx) => {
    await beginObservations(trx, [1]);
    await label('b');
    order.push('b changed');
    waiting = label('a').then(() => order.push('a changed'));
    for (;;) {
      const { rows } = await trx.raw<{ rows: { n: number }[] }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (rows[0]!.n > 0) break;
    }
    order.push('a observed');
  });
  await waiting;
  expect(order).toEqual(['b changed', 'a observed', 'a changed']);
});

test.each([
  ['a card without a price', { kind: 'card', model: 'RTX 3060', flags: '{}', url: '', title: '', seen_at: now }],
  ['a rejected ad without a reason', { kind: 'rejected', url: '', title: '', seen_at: now }],
  ['a kind that is none', { kind: 'seen' }],
])('%s cannot be observed', async (_what, row) => {
  const values = { market_id: 1, external_id: 'x', negotiable: false, photo_count: 0, ...row };
  const columns = Object.keys(values) as Parameters<typeof observe>[1];
  await expect(
    database.db.transaction(async (trx) => {
      await beginObservations(trx, [1]);
      await observe(trx, columns, `VALUES (${columns.map((column) => `:${column}`).join(', ')})`, values);
    }),
  ).rejects.toMatchObject({ code: '23514' });
});
