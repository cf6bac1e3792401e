/** Errors of the HTTP layer, and the one place where a code becomes a status and an RFC 9457 problem document. */
import { AppError, DatabaseRefusedError, DatabaseUnavailableError } from '../errors/app-error.js';
import type { ProblemDto } from './schemas/common.js';

export class MethodNotAllowedError extends AppError {
  readonly code = 'METHOD_NOT_ALLOWED';
}
/** The client sent more requests than RATE_LIMIT_PER_MINUTE. */
export class RateLimitedError extends AppError {
  readonly code = 'RATE_LIMITED';
  constructor(readonly retryAfterSeconds: number) {
    super('too many requests: wait and try again');
  }
}
export class UriTooLongError extends AppError {
  readonly code = 'URI_TOO_LONG';
}
/** Too many exports or event streams at once. */
export class OverloadedError extends AppError {
  readonly code = 'OVERLOADED';
}

interface Meaning {
  readonly status: number;
  readonly title: string;
  /** What the error says names addresses, users or statements: clients are told the title only. */
  readonly isPrivate?: boolean;
}

/** Codes that a client may see; any other error is a bug, logged in full and told to no one. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  INVALID_INPUT: { status: 400, title: 'The request cannot be understood' },
  UNKNOWN_MARKET: { status: 400, title: 'No such market' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Method not allowed' },
  URI_TOO_LONG: { status: 414, title: 'The address is too long' },
  RATE_LIMITED: { status: 429, title: 'Too many requests' },
  DATABASE_UNAVAILABLE: { status: 503, title: 'The database is not available', isPrivate: true },
  DATABASE_REFUSED: { status: 503, title: 'The database refuses the connection', isPrivate: true },
  OVERLOADED: { status: 503, title: 'Too busy' },
};
const INTERNAL: Meaning = { status: 500, title: 'Internal error' };

/** Seconds after which a 503 is worth another try. */
const RETRY_AFTER_SECONDS = 5;

export interface Problem {
  readonly status: number;
  readonly body: ProblemDto;
  readonly retryAfterSeconds: number | undefined;
  /** Not raised on purpose: log it as an error. */
  readonly isBug: boolean;
}

export function problemOf(err: unknown, requestId: string): Problem {
  const code = err instanceof AppError ? err.code : clientFault(err) ? 'INVALID_INPUT' : 'INTERNAL';
  const meaning = MEANINGS[code];
  const { status, title, isPrivate = false } = meaning ?? INTERNAL;
  const told = meaning !== undefined && err instanceof AppError && !isPrivate ? err.message : title;
  return {
    status,
    body: {
      type: `urn:gpu-tracker:error:${meaning === undefined ? 'INTERNAL' : code}`,
      title,
      status,
      detail: told,
      code: meaning === undefined ? 'INTERNAL' : code,
      request_id: requestId,
    },
    retryAfterSeconds:
      err instanceof RateLimitedError ? err.retryAfterSeconds : status === 503 ? RETRY_AFTER_SECONDS : undefined,
    isBug: meaning === undefined,
  };
}

/** The state of the database in one sentence that names nothing private: for /health and /readyz. */
export function databaseWords(err: unknown): string {
  if (err instanceof DatabaseRefusedError) return 'the database refuses us: wrong user, password or database name';
  if (err instanceof DatabaseUnavailableError) return 'the database does not answer';
  return 'the database misses a table, a column or a right that this program needs';
}

/** express marks what it cannot decode (malformed percent-encoding in a path) with a 4xx status. */
function clientFault(err: unknown): boolean {
  const status = typeof err === 'object' && err !== null ? (err as { status?: unknown }).status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500;
}
