/** Readers ask effective_verdicts; the table of verdicts is for those who judge. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

test('no reader chooses a verdict by itself', async () => {
  const files = (await readdir(import.meta.dirname)).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  const asking: string[] = [];
  for (const file of files)
    if (/\b(from|join|into)\s+verdicts\b/i.test(await readFile(join(import.meta.dirname, file), 'utf8')))
      asking.push(file);
  expect(asking.sort()).toEqual([
    ...['ad-pages.ts', 'pg-cycle-store.ts', 'publish-cycle.ts', 'read-books.ts', 'replay-sql.ts', 'replay.ts'], // who judges, by one version
  ]);
});
