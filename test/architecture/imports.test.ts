/** The table of architecture.mjs is what the sources do: no more, no less; and no file imports itself by way of others. */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { MAY_IMPORT, NEVER, OWNER, REACHES_OUTSIDE, SHARED } from '../../architecture.mjs';
import { circles, isProduct, readSourceGraph } from './source-graph.js';

const root = join(import.meta.dirname, '../..');
const graph = readSourceGraph(root, ['cmd', 'pkg', 'test', 'bench', 'scripts']);
const packageOf = (path: string): string | undefined => /^pkg\/([^/]+)\//.exec(path)?.[1];
const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

/** Of the product's files in pkg: what `pick` finds in each, gathered by package. */
function byPackage(pick: (path: string) => readonly string[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const path of graph.files.keys()) {
    const name = packageOf(path);
    if (name !== undefined && isProduct(path)) found[name] = sorted([...(found[name] ?? []), ...pick(path)]);
  }
  return found;
}

/** Who uses each of the libraries that `wanted` says, by library. */
function users(wanted: (library: string) => boolean): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [name, libraries] of Object.entries(byPackage((path) => graph.libraries.get(path) ?? [])))
    for (const library of libraries) {
      const bare = library.startsWith('node:')
        ? library
        : library
            .split('/')
            .slice(0, library.startsWith('@') ? 2 : 1)
            .join('/');
      if (wanted(bare)) found[bare] = sorted([...(found[bare] ?? []), name]);
    }
  return found;
}

test('every folder under pkg/ is in the table, and no other', () => {
  expect(readdirSync(join(root, 'pkg')).sort()).toEqual(Object.keys(MAY_IMPORT).sort());
});

test('each package imports what the table allows, and the table allows no more', () => {
  const real = byPackage((path) =>
    (graph.files.get(path) ?? []).flatMap((to) => packageOf(to) ?? []).filter((name) => name !== packageOf(path)),
  );
  const table = Object.fromEntries(Object.entries(MAY_IMPORT).map(([name, allowed]) => [name, sorted(allowed)]));
  expect(real).toEqual(table);
});

test('processes import compositions, and nothing of a package but app, config and the room of TOR', () => {
  const imported = [...graph.files].filter(([path]) => path.startsWith('cmd/')).flatMap(([, to]) => to);
  expect(imported.filter((path) => !/^pkg\/(app|config|fetch\/tor)\//.test(path))).toEqual([]);
});

test('every library of the production has its owner, or is shared by those that the table names', () => {
  const owned = Object.fromEntries(Object.entries(OWNER).map(([library, owner]) => [library, [owner]]));
  expect(users((library) => !library.startsWith('node:'))).toEqual({ ...owned, ...SHARED });
});

test("node's ways out are used by the packages that the table names", () => {
  const outside = [...Object.keys(REACHES_OUTSIDE), ...NEVER];
  expect(outside.filter((name) => !builtinModules.includes(name.slice('node:'.length)))).toEqual([]);
  expect(users((library) => outside.includes(library))).toEqual(REACHES_OUTSIDE);
});

test('what package.json asks for in production is imported, and what is imported is asked for', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const imported = [...Object.keys(OWNER), ...Object.keys(SHARED)];
  expect(Object.keys(dependencies).sort()).toEqual(imported.sort());
});

test('every entry of the lock file can be verified', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { integrity?: string; link?: boolean }>;
  };
  const entries = Object.entries(packages).filter(([path]) => path !== '');
  expect(entries.length).toBeGreaterThan(100);
  expect(entries.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? '')).map(([path]) => path)).toEqual([]);
});

describe('circles', () => {
  test('are found, direct, long and of one file', () => {
    const to = (edges: Record<string, string[]>): string[][] => circles(new Map(Object.entries(edges)));
    expect(to({ a: ['b'], b: ['c'], c: [] })).toEqual([]);
    expect(to({ a: ['b'], b: ['a'] })).toEqual([['a', 'b']]);
    expect(to({ a: ['a'] })).toEqual([['a']]);
    expect(to({ z: ['a'], a: ['b'], b: ['c', 'd'], c: ['a'], d: ['z2'], z2: ['d'] })).toEqual([
      ['d', 'z2'],
      ['a', 'b', 'c'],
    ]);
  });

  test('no file imports itself by way of others', () => {
    expect(circles(graph.files)).toEqual([]);
  });
});
