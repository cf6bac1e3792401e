/** The documents that are made from the chart: the README's tables and the reachability tables of operations.md. */
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { reachabilityTable } from './reachability-table.js';
import { CHART, render } from './render.js';

const run = promisify(execFile);
export const README = join(CHART, 'README.md');
export const OPERATIONS = join(process.cwd(), 'docs/operations.md');

/** The README with its tables made anew from values.yaml. */
export async function readmeFromValues(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chart-readme-'));
  try {
    const readme = join(folder, 'README.md');
    await copyFile(README, readme);
    const generator = join(process.cwd(), 'node_modules/@bitnami/readme-generator-for-helm/bin/index.js');
    await run(process.execPath, [generator, '--values', join(CHART, 'values.yaml'), '--readme', readme]);
    return await readFile(readme, 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** operations.md with its reachability tables made anew from the rendered policies. */
export async function operationsFromPolicies(): Promise<string> {
  let text = await readFile(OPERATIONS, 'utf8');
  for (const file of ['default-values.yaml', 'tor-service-values.yaml']) {
    const table = reachabilityTable(await render(file));
    text = text.replace(
      new RegExp(`(<!-- reachability ${file} -->\n)[^]*?(<!-- end -->)`),
      (_, start: string, end: string) => `${start}\n${table}\n\n${end}`,
    );
  }
  return text;
}
