import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { createProgress } from './progress.js';

function terminal(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), {
    isTTY,
    columns: 100,
    cursorTo: () => true,
    moveCursor: () => true,
    clearLine: () => true,
    clearScreenDown: () => true,
  });
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { stream, text: () => text };
}

test('without a terminal there is a plain line every ten percent, and none of it moves a cursor', () => {
  const { stream, text } = terminal(false);
  const progress = createProgress({ stream });
  for (let percent = 0; percent <= 100; percent += 1) progress.update(percent, `page ${percent}`);
  progress.line('published');
  progress.stop();
  const lines = text().trimEnd().split('\n');
  expect(lines).toHaveLength(12);
  expect(lines[1]).toBe(' 10% page 10');
  expect(lines.at(-1)).toBe('published');
  expect(text()).not.toContain('\u001b');
});

test('a second task begins at the beginning again', () => {
  const { stream, text } = terminal(false);
  const progress = createProgress({ stream });
  progress.update(100, 'first');
  progress.stop();
  progress.update(3, 'second');
  expect(text()).toBe('100% first\n  3% second\n');
});

test('on a terminal there is a bar, and lines stay above it', () => {
  const { stream, text } = terminal(true);
  const progress = createProgress({ stream });
  progress.line('before');
  progress.update(50, 'page 5 of 10');
  progress.line('above');
  progress.stop();
  expect(text()).toContain('before\n');
  expect(text()).toContain('above\n');
  expect(text()).toContain('############');
});
