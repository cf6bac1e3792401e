import { expect, test } from '@jest/globals';
import { mergeConditions } from './conditions.js';

const at = new Date('2026-11-02T12:00:00.987Z');
const ready = (status: 'True' | 'False', reason = 'Scheduled') =>
  ({ type: 'Ready', status, reason, message: 'x' }) as const;

test('a new condition begins now, in whole seconds', () => {
  expect(mergeConditions([], [ready('True')], 3, at)).toEqual([
    { ...ready('True'), observedGeneration: 3, lastTransitionTime: '2026-11-02T12:00:00Z' },
  ]);
});

test('the time of a transition stays while the status does, whatever the reason says', () => {
  const before = mergeConditions([], [ready('True')], 1, new Date(0));
  expect(mergeConditions(before, [ready('True', 'Suspended')], 2, at)).toEqual([
    { ...ready('True', 'Suspended'), observedGeneration: 2, lastTransitionTime: '1970-01-01T00:00:00Z' },
  ]);
  expect(mergeConditions(before, [ready('False')], 2, at)[0]?.lastTransitionTime).toBe('2026-11-02T12:00:00Z');
});
