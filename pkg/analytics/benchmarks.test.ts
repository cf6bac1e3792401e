import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InvalidBenchmarksError, parseBenchmarks } from './benchmarks.js';

const KNOWN: Record<string, string> = { 'rtx 3060': 'RTX 3060', rtx3060: 'RTX 3060', 'rx 6600': 'RX 6600' };
const read = (csv: string) => parseBenchmarks(csv, (spelling) => KNOWN[spelling.toLowerCase()]);

test('figures are found by variant, else by model', () => {
  const benchmarks = read('model,memory_gb,fps\n# 1080p\nrtx3060,12,87.5\r\n"RX 6600",,71\n\n');
  expect(benchmarks.size).toBe(2);
  expect(benchmarks.fps({ model: 'RTX 3060', memoryGb: 12 })).toBe(87.5);
  expect(benchmarks.fps({ model: 'RTX 3060', memoryGb: 8 })).toBeUndefined();
  expect(benchmarks.fps({ model: 'RX 6600', memoryGb: 8 })).toBe(71);
});

test('every bad line is named at once, and nothing is taken', () => {
  const csv =
    'model,memory_gb,fps\nRTX 9999,12,1\nRTX 3060,twelve,2\nRTX 3060,12,-3\nRTX 3060,12\nRX 6600,8,5\nRX 6600,8,5\n';
  try {
    read(csv);
    throw new Error('was taken');
  } catch (err) {
    expect(err).toBeInstanceOf(InvalidBenchmarksError);
    expect((err as InvalidBenchmarksError).faults.map(({ line }) => line)).toEqual([2, 3, 4, 5, 7]);
  }
});

test('a file without the header, an empty file and broken quotes are errors', () => {
  for (const csv of ['', 'RTX 3060,12,80', 'model,fps\nRTX 3060,1', 'model,memory_gb,fps\n"RTX 3060,12,80'])
    expect(() => read(csv)).toThrow(InvalidBenchmarksError);
});

test('any text is either read or refused with a typed error', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '#', '1', ' ', '\r') }), (text) => {
      try {
        read(`model,memory_gb,fps\n${text}`);
      } catch (err) {
        expect(err).toBeInstanceOf(InvalidBenchmarksError);
      }
    }),
  );
});
