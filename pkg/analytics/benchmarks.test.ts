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

test.each<[string, string, number | undefined]>([
  ['a mark of the byte order', '\ufeffmodel,memory_gb,fps\nRTX 3060,12,80', 80],
  ['spaces around', 'model , memory_gb , fps\n RTX 3060 , 12 , 80 ', 80],
  ['capitals in the header', 'Model,Memory_GB,FPS\nRTX 3060,12,80', 80],
  ['a fraction', 'model,memory_gb,fps\nRTX 3060,12,80.25', 80.25],
  ['a note behind the figure', 'model,memory_gb,fps\nRTX 3060,12,80 # fast', undefined],
  ['nothing', 'model,memory_gb,fps\nRTX 3060,12,', undefined],
  ['nought', 'model,memory_gb,fps\nRTX 3060,12,0', undefined],
  ['nought, written out', 'model,memory_gb,fps\nRTX 3060,12,0.0', undefined],
  ['half a fraction', 'model,memory_gb,fps\nRTX 3060,12,80.', undefined],
  ['a power', 'model,memory_gb,fps\nRTX 3060,12,8e1', undefined],
  ['a memory of nought', 'model,memory_gb,fps\nRTX 3060,0,80', undefined],
])('%s', (_what, csv, fps) => {
  if (fps === undefined) expect(() => read(csv)).toThrow(InvalidBenchmarksError);
  else expect(read(csv).fps({ model: 'RTX 3060', memoryGb: 12 })).toBe(fps);
});

test.each([
  ['', 'line 1: the header must be model,memory_gb,fps'],
  ['# none\n\nmodel,fps', 'line 3: the header must be model,memory_gb,fps'],
  ['model,memory_gb,fps\nRTX 3060,12,1\n"RTX', 'line 3: '],
])('the line of a fault is told: %j', (csv, message) => {
  expect(() => read(csv)).toThrow(`bad benchmark file: ${message}`);
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
