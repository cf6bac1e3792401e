/** The API cannot write: its role may not, its sessions will not, and its code has no statement that would. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openReaderPool } from '../../pkg/postgres/reader-pool.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

const WRITES = [
  `INSERT INTO markets (slug, base_url, currency) VALUES ('x', 'x', 'EUR')`,
  `UPDATE markets SET slug = 'x'`,
  'DELETE FROM listings',
  'TRUNCATE listings',
  'CREATE TABLE mine (id int)',
];

async function refusals(url: string, first?: string): Promise<unknown[]> {
  const pool = openReaderPool({ url, applicationName: 'test', poolMax: 1, onIdleError: () => undefined });
  try {
    const results = await Promise.allSettled(
      WRITES.map(async (sql) => {
        const client = await pool.connect();
        try {
          if (first !== undefined) await client.query(first);
          return await client.query(sql);
        } finally {
          client.release();
        }
      }),
    );
    return results.map((result) =>
      result.status === 'rejected' ? (result.reason as { code: unknown }).code : 'written',
    );
  } finally {
    await pool.end();
  }
}

test('a session of the reader pool refuses every write, even for a superuser', async () => {
  expect(new Set(await refusals(database.url))).toEqual(new Set(['25006']));
});

test('the role refuses every write, even in a session that was made writable', async () => {
  const url = await database.urlAs('gpu_tracker_api');
  expect(new Set(await refusals(url, 'SET default_transaction_read_only = off'))).toEqual(new Set(['42501']));
});

/** Every file that the API's composition root reaches by imports, its own tests excluded. */
function reachable(entry: string): string[] {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)\.js'/g))
      visit(normalize(join(dirname(file), `${from}.ts`)));
  };
  visit(join(root, entry));
  return [...found];
}

test('no file that the API is made of has a write statement, the migrations it only counts excepted', () => {
  const files = reachable('pkg/app/processes/api.ts').filter(
    (file) => !file.includes('/migrations/') && !file.endsWith('/migrate.ts'),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(readdirSync(join(root, 'pkg/http')).length).toBeGreaterThan(10);
  const write =
    /\b(INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|TRUNCATE\s|MERGE\s+INTO|(CREATE|ALTER|DROP)\s+(TABLE|INDEX|ROLE|VIEW)|GRANT\s|NOTIFY\s|pg_notify|nextval)/i;
  const code = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  expect(files.filter((file) => write.test(code(readFileSync(file, 'utf8'))))).toEqual([]);
});
