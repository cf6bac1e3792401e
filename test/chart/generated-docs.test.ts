/** Documents made from the chart are as the chart is. `npm run chart:docs` makes them anew. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { OPERATIONS, README, operationsFromPolicies, readmeFromValues } from './generated-docs.js';

/** Without the padding of table cells, which the formatter of the documents chooses. */
const unpadded = (markdown: string): string =>
  markdown
    .replace(/ {2,}/g, ' ')
    .replace(/-{3,}/g, '---')
    .replace(/\n{2,}/g, '\n\n');

test("the README's tables name every key of values.yaml", async () => {
  expect(await readFile(README, 'utf8')).toBe(await readmeFromValues());
});

test('operations.md prints the reachability that the policies give', async () => {
  expect(unpadded(await readFile(OPERATIONS, 'utf8'))).toBe(unpadded(await operationsFromPolicies()));
});
