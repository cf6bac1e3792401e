import { PassThrough, Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { createClassifier } from '../../classify/classifier.js';
import { classifyLines } from './classify.js';

async function run(input: Iterable<string | Buffer>): Promise<{ malformed: number; lines: Record<string, unknown>[] }> {
  const output = new PassThrough();
  let text = '';
  output.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const malformed = await classifyLines(createClassifier(), { input: Readable.from(input), output });
  return {
    malformed,
    lines: text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

test('every ad gets one verdict line with every key, in order', async () => {
  const { lines, malformed } = await run(['{"title":"RTX 3060 12GB"}\n{"title":"Компютър с RTX 3060"}\n']);
  expect(malformed).toBe(0);
  expect(lines).toMatchObject([
    { verdict: 'accepted', model: 'RTX 3060', memory_gb: 12, reason: null, flags: [] },
    { verdict: 'rejected', reason: 'computer', memory_gb: null },
  ]);
  for (const line of lines)
    expect(Object.keys(line)).toEqual([
      'verdict',
      'model',
      'memory_gb',
      'reason',
      'rule',
      'evidence',
      'rules_version',
      'flags',
    ]);
});

test('a malformed line is answered at its place and nothing is lost', async () => {
  const { lines, malformed } = await run(['{"title":"RTX 3060"}\n{"titel":1}\n\nnot json\n{"title":"RTX 3070"}']);
  expect(malformed).toBe(2);
  expect(lines).toMatchObject([
    { model: 'RTX 3060' },
    { error: { code: 'INVALID_INPUT' }, line: 2 },
    { error: { code: 'INVALID_INPUT' }, line: 4 },
    { model: 'RTX 3070' },
  ]);
});

test('a letter cut in two by a chunk border is read whole', async () => {
  const bytes = Buffer.from('{"title":"РТХ 3060 ти"}\n');
  const { lines } = await run(Array.from(bytes, (byte) => Buffer.from([byte])));
  expect(lines).toMatchObject([{ model: 'RTX 3060 Ti' }]);
});

test('the price is a decimal amount, in euro unless said otherwise', async () => {
  const { lines } = await run([
    '{"title":"RTX 3060","price":210.5}\n{"title":"RTX 3060","price":1,"currency":"BGN"}\n{"title":"RTX 3060","price":null}\n',
  ]);
  expect(lines.map((line) => line['reason'])).toEqual([null, 'price-implausible', 'price-missing']);
});

test('a line without end is refused, not kept in memory', async () => {
  const { lines, malformed } = await run([
    ...Array.from({ length: 30 }, () => 'x'.repeat(100_000)),
    '\n{"title":"RTX 3060"}\n',
  ]);
  expect(malformed).toBe(1);
  expect(lines).toMatchObject([{ error: { code: 'INVALID_INPUT' }, line: 1 }, { model: 'RTX 3060' }]);
});
