import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { explainCommand, markWords } from './explain.js';

function run(...args: string[]): string {
  const output = new PassThrough();
  explainCommand(output).parse(args, { from: 'user' });
  return String(output.read());
}

test('an accepted ad shows model, memory, rule, the words in brackets, and what each of them weighs', () => {
  const text = run('Видеокарта RTX 3060 12GB Ventus');
  expect(text).toContain('accepted: RTX 3060, 12 GB');
  expect(text).toContain('[Видеокарта] [RTX 3060] [12GB] [Ventus]');
  expect(text).toContain('noun +20');
});

test('a rejected ad shows the reason and the words that decided it', () => {
  const text = run('Кутия от RTX 3080');
  expect(text).toContain('rejected: part (names RTX 3080)');
  expect(text).toContain('[Кутия от RTX 3080]');
});

test('--json prints the verdict as one object', () => {
  expect(JSON.parse(run('RTX 3060 12GB', '--json'))).toMatchObject({ verdict: 'accepted', memory_gb: 12 });
});

test('overlapping words are marked once, on a terminal with colour', () => {
  const evidence = [
    { field: 'title' as const, start: 0, end: 4, text: 'abcd' },
    { field: 'title' as const, start: 2, end: 3, text: 'c' },
  ];
  expect(markWords('abcdef', 'title', evidence, true)).toBe('\u001b[1;4mabcd\u001b[0mef');
});
