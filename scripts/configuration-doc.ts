/** Writes docs/configuration.md from the configuration schema: `npm run docs:configuration`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EnvSchema } from '../pkg/config/config.js';

export const CONFIGURATION_DOC = join(import.meta.dirname, '../docs/configuration.md');

const INTRODUCTION = `# Configuration

Every process reads its configuration from the environment, once, at its start. A value that cannot be used stops the start with
exit status 64, and all faults are named at once; a default never hides a bad value. A variable may also be written with the prefix
\`GPU_TRACKER_\`, which then wins; an unknown variable with that prefix is a fault, since it can only be a slip of the pen. An empty
value counts as not set. Lists are separated by commas.

This page is generated from the schema (\`pkg/config/config.ts\`) by \`npm run docs:configuration\`, and tested against it.
`;

export function renderConfigurationDoc(): string {
  const rows = Object.entries(EnvSchema.shape).map(([name, schema]) => {
    const meaning = (schema.description ?? '').replaceAll('|', '\\|');
    return `| \`${name}\` | ${defaultOf(schema)} | ${meaning} |`;
  });
  return [INTRODUCTION, '| variable | default | meaning |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function defaultOf(schema: {
  safeParse(value: unknown): { data?: string | number | boolean | string[] | undefined };
}): string {
  const { data } = schema.safeParse(undefined);
  if (data === undefined || (Array.isArray(data) && data.length === 0)) return '';
  return `\`${Array.isArray(data) ? data.join(',') : data}\``;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(CONFIGURATION_DOC, renderConfigurationDoc());
