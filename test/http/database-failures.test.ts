/** What people and probes are told when the database answers, but not with what was asked. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { rollbackAll } from '../../pkg/postgres/migrate.js';
import type { LogFields, Logger } from '../../pkg/telemetry/logger.js';
import { ask } from '../support/http-client.js';
import { seedListings } from '../support/seed-listings.js';
import { startApi } from '../support/start-api.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

/** Keeps the errors that were logged, by their code. */
function errorLog(): { log: Logger; codes: string[] } {
  const codes: string[] = [];
  const log: Logger = {
    error: (_message: string, { err }: LogFields = {}) => void codes.push((err as { code: string }).code),
    warn: () => undefined,
    info: () => undefined,
    debug: () => undefined,
    child: () => log,
  };
  return { log, codes };
}

test('a revoked grant is an error of ours: 500, logged, and named by /health; nothing of the statement is told', async () => {
  await seedListings(database.db, { listings: 10 });
  const { log, codes } = errorLog();
  const api = await startApi(await database.urlAs('gpu_tracker_api'), { log });
  expect((await ask(`${api.url}/readyz`)).status).toBe(200);
  await database.db.raw('REVOKE SELECT ON ALL TABLES IN SCHEMA public FROM gpu_tracker_api');
  const answer = await ask(`${api.url}/api/listings/?size=3`);
  expect(answer.status).toBe(500);
  expect(answer.json()).toMatchObject({ code: 'INTERNAL', detail: 'Internal error' });
  const health = await ask(`${api.url}/health`);
  expect(health.status).toBe(503);
  expect(health.json()).toMatchObject({
    status: 'unhealthy',
    reason: 'the database misses a table, a column or a right that this program needs',
  });
  await api.stop();
  expect(new Set(codes)).toEqual(new Set(['DATABASE_FAULT']));
});

test.each([
  ['a wrong password', (url: URL) => void (url.password = 'wrong')],
  ['a database that does not exist', (url: URL) => void (url.pathname = '/nowhere')],
])('%s is a refusal: 503 with its own code, and said by /health and /readyz', async (_name, change) => {
  const url = new URL(await database.urlAs('gpu_tracker_api'));
  change(url);
  const { log, codes } = errorLog();
  const api = await startApi(url.href, { log });
  const answer = await ask(`${api.url}/api/listings/?size=3`);
  expect(answer.status).toBe(503);
  expect(answer.json()).toMatchObject({ code: 'DATABASE_REFUSED', detail: 'The database refuses the connection' });
  const reason = 'the database refuses us: wrong user, password or database name';
  expect((await ask(`${api.url}/health`)).json()).toMatchObject({ reason });
  expect((await ask(`${api.url}/readyz`)).json()).toMatchObject({ reason });
  await api.stop();
  expect(codes).toContain('DATABASE_REFUSED');
});

test('a database that was never migrated keeps the API out of traffic, with the reason', async () => {
  const url = await database.urlAs('gpu_tracker_api');
  await rollbackAll(database.db);
  await database.db.raw('DROP TABLE knex_migrations');
  const api = await startApi(url);
  expect((await ask(`${api.url}/readyz`)).json()).toMatchObject({ reason: 'the database misses migrations' });
  await api.stop();
});
