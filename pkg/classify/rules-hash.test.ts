import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { rulesHashFile } from '../../scripts/rules-hash.mjs';

test('the hash of the rules is that of the sources (npm run rules)', () => {
  expect(readFileSync(new URL('./rules-hash.ts', import.meta.url), 'utf8')).toBe(rulesHashFile());
});
