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
});

test.each([
  [
    64,
    ['INVALID_CONFIG', 'INVALID_INPUT', 'INVALID_BENCHMARKS', 'FAULT_SPEC', 'DATABASE_REFUSED', 'KUBERNETES_REFUSED'],
  ],
  [
    75,
    [
      'FETCH_TEMPORARY',
      'FETCH_TOR_UNAVAILABLE',
      'DATABASE_UNAVAILABLE',
      'SCHEMA_NOT_CURRENT',
      'FENCED',
      'MARKET_BUSY',
      'KUBERNETES',
    ],
  ],
  [76, ['FETCH_BLOCKED', 'FETCH_ROBOTS_DISALLOWED']],
  [77, ['FETCH_LEAK']],
  [78, ['FETCH_BODY_TOO_LARGE', 'FETCH_REDIRECT_REFUSED', 'FETCH_GONE', 'FETCH_UNEXPECTED_RESPONSE']],
  [78, ['UNRECOGNISED_PAGE', 'SUSPECT', 'BOOKS_DO_NOT_BALANCE']],
  [1, ['INVARIANT', 'DATABASE_FAULT', 'NOT_FOUND', 'A_CODE_OF_TOMORROW']],
])('status %i is that of %p', (status, codes) => {
  expect(codes.filter((code) => exitStatusOf(new CodedError(code)) !== status)).toEqual([]);
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
