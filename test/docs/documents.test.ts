import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { COMMANDS } from '../../pkg/app/cli/commands.js';

const root = join(import.meta.dirname, '../..');
const text = (path: string) => readFile(join(root, path), 'utf8');

test('the README names every command, and no other', async () => {
  const named = [...(await text('README.md')).matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, name]) => name!);
  expect(named.sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
});

test('every file that ARCHITECTURE.md and CONTRIBUTING.md name is there', async () => {
  const pages = (await text('ARCHITECTURE.md')) + (await text('CONTRIBUTING.md'));
  const paths = [...pages.matchAll(/`((?:pkg|cmd|test|docs|charts|web|eslint)[\w./-]*)`/g)].map(([, path]) => path!);
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('links between documents lead somewhere', async () => {
  const adrs = (await readdir(join(root, 'docs/adr'))).map((name) => `docs/adr/${name}`);
  const dead: string[] = [];
  for (const page of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/operations.md', ...adrs])
    for (const [, link] of (await text(page)).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g))
      if (!existsSync(join(root, dirname(page), link!))) dead.push(`${page}: ${link!}`);
  expect(dead).toEqual([]);
});
