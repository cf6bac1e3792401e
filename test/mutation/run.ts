/**
 * `npm run test:mutation -- [--sample N] [--seed N] FOLDER...`: changes one thing at a time in a copy of the sources and runs the tests of
 * the folder that can reach it; what lives is listed, and the share that died is the score.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { apply, mutantsOf, type Mutant } from './mutants.js';

const TIMEOUT_MS = 120_000;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string', multiple: true },
  },
});

const root = resolve(import.meta.dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'gpu-tracker-mutants-'));
try {
  for (const name of readdirSync(root))
    if (!/^(node_modules|\.git|\.data|\.cache|dist|coverage)$/.test(name))
      cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const folder of positionals) score(folder);
} finally {
  rmSync(copy, { recursive: true, force: true });
}

interface Placed extends Mutant {
  readonly path: string;
}

function score(folder: string): void {
  const files = readdirSync(join(copy, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\/(testing|lexicon|data|fixtures|migrations)\//.test(path));
  const all = files.flatMap((path): Placed[] =>
    mutantsOf(readFileSync(path, 'utf8')).map((mutant) => ({ ...mutant, path })),
  );
  const chosen = pick(all, Number(values.sample), Number(values.seed));
  const tests = values.tests ?? [folder];
  const lived = chosen.filter((mutant) => lives(mutant, tests));
  const killed = chosen.length - lived.length;
  console.log(
    `${folder}: ${killed} of ${chosen.length} died (${Math.round((100 * killed) / chosen.length)} %), drawn from ${all.length} in ${files.length} files`,
  );
  for (const { path, line, original, replacement } of lived)
    console.log(
      `  lived: ${path.slice(copy.length + 1)}:${line}  ${original.slice(0, 60)} -> ${replacement.slice(0, 60)}`,
    );
}

function lives({ path, ...mutant }: Placed, tests: readonly string[]): boolean {
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, apply(source, mutant));
  try {
    const args = [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      '--bail',
      '--silent',
      // A hash of the sources notices any change of them, and no fault.
      '--testPathIgnorePatterns=rules-hash',
      ...tests,
    ];
    const { status } = spawnSync(process.execPath, args, { cwd: copy, stdio: 'ignore', timeout: TIMEOUT_MS });
    return status === 0; // a run that hangs is a run that noticed
  } finally {
    writeFileSync(path, source);
  }
}

/** The same draw for the same seed (mulberry32), without repeats, in order of place. */
function pick<T>(all: readonly T[], count: number, seed: number): T[] {
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const order = all.map((_, index) => ({ index, key: random() })).sort((a, b) => a.key - b.key);
  return order
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ index }) => all[index] as T);
}
