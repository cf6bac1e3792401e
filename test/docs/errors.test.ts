import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

async function codesInSources(): Promise<string[]> {
  const entries = await readdir(join(root, 'pkg'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'));
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')));
  return texts.flatMap((text) =>
    [...text.matchAll(/^\s+(?:override )?readonly code(?:: string)? = '(\w+)'/gm)].map(([, code]) => code!),
  );
}

test('docs/errors.md has every error code once, and no other', async () => {
  const page = await readFile(join(root, 'docs/errors.md'), 'utf8');
  const documented = [...page.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code!);
  expect(documented.sort()).toEqual([...new Set(await codesInSources())].sort());
});

test('every error code has one class', async () => {
  const codes = await codesInSources();
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});
