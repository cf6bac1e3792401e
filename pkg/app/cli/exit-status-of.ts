/** The one map from an error to the exit status of a process. */
import { AppError } from '../../errors/app-error.js';
import { databaseError } from '../../errors/database-failure.js';
import { ExitStatus } from '../../errors/exit-status.js';

const BY_CODE: Readonly<Record<string, ExitStatus>> = {
  INVALID_CONFIG: ExitStatus.badConfiguration,
  INVALID_INPUT: ExitStatus.badConfiguration,
  INVALID_BENCHMARKS: ExitStatus.badConfiguration,
  FAULT_SPEC: ExitStatus.badConfiguration,
  FETCH_TEMPORARY: ExitStatus.temporaryFailure,
  FETCH_TOR_UNAVAILABLE: ExitStatus.temporaryFailure,
  DATABASE_UNAVAILABLE: ExitStatus.temporaryFailure,
  DATABASE_REFUSED: ExitStatus.badConfiguration,
  SCHEMA_NOT_CURRENT: ExitStatus.temporaryFailure,
  SCHEMA_TOO_NEW: ExitStatus.badConfiguration,
  FENCED: ExitStatus.temporaryFailure,
  MARKET_BUSY: ExitStatus.temporaryFailure,
  KUBERNETES: ExitStatus.temporaryFailure,
  KUBERNETES_REFUSED: ExitStatus.badConfiguration,
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

/** Anything that is not known here is a fault of ours: status 1. */
export function exitStatusOf(err: unknown): ExitStatus {
  const known = knownFailure(err);
  return known === undefined ? ExitStatus.failure : (BY_CODE[known.code] ?? ExitStatus.failure);
}

/** The error with its stable code: itself, or what the raw error of a database means; else `undefined`. */
export function knownFailure(err: unknown): AppError | undefined {
  const known = databaseError(err);
  return known instanceof AppError ? known : undefined;
}

/** The message of an error; of the first one where several came together (a name with several addresses). */
export function messageOf(err: unknown): string {
  if (err instanceof AggregateError && err.errors.length > 0) return messageOf(err.errors[0]);
  if (!(err instanceof Error)) return String(err);
  return err.message === '' ? err.name : err.message;
}
