/** `npm run chart:docs`: writes the documents that are made from the chart. */
import { writeFile } from 'node:fs/promises';
import { OPERATIONS, README, operationsFromPolicies, readmeFromValues } from './generated-docs.js';

await writeFile(README, await readmeFromValues());
await writeFile(OPERATIONS, await operationsFromPolicies());
