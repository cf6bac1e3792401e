import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { readConfig } from '../../../config/config.js';
import { anAccepted, RULES } from '../../../listing/testing/builders.js';
import { systemClock, type Clock } from '../../../clock/clock.js';
import { freePort } from '../../../postgres/embedded.js';
import { migrate, rollbackAll } from '../../../postgres/migrate.js';
import { publishCycleOf } from '../../../postgres/testing/published-cycle.js';
import { putWatch } from '../../../postgres/watches/pg-watch-store.js';
import { aWatch } from '../../../postgres/watches/testing/watch-market.js';
import { doctorLine, doctorStatus } from '../doctor.js';
import { examine } from './checks.js';
import type { Finding } from './finding.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const ask = (env: Record<string, string> = {}, clock: Clock = systemClock): Promise<Finding[]> =>
  examine({
    ...{ db: database.db, config: readConfig({ MARKETS: 'demo', DATABASE_URL: database.url, ...env }), clock },
    env: { HOOK_SECRET: `whsec_${Buffer.alloc(24, 7).toString('base64')}` },
  });
const of = (findings: readonly Finding[], check: string): Finding | undefined =>
  findings.find((finding) => finding.check === check);

async function publish(): Promise<void> {
  await publishCycleOf(database.db, {
    now: new Date(),
    classifier: { rulesVersion: RULES, classify: () => anAccepted() },
    ads: [{ externalId: '1' }, { externalId: '2' }],
  });
}

test('a sound installation is told in one line per check, and passes', async () => {
  // Rights on a database itself do not come with the template that suites clone.
  await rollbackAll(database.db);
  await migrate(database.db);
  await publish();
  const findings = await ask();
  expect(findings.map(({ check, status }) => `${check} ${status}`)).toEqual([
    ...['database ok', 'clock ok', 'migrations ok', 'roles ok', 'history ok', 'tor ok', 'cycle demo ok'],
    ...['watches ok', 'notifications ok'],
  ]);
  expect(doctorStatus(findings)).toBe(0);
  expect(doctorLine(findings[5]!)).toBe('ok    tor: not needed for demo as configured');
});

test('before the first cycle there is something to look at, but nothing has failed', async () => {
  const findings = await ask();
  expect(of(findings, 'cycle')).toMatchObject({ status: 'warn', text: 'no market was ever read' });
  expect(doctorStatus(findings)).toBe(0);
});

test('a schema that is behind fails, and what needs the schema is not asked', async () => {
  await rollbackAll(database.db);
  const findings = await ask();
  expect(of(findings, 'migrations')?.status).toBe('fail');
  expect(of(findings, 'history')).toBeUndefined();
  expect(doctorStatus(findings)).toBe(1);
});

test('a database that is away is a reason to come back later', async () => {
  const findings = await ask({ DATABASE_URL: `postgresql://x@127.0.0.1:${await freePort()}/x` });
  expect(of(findings, 'database')?.status).toBe('fail');
  expect(doctorStatus(findings)).toBe(75);
});

test('a reader that could write fails', async () => {
  await database.db.raw('GRANT UPDATE ON markets TO gpu_tracker_api');
  expect(of(await ask(), 'roles')).toMatchObject({ status: 'fail', text: 'gpu_tracker_api can write to markets' });
});

test('a notifier that could write what is none of its own fails; one that cannot work asks for a look', async () => {
  await rollbackAll(database.db);
  await migrate(database.db);
  await database.db.raw('GRANT UPDATE ON listings TO gpu_tracker_notifier');
  const text = 'gpu_tracker_notifier can write to listings';
  expect(of(await ask(), 'roles')).toMatchObject({ status: 'fail', text });
  await database.db.raw(
    'REVOKE UPDATE ON listings FROM gpu_tracker_notifier; REVOKE INSERT ON notifications FROM gpu_tracker_notifier',
  );
  const lacks = 'gpu_tracker_notifier lacks its rights: SELECT grant_notifier() as the owner';
  expect(of(await ask(), 'roles')).toMatchObject({ status: 'warn', text: lacks });
});

test('clocks that are apart fail', async () => {
  const slow: Clock = { ...systemClock, now: () => new Date(Date.now() - 60_000) };
  expect(of(await ask({}, slow), 'clock')).toMatchObject({
    status: 'fail',
    text: "this clock and the database's are 60 s apart",
  });
});

test('a listing that its own history contradicts fails', async () => {
  await publish();
  await database.db('listings').where({ external_id: '1' }).update({ price_minor: 1 });
  expect(of(await ask(), 'history')).toMatchObject({
    status: 'fail',
    text: expect.stringContaining('1 of 2 active listings'),
  });
});

test('books that do not balance fail', async () => {
  await publish();
  await database.db.raw(`UPDATE scrape_cycles SET books = jsonb_set(books, '{seen}', '99')`);
  expect(of(await ask(), 'cycle demo')).toMatchObject({
    status: 'fail',
    text: expect.stringContaining('does not balance'),
  });
});

test('a cycle that ended badly since the last publish asks for a look', async () => {
  await publish();
  const at = new Date();
  await database.db('scrape_cycles').insert({
    ...{
      market_id: database.db('markets').select('id').first(),
      trigger: 'x',
      pod: 'x',
      status: 'blocked',
      message: 'the site said no',
    },
    ...{ started_at: at, heartbeat_at: at, finished_at: at },
  });
  expect(of(await ask(), 'cycle demo')).toMatchObject({
    status: 'warn',
    text: expect.stringContaining('blocked: the site said no'),
  });
});

test('TOR that does not answer fails for a real market', async () => {
  const env = {
    MARKETS: 'olx-bg',
    TOR_SOCKS_URL: `socks5h://127.0.0.1:${await freePort()}`,
    TOR_STARTUP_TIMEOUT_SECONDS: '1',
  };
  expect(of(await ask(env), 'tor')?.status).toBe('fail');
});

const FILE = `
channels:
  phone: { type: webhook, url: "https://hook.example/", secret: "\${HOOK_SECRET}" }
watches:
  - { name: cheap, when: offer, notify: [phone] }
`;

test('a file of watches with faults fails, with the first fault and how many there are', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  const WATCHES_FILE = join(folder, 'watches.yaml');
  expect(of(await ask({ WATCHES_FILE }), 'watches')).toMatchObject({
    status: 'fail',
    text: `${WATCHES_FILE} is not there`,
  });
  await writeFile(WATCHES_FILE, FILE.replace('[phone]', '[fone, mail]'));
  expect(of(await ask({ WATCHES_FILE }), 'watches')).toMatchObject({
    status: 'fail',
    text: expect.stringMatching(/^\S+watches\.yaml:5:\d+: .*; and 1 more faults$/),
  });
  await writeFile(WATCHES_FILE, FILE);
  expect(of(await ask({ WATCHES_FILE }), 'watches')).toMatchObject({
    status: 'ok',
    text: 'the file has 1 channels and no fault; 0 watches in the database',
  });
  await putWatch(database.db, 'cli', aWatch({ notify: ['mail', 'phone'] }), new Date());
  expect(of(await ask({ WATCHES_FILE }), 'watches')).toMatchObject({
    status: 'warn',
    text: 'watches tell over channels that WATCHES_FILE does not have: mail',
  });
  expect(of(await ask(), 'watches')).toMatchObject({ status: 'ok' });
});

test.each([
  ['waits for an hour', 'pending', 3_600, 'ok', '0 sent, 1 on their way'],
  ['waits for longer', 'pending', 3_601, 'warn', '1 wait, the oldest for 1 h'],
  ['was given up within a day', 'failed', 86_399, 'warn', '1 given up within a day'],
  ['was given up a day ago', 'failed', 86_400, 'ok', '0 sent, 0 on their way'],
  ['can be delivered by nobody', 'set-aside', 0, 'warn', '1 given up within a day'],
  ['was sent', 'sent', 0, 'ok', '1 sent, 0 on their way'],
])('of what was to be told, what %s: %s', async (_what, state, seconds, status, text) => {
  const now = new Date();
  await putWatch(database.db, 'cli', aWatch(), now);
  const at = new Date(now.getTime() - seconds * 1_000);
  await database.db.raw(
    `INSERT INTO notifications (watch_id, channel, fact_key, telling, created_at, wanted_at, due_at, state, ended_at)
     SELECT id, 'phone', 'k', '{}', :at, :at, :at, :state::text, CASE WHEN :state = 'pending' THEN NULL ELSE :at::timestamptz END FROM watches`,
    { at, state },
  );
  expect(of(await ask({}, { ...systemClock, now: () => now }), 'notifications')).toMatchObject({ status, text });
});
