/** The share of mutants of one folder that its tests notice, and those that none does. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { draw } from './draw.js';
import { apply, mutantsOf, type Mutant } from './mutants.js';
import { Suite, type Noticed, type Run } from './suite.js';
import { runTests } from './test-run.js';

export interface Placed extends Mutant {
  /** From the root of the copy. */
  readonly path: string;
}

export interface Tried {
  readonly mutant: Placed;
  readonly noticed: Noticed | undefined;
}

export interface Score {
  readonly folder: string;
  readonly files: number;
  /** How many mutants the folder has, of which `tried` were drawn. */
  readonly of: number;
  readonly tried: readonly Tried[];
  readonly cleanMs: number;
}

export interface ScoreOptions {
  /** A copy of the sources, which is written to. */
  readonly root: string;
  readonly folder: string;
  /** Folders and files whose tests judge. */
  readonly tests: readonly string[];
  readonly sample: number;
  readonly seed: number;
  /** `FILE` or `FILE:LINE`: only mutants of these, all of them. */
  readonly only?: readonly string[];
  readonly onTried?: (tried: Tried, count: number, total: number, lived: number) => void;
}

export async function score(options: ScoreOptions): Promise<Score> {
  const { root, folder, tests, sample, seed, only = [], onTried } = options;
  const sources = typescriptIn(root, folder).filter(
    (path) => !path.endsWith('.test.ts') && !/\/(testing|lexicon|data|fixtures|migrations)\//.test(path),
  );
  const all = sources.flatMap((path): Placed[] =>
    mutantsOf(readFileSync(join(root, path), 'utf8')).map((mutant) => ({ ...mutant, path })),
  );
  const chosen =
    only.length === 0
      ? draw(all, sample, seed)
      : all.filter(({ path, line }) => only.includes(path) || only.includes(`${path}:${line}`));
  const run: Run = (files, limitMs) => runTests(root, files, limitMs);
  // A hash of the sources notices any change of them, and no fault.
  const files = tests
    .flatMap((path) => typescriptIn(root, path))
    .filter((path) => path.endsWith('.test.ts') && !path.endsWith('rules-hash.test.ts'));
  const suite = await Suite.measured(run, [...new Set(files)]);
  const tried: Tried[] = [];
  let lived = 0;
  for (const mutant of chosen) {
    const noticed = await suite.judge(mutant.path, (work) => withMutant(join(root, mutant.path), mutant, work));
    tried.push({ mutant, noticed });
    if (noticed === undefined) lived += 1;
    onTried?.({ mutant, noticed }, tried.length, chosen.length, lived);
  }
  return { folder, files: sources.length, of: all.length, tried, cleanMs: suite.cleanMs };
}

async function withMutant<T>(path: string, mutant: Mutant, work: () => Promise<T>): Promise<T> {
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, apply(source, mutant));
  try {
    return await work();
  } finally {
    writeFileSync(path, source);
  }
}

function typescriptIn(root: string, path: string): string[] {
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(path, name))
    .sort();
}
