import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { createLogger } from './logger.js';

function capture(format: 'text' | 'json'): { lines: string[]; log: ReturnType<typeof createLogger> } {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString().trim());
      done();
    },
  });
  return { lines, log: createLogger({ level: 'info', format, stream }) };
}

test('an error is logged with its cause chain, in both forms', () => {
  const err = new Error('page lost', { cause: new Error('socket closed') });
  for (const format of ['text', 'json'] as const) {
    const { lines, log } = capture(format);
    log.child({ cycle: 7 }).warn('page skipped', { err });
    expect(lines[0]).toContain('page lost');
    expect(lines[0]).toContain('socket closed');
    expect(lines[0]).toContain('7');
  }
});

test('lines below the level are not written', () => {
  const { lines, log } = capture('json');
  log.debug('noise');
  expect(lines).toEqual([]);
});
