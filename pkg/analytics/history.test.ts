import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInputError } from '../errors/app-error.js';
import { addDays, dayOf, daysBetween, startOfDay } from './day.js';
import { carryForward } from './history.js';

test('a day is a day of the calendar', () => {
  for (const bad of ['2026-02-30', '2026-2-3', '', '2026-13-01', '2026-01-01T00:00:00Z'])
    expect(() => startOfDay(bad)).toThrow(InvalidInputError);
  expect(daysBetween('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(daysBetween('2026-03-01', '2026-02-27')).toEqual([]);
});

test('the day of an instant is its UTC day', () => {
  expect(dayOf(new Date('2026-03-29T23:59:59.999Z'))).toBe('2026-03-29');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), (offset) => {
      expect(addDays(addDays('1990-01-01', offset), -offset)).toBe('1990-01-01');
    }),
  );
});

test('a value is carried forward from its day on, and of one day the last counts', () => {
  const changes = [
    { since: new Date('2026-01-03T10:00:00Z'), value: 2 },
    { since: new Date('2026-01-01T23:59:59.999Z'), value: 1 },
    { since: new Date('2026-01-03T09:00:00Z'), value: 9 },
  ];
  expect(carryForward(changes, '2025-12-31', '2026-01-04')).toEqual([
    { day: '2026-01-01', value: 1 },
    { day: '2026-01-02', value: 1 },
    { day: '2026-01-03', value: 2 },
    { day: '2026-01-04', value: 2 },
  ]);
});
