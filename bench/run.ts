/** `npm run bench [-- NAME ...]`: runs every benchmark (or those whose name contains a NAME) and exits 1 when a bar is missed. */
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench } from './bench.js';

const OWN = new Set(['bench.ts', 'built.ts', 'run.ts']);
const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const asJson = process.argv.includes('--json');
const results: Record<string, unknown>[] = [];
let missed = 0;

for (const file of (await readdir(here)).filter((name) => name.endsWith('.ts') && !OWN.has(name)).sort()) {
  const { benches } = (await import(join(here, file))) as { benches?: readonly Bench[] };
  for (const bench of benches ?? []) {
    if (wanted.length > 0 && !wanted.some((word) => bench.name.includes(word))) continue;
    if (!asJson) console.log(`\n${bench.name}`);
    for (const figure of await bench.run()) {
      const kept = figure.higherIsBetter ? figure.value >= figure.bar : figure.value <= figure.bar;
      if (!kept) missed += 1;
      results.push({ bench: bench.name, ...figure, kept });
      const mark = kept ? 'ok  ' : 'MISS';
      const bar = `${figure.higherIsBetter ? '>=' : '<='} ${figure.bar}`;
      if (!asJson)
        console.log(
          `  ${mark} ${figure.ratioName}: ${figure.value.toPrecision(3)} (${bar})${figure.detail ? `  ${figure.detail}` : ''}`,
        );
    }
  }
}
if (asJson) console.log(JSON.stringify(results, null, 2));
else console.log(`\n${results.length} figures, ${missed} under their bar`);
if (results.length === 0 || missed > 0) process.exitCode = 1;
