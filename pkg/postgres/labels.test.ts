import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { rebuildFaults } from '../../test/support/rebuild-listings.js';
import { anAccepted, aRejected } from '../listing/testing/builders.js';
import type { RawAd } from '../listing/raw-ad.js';
import type { Classifier } from '../listing/verdict.js';
import { SCRAPE_LOCK } from './cycle-lock.js';
import { addLabel, listLabels, removeLabel, type LabelOutcome, type NewLabel, type Said } from './labels.js';
import { replay } from './replay.js';
import { publishCycleOf } from './testing/published-cycle.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Ad = Partial<RawAd> & Pick<RawAd, 'externalId'>;
const OTHERS: readonly Ad[] = ['7', '8', '9'].map((externalId) => ({ externalId, title: `RTX 3060 ${externalId}` }));
const CARD: Ad = { externalId: '1', title: 'RTX 3060' };
const BOX: Ad = { externalId: '2', title: 'кутия RTX 3060', priceMinor: 20_000 };

/** Rules that take a box for a box, and think every card was mined. */
const rules = (rulesVersion: string): Classifier => ({
  rulesVersion,
  classify: ({ title }) =>
    title.includes('кутия')
      ? aRejected({ rulesVersion, reason: 'part' })
      : anAccepted({ rulesVersion, flags: title === 'RTX 3060' ? ['mined'] : [] }),
});

let day: number;
const now = (): Date => new Date(Date.UTC(2026, 10, day, 10));
async function publish(ads: readonly Ad[] = [CARD, BOX], version = 'r1'): Promise<void> {
  day += 1;
  await publishCycleOf(database.db, { now: now(), classifier: rules(version), ads: [...ads, ...OTHERS] });
}
beforeEach(async () => {
  day = 0;
  await database.db.raw('TRUNCATE markets, model_daily RESTART IDENTITY CASCADE');
  await publish();
});

const label = (externalId: string, says: Said, over: Partial<NewLabel> = {}): Promise<LabelOutcome> =>
  addLabel(database.db, { market: 'demo', externalId, says, note: '', thisText: false, now: now(), ...over });
const TI: Said = { verdict: 'accepted', model: 'RTX 3060 Ti', memoryGb: 8 };
const FAKE: Said = { verdict: 'rejected', reason: 'fake' };

/** What readers see of an ad: its listing, and the verdict on what it says now. */
async function seen(externalId: string): Promise<string> {
  const { rows } = await database.db.raw<{ rows: { said: string }[] }>(
    `SELECT concat_ws(' ', coalesce(l.status, 'none'), l.model, nullif(array_to_string(l.flags, '+'), ''), '|', v.verdict, v.reason, v.rule,
                      v.evidence->0->>'text') AS said
       FROM cycle_ads a JOIN markets m ON m.last_published_cycle_id = a.cycle_id JOIN effective_verdicts v ON v.raw_ad_id = a.raw_ad_id
       LEFT JOIN listings l ON l.external_id = a.external_id WHERE a.external_id = ?`,
    [externalId],
  );
  return rows[0]?.said ?? 'nothing';
}
const dataVersion = async (): Promise<number> =>
  (await database.db('markets').first<{ data_version: number }>('data_version')).data_version;

test('said of a listed ad that it is none, its listing is withdrawn at once, with the note as the reason that is shown', async () => {
  await expect(label('1', FAKE, { note: 'снимки от друга обява' })).resolves.toMatchObject({ actions: ['withdraw'] });
  await expect(seen('1')).resolves.toBe('withdrawn RTX 3060 mined | rejected fake label снимки от друга обява');
  await expect(dataVersion()).resolves.toBe(1);
});

test('said of a rejected ad that it is a card, it becomes a listing, and the feed tells by what', async () => {
  await expect(label('2', TI)).resolves.toMatchObject({ actions: ['add'] });
  await expect(seen('2')).resolves.toBe('active RTX 3060 Ti | accepted label');
  await expect(
    database
      .db('listing_changes as c')
      .join('replays as r', 'r.id', 'c.replay_id')
      .select('c.action', 'c.why', 'r.source'),
  ).resolves.toEqual([{ action: 'add', why: 'accepted by a label', source: 'label' }]);
});

test('what is said stays said: by the next publish, by a replay, and by newer rules', async () => {
  await label('1', FAKE);
  await label('2', TI);
  const after = [await seen('1'), await seen('2')];
  for (const again of [
    () => publish(),
    () => publish([CARD, { ...BOX, priceMinor: 19_000 }], 'r2'),
    () => replay(database.db, { classifier: rules('r3'), now: now(), dryRun: false }),
  ]) {
    await again();
    expect([await seen('1'), await seen('2')]).toEqual(after);
  }
  const books = await database.db('scrape_cycles').orderBy('id', 'desc').first<{ books: object }>('books');
  expect(books.books).toMatchObject({ accepted: 4, rejected: { fake: 1 }, miscounts: [] });
  await expect(rebuildFaults(database.db)).resolves.toEqual([]);
});

test('flags are those that the rules saw, unless they are said too', async () => {
  await label('1', { verdict: 'accepted', model: 'RTX 3060', memoryGb: 8 });
  await expect(seen('1')).resolves.toBe('active RTX 3060 mined | accepted label');
  await label('1', { verdict: 'accepted', model: 'RTX 3060', memoryGb: 8, flags: ['new'] });
  await expect(seen('1')).resolves.toBe('active RTX 3060 new | accepted label');
  await expect(database.db('verdict_labels').count()).resolves.toMatchObject([{ count: 1 }]);
});

test('what it does at once is told in its order', async () => {
  await expect(label('1', { ...TI, flags: ['new'] })).resolves.toMatchObject({ actions: ['remodel', 'reflag'] });
});

test('readers are told also when no listing changes: what was left out is left out for another reason', async () => {
  await expect(label('2', FAKE)).resolves.toMatchObject({ actions: [] });
  await expect(seen('2')).resolves.toBe('none | rejected fake label');
  await expect(dataVersion()).resolves.toBe(1);
});

test('taken back, the rules count again', async () => {
  const { id } = await label('1', FAKE);
  await expect(removeLabel(database.db, id, now())).resolves.toMatchObject({ actions: ['restore'] });
  await expect(seen('1')).resolves.toBe('active RTX 3060 mined | accepted model.alias');
  await expect(removeLabel(database.db, id, now())).rejects.toThrow(`there is no label ${id}`);
});

test('said of this text alone, it ends with the text; said of both, this text goes first', async () => {
  await label('1', TI);
  await label('1', FAKE, { thisText: true });
  await expect(seen('1')).resolves.toBe('withdrawn RTX 3060 Ti mined | rejected fake label');
  await publish([{ ...CARD, title: 'RTX 3060 пак' }, BOX]);
  await expect(seen('1')).resolves.toBe('active RTX 3060 Ti mined | accepted label');
  await publish([CARD, BOX]);
  await expect(seen('1')).resolves.toBe('withdrawn RTX 3060 Ti mined | rejected fake label');
});

test('a card without a price cannot be listed, whoever says it is one', async () => {
  await publish([{ ...CARD, priceMinor: null, currency: null, priceText: 'Договаряне', title: 'кутия' }, BOX]);
  await label('1', TI);
  await expect(seen('1')).resolves.toBe('withdrawn RTX 3060 mined | rejected price-missing label');
});

test('while a scraper is at work it waits for its publish', async () => {
  const scraper = new pg.Client({ connectionString: database.url });
  await scraper.connect();
  await scraper.query('SELECT pg_advisory_lock($1, hashtext($2))', [SCRAPE_LOCK, 'demo']);
  await expect(label('1', FAKE)).resolves.toMatchObject({ actions: null });
  await expect(database.db('listings').where({ external_id: '1' }).first('status')).resolves.toEqual({
    status: 'active',
  });
  await publish();
  await expect(seen('1')).resolves.toMatch(/^withdrawn/);
  await scraper.end();
});

test('an ad that nobody has seen waits for its label, an ad that ended is judged but does not come back', async () => {
  await expect(label('404', FAKE)).resolves.toMatchObject({ actions: [], unseen: true });
  await expect(label('404', FAKE, { thisText: true })).rejects.toThrow('is not stored');
  await publish([BOX]);
  await publish([BOX]);
  await expect(label('1', TI)).resolves.toMatchObject({ actions: ['remodel'] });
  await expect(database.db('listings').where({ external_id: '1' }).first('status', 'model')).resolves.toEqual({
    status: 'gone',
    model: 'RTX 3060 Ti',
  });
  await expect(label('1', FAKE, { market: 'nowhere' })).rejects.toThrow('market nowhere is not known: demo');
});

test('an ad of another market with the same id is left alone', async () => {
  await publishCycleOf(database.db, { now: now(), classifier: rules('r1'), ads: [CARD], market: 'other' });
  await label('1', FAKE, { market: 'other' });
  await expect(
    database.db('listings').where({ external_id: '1' }).orderBy('market_id').pluck('status'),
  ).resolves.toEqual(['active', 'withdrawn']);
});

test('labels are listed with what the ad said', async () => {
  await label('2', TI, { note: 'виж снимките' });
  await label('1', FAKE, { thisText: true });
  await expect(listLabels(database.db, 'demo')).resolves.toMatchObject([
    {
      externalId: '2',
      verdict: 'accepted',
      model: 'RTX 3060 Ti',
      memoryGb: 8,
      note: 'виж снимките',
      contentHash: null,
    },
    {
      externalId: '1',
      verdict: 'rejected',
      reason: 'fake',
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      ad: { title: 'RTX 3060' },
    },
  ]);
  await expect(listLabels(database.db, 'other')).resolves.toEqual([]);
});
