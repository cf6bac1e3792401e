import { expect, test } from '@jest/globals';
import { AppError, DatabaseUnavailableError, InvalidConfigError, InvariantError } from '../../errors/app-error.js';
import { UnrecognisedPageError } from '../../market/marketplace.js';
import { exitStatusOf } from './exit-status-of.js';

class CodedError extends AppError {
  constructor(readonly code: string) {
    super(code);
  }
}

test('each documented kind of failure has its own exit status', () => {
  expect(exitStatusOf(new InvalidConfigError('x'))).toBe(64);
  expect(exitStatusOf(new DatabaseUnavailableError('x'))).toBe(75);
  expect(exitStatusOf(new UnrecognisedPageError('x'))).toBe(78);
  expect(
    ['FETCH_TEMPORARY', 'FETCH_BLOCKED', 'FETCH_LEAK', 'SUSPECT'].map((code) => exitStatusOf(new CodedError(code))),
  ).toEqual([75, 76, 77, 78]);
});

test('a database that does not answer is a temporary failure, also as the raw error of the driver', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  expect(exitStatusOf(refused)).toBe(75);
  expect(exitStatusOf(new AggregateError([refused, refused]))).toBe(75);
  expect(exitStatusOf(Object.assign(new Error('shutting down'), { code: '57P01' }))).toBe(75);
});

test('what nobody foresaw is a fault of ours', () => {
  expect(exitStatusOf(new InvariantError('x'))).toBe(1);
  expect(exitStatusOf(new TypeError('x'))).toBe(1);
  expect(exitStatusOf('thrown text')).toBe(1);
});
