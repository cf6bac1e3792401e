import { expect, test } from '@jest/globals';
import { nextDigest } from './digest.js';

test.each([
  ['later today', '2026-11-26T05:00:00Z', '08:00', 'Europe/Sofia', '2026-11-26T06:00:00.000Z'],
  ['tomorrow, when it is just that time', '2026-11-26T06:00:00Z', '08:00', 'Europe/Sofia', '2026-11-27T06:00:00.000Z'],
  ['a millisecond before', '2026-11-26T05:59:59.999Z', '08:00', 'Europe/Sofia', '2026-11-26T06:00:00.000Z'],
  [
    'a day that has begun there and not here',
    '2026-11-26T22:30:00Z',
    '00:15',
    'Europe/Sofia',
    '2026-11-27T22:15:00.000Z',
  ],
  ['summer time', '2026-07-01T00:00:00Z', '08:00', 'Europe/Sofia', '2026-07-01T05:00:00.000Z'],
  [
    'the morning after clocks were put forward',
    '2026-03-28T12:00:00Z',
    '08:00',
    'Europe/Sofia',
    '2026-03-29T05:00:00.000Z',
  ],
  ['the morning after they were put back', '2026-10-24T12:00:00Z', '08:00', 'Europe/Sofia', '2026-10-25T06:00:00.000Z'],
  [
    'an hour that is left out: as much later',
    '2026-03-29T00:00:00Z',
    '03:30',
    'Europe/Sofia',
    '2026-03-29T01:30:00.000Z',
  ],
  ['an hour that comes twice: the first', '2026-10-24T12:00:00Z', '03:30', 'Europe/Sofia', '2026-10-25T00:30:00.000Z'],
  ['and not the second as well', '2026-10-25T00:30:00Z', '03:30', 'Europe/Sofia', '2026-10-26T01:30:00.000Z'],
  ['west of Greenwich', '2026-11-26T02:00:00Z', '20:00', 'America/Los_Angeles', '2026-11-26T04:00:00.000Z'],
  ['UTC', '2026-12-31T23:59:00Z', '00:00', 'UTC', '2027-01-01T00:00:00.000Z'],
])('the next digest: %s', (_name, now, at, timeZone, expected) => {
  expect(nextDigest(new Date(now), { at, timeZone }).toISOString()).toBe(expected);
});
