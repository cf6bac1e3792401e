import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { CONFIGURATION_DOC, renderConfigurationDoc } from './configuration-doc.js';

test('docs/configuration.md says what the schema says (npm run docs:configuration writes it)', async () => {
  await expect(readFile(CONFIGURATION_DOC, 'utf8')).resolves.toBe(renderConfigurationDoc());
});
