/** Listings are written by this folder alone. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../../..');
const TABLES = 'listings|listing_prices|listing_events|listing_changes';
const WRITES = [
  // As SQL, also through an alias or quotes.
  new RegExp(
    String.raw`\b(?:insert\s+into|update|delete\s+from|merge\s+into|copy|truncate(?:\s+table)?)\s+(?:only\s+)?(?:public\.)?"?(${TABLES})\b"?`,
    'gi',
  ),
  // As a chain of the query builder.
  new RegExp(
    String.raw`\(\s*['"\`](${TABLES})(?:\s+as\s+\w+)?['"\`]\s*\)(?:[^;]*?)\.(?:insert|update|delete|del|truncate|increment|decrement|merge)\(`,
    'gi',
  ),
];

/** The tables that a source writes. */
function tablesWritten(source: string): string[] {
  // `DO UPDATE SET`, `FOR UPDATE` and words of comments are followed by no table.
  return WRITES.flatMap((write) => [...source.matchAll(write)].map(([, table]) => table!.toLowerCase()));
}

async function writers(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const folder of ['pkg', 'cmd', 'charts', 'scripts', 'web/src']) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const file = join(entry.parentPath, entry.name);
      if (!/\.(ts|tsx|js|mjs|sql|sh|yaml|tpl)$/.test(entry.name) || /\.test\.ts$|\/testing\/|\/migrations\//.test(file))
        continue;
      const tables = tablesWritten(await readFile(file, 'utf8'));
      if (tables.length > 0) found[relative(root, file)] = [...new Set(tables)].sort();
    }
  }
  return found;
}

test('one file writes the four tables; another takes imports out again, and retention shortens the feed', async () => {
  await expect(writers()).resolves.toEqual({
    'pkg/postgres/changes/apply-changes.ts': ['listing_changes', 'listing_events', 'listing_prices', 'listings'],
    'pkg/postgres/changes/remove-listings.ts': ['listings'],
    'pkg/postgres/retention.ts': ['listing_changes'],
  });
});

test.each([
  'INSERT INTO listings (id) VALUES (1)',
  'update  listings l SET status = 1',
  'DELETE FROM only listing_events',
  'TRUNCATE TABLE public."listing_prices"',
  "await trx('listings').where({ id }).update({ status })",
  "db('listing_changes as c').del()",
  'MERGE INTO listing_prices p USING x',
])('a writer is recognised: %s', (source) => {
  expect(tablesWritten(source)).toHaveLength(1);
});

test.each([
  'SELECT FROM listings FOR UPDATE',
  "db('listings').select('id')",
  'UPDATE markets SET x = (SELECT 1 FROM listings)',
])('a reader is none: %s', (source) => {
  expect(tablesWritten(source)).toEqual([]);
});
