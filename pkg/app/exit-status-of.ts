/** The one map from an error to the exit status of a process. */
import { AppError, DatabaseUnavailableError } from '../errors/app-error.js';
import { ExitStatus } from '../errors/exit-status.js';

const BY_CODE: Readonly<Record<string, ExitStatus>> = {
  INVALID_CONFIG: ExitStatus.badConfiguration,
  INVALID_INPUT: ExitStatus.badConfiguration,
  INVALID_BENCHMARKS: ExitStatus.badConfiguration,
  FAULT_SPEC: ExitStatus.badConfiguration,
  FETCH_TEMPORARY: ExitStatus.temporaryFailure,
  FETCH_TOR_UNAVAILABLE: ExitStatus.temporaryFailure,
  DATABASE_UNAVAILABLE: ExitStatus.temporaryFailure,
  SCHEMA_NOT_CURRENT: ExitStatus.temporaryFailure,
  FENCED: ExitStatus.temporaryFailure,
  MARKET_BUSY: ExitStatus.temporaryFailure,
  KUBERNETES: ExitStatus.temporaryFailure,
  FETCH_BLOCKED: ExitStatus.blocked,
  FETCH_ROBOTS_DISALLOWED: ExitStatus.blocked,
  FETCH_LEAK: ExitStatus.leakTripwire,
  FETCH_BODY_TOO_LARGE: ExitStatus.notPublishable,
  FETCH_REDIRECT_REFUSED: ExitStatus.notPublishable,
  FETCH_GONE: ExitStatus.notPublishable,
  FETCH_UNEXPECTED_RESPONSE: ExitStatus.notPublishable,
  UNRECOGNISED_PAGE: ExitStatus.notPublishable,
  SUSPECT: ExitStatus.notPublishable,
  BOOKS_DO_NOT_BALANCE: ExitStatus.notPublishable,
};

/** Raw errors of the database driver and the network that mean "away for now"; SQLSTATE classes 08 and 57P are matched by prefix. */
const AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', '53300']);

/** Anything that is not known here is a fault of ours: status 1. */
export function exitStatusOf(err: unknown): ExitStatus {
  const known = knownFailure(err);
  return known === undefined ? ExitStatus.failure : (BY_CODE[known.code] ?? ExitStatus.failure);
}

/** The error with its stable code: itself, or the raw error of a database that is away by its name; else `undefined`. */
export function knownFailure(err: unknown): AppError | undefined {
  if (err instanceof AppError) return err;
  return isAway(err)
    ? new DatabaseUnavailableError(`the database does not answer: ${messageOf(err)}`, { cause: err })
    : undefined;
}

/** The message of an error; of the first one where several came together (a name with several addresses). */
export function messageOf(err: unknown): string {
  if (err instanceof AggregateError && err.errors.length > 0) return messageOf(err.errors[0]);
  if (!(err instanceof Error)) return String(err);
  return err.message === '' ? err.name : err.message;
}

function isAway(err: unknown): boolean {
  if (err instanceof AggregateError && err.errors.length > 0) return err.errors.every(isAway);
  if (!(err instanceof Error)) return false;
  const { code } = err as { code?: unknown };
  if (typeof code === 'string' && (AWAY.has(code) || code.startsWith('08') || code.startsWith('57P'))) return true;
  return err.name === 'KnexTimeoutError' || err.message === 'Connection terminated unexpectedly';
}
