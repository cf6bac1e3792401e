/** The line with which .ci/run ends, `N passed, N failed`: jest writes it, and what is tried beside jest is added. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const FILE = '.cache/test-summary';

export function writeSummary({ passed, failed }) {
  const line = `${passed} passed, ${failed} failed\n`;
  mkdirSync('.cache', { recursive: true });
  writeFileSync(FILE, line);
  return line;
}

export function addToSummary({ passed, failed }) {
  const [before = 0, beforeFailed = 0] = existsSync(FILE) ? readFileSync(FILE, 'utf8').match(/\d+/g).map(Number) : [];
  return writeSummary({ passed: before + passed, failed: beforeFailed + failed });
}
