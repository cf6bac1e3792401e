/** What the weights of the second opinion were learned from, as a hash, so that a test can tell when they are stale. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const OPINION = join(here, '../../pkg/classify/opinion');

/** Eight hexadecimal digits over the texts, the learner and what a feature is; changed rules make weights old, not wrong. */
export function trainingHash(): string {
  const texts = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(txt|tsv|jsonl)$/.test(path))
    .map((path) => join(here, path));
  const sources = readdirSync(OPINION)
    .filter((path) => path !== 'weights.ts' && !path.endsWith('.test.ts'))
    .map((path) => join(OPINION, path));
  const hash = createHash('sha256');
  for (const path of [...texts, ...sources, join(here, 'training.ts')].sort())
    hash.update(`${path.slice(here.length)}\n`).update(readFileSync(path));
  return hash.digest('hex').slice(0, 8);
}
