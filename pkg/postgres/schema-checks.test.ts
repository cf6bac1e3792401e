/** The lists of words that the schema allows are those of the domain: neither knows one that the other does not. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PAGE_OUTCOMES, PAGE_REASONS } from '../listing/ad-page-store.js';
import { ACTIONS, LISTING_STATUSES, SOURCES } from '../listing/change.js';
import { CYCLE_STATUSES, SEARCH_OUTCOMES } from '../listing/cycle.js';
import { ITEM_CONDITIONS } from '../listing/raw-ad.js';
import { VERDICTS } from '../listing/verdict.js';
import { NOTIFICATION_STATES } from '../watch/outbox.js';
import { BEGINNINGS, WATCH_KINDS, WATCH_ORIGINS } from '../watch/watch-schema.js';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';

const DOMAIN: Readonly<Record<string, readonly string[]>> = {
  'cycle_pages.outcome': PAGE_OUTCOMES,
  'cycle_pages.why': PAGE_REASONS,
  'listing_changes.action': ACTIONS,
  'listings.status': LISTING_STATUSES,
  'notifications.state': NOTIFICATION_STATES,
  'raw_ads.item_condition': ITEM_CONDITIONS,
  'replays.source': SOURCES.filter((source) => source !== 'publish'),
  'scrape_cycles.status': CYCLE_STATUSES,
  'cycle_searches.outcome': SEARCH_OUTCOMES,
  'verdict_labels.verdict': VERDICTS.filter((verdict) => verdict !== 'review'), // a person decides
  'verdicts.verdict': VERDICTS,
  'watches.begin_as': BEGINNINGS,
  'watches.kind': WATCH_KINDS,
  'watches.origin': WATCH_ORIGINS,
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('each list of words in the schema is the list of the domain', async () => {
  const { rows } = await database.db.raw<{ rows: { place: string; definition: string }[] }>(
    `SELECT c.conrelid::regclass || '.' || a.attname AS place, pg_get_constraintdef(c.oid) AS definition
       FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      WHERE c.contype = 'c' AND cardinality(c.conkey) = 1 AND c.connamespace = 'public'::regnamespace
        AND pg_get_constraintdef(c.oid) LIKE '%ARRAY[%'`,
  );
  const allowed = Object.fromEntries(
    rows.map(({ place, definition }) => [
      place,
      [...definition.matchAll(/'([^']+)'::text/g)].map(([, word]) => word).sort(),
    ]),
  );
  expect(allowed).toEqual(
    Object.fromEntries(Object.entries(DOMAIN).map(([place, words]) => [place, [...words].sort()])),
  );
});
