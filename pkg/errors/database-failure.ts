/** The one answer to "is the database away?": what an error of the driver, the socket or PostgreSQL means for us. */
import { AppError, DatabaseFaultError, DatabaseRefusedError, DatabaseUnavailableError } from './app-error.js';

export type DatabaseFailure = 'away' | 'refused' | 'ours';

/** By SQLSTATE (appendix A of PostgreSQL's manual): a whole code wins over its class, the first two characters. */
const BY_SQLSTATE: Readonly<Record<string, DatabaseFailure>> = {
  '08': 'away', // connection exceptions
  '53': 'away', // insufficient resources: disk full, out of memory, too many connections
  '57': 'away', // operator intervention: shutting down, starting up, a statement cancelled by its time limit
  '58': 'away', // the server's own files
  '40': 'away', // rolled back by the server: deadlock, serialization
  '55P03': 'away', // a lock was not to be had in time
  '25006': 'away', // read-only: a standby before its promotion
  '25P03': 'away', // the session idled in a transaction for too long
  '28': 'refused', // authentication
  '3D000': 'refused', // no such database
};

/** By the code that node gives an error of a socket, a name or a certificate. */
const BY_SYSTEM_CODE: Readonly<Record<string, DatabaseFailure>> = {
  ECONNREFUSED: 'away',
  ECONNRESET: 'away',
  ECONNABORTED: 'away',
  EPIPE: 'away',
  ETIMEDOUT: 'away',
  EHOSTUNREACH: 'away',
  EHOSTDOWN: 'away',
  ENETUNREACH: 'away',
  ENETDOWN: 'away',
  ENOTFOUND: 'away',
  EAI_AGAIN: 'away',
  SELF_SIGNED_CERT_IN_CHAIN: 'refused',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'refused',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'refused',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'refused',
  UNABLE_TO_GET_ISSUER_CERT: 'refused',
  CERT_SIGNATURE_FAILURE: 'refused',
  CERT_NOT_YET_VALID: 'refused',
  CERT_HAS_EXPIRED: 'refused',
  ERR_TLS_CERT_ALTNAME_INVALID: 'refused',
};

/** What the drivers raise without any code, by the words of their message; knex writes the statement before them. */
const BY_MESSAGE: readonly (readonly [RegExp, DatabaseFailure])[] = [
  [/(?:^| - )connection terminated/i, 'away'],
  [/timeout exceeded when trying to connect/i, 'away'],
  [/^timeout acquiring a connection/i, 'away'],
  [/(?:^| - )query read timeout/i, 'away'],
  [/connection error and is not queryable|client was closed and is not queryable/i, 'away'],
  [/^cannot use a pool after calling end/i, 'away'],
  [/does not support SSL connections/i, 'refused'],
  [/^SASL: /, 'refused'],
];

/** What `err` says of the database; `undefined` when it is no error of a database. */
export function databaseFailure(err: unknown): DatabaseFailure | undefined {
  if (!isError(err)) return undefined;
  const { code, syscall, severity, errors } = err;
  if (Array.isArray(errors) && errors.length > 0) {
    const kinds = new Set(errors.map(databaseFailure)); // a name with several addresses: one per address
    return kinds.has('refused') ? 'refused' : kinds.size === 1 ? [...kinds][0] : undefined;
  }
  if (typeof code === 'string') {
    if (code === 'ENOENT') return syscall === 'connect' ? 'away' : undefined; // the socket file of a server that is down
    const known =
      BY_SYSTEM_CODE[code] ?? BY_SQLSTATE[code] ?? (code.length === 5 ? BY_SQLSTATE[code.slice(0, 2)] : undefined);
    if (known !== undefined) return known;
  }
  if (typeof severity === 'string') return 'ours'; // only PostgreSQL itself gives one
  return BY_MESSAGE.find(([words]) => words.test(err.message))?.[1];
}

/** The error to raise for `err`: typed where it is the database's, with `err` as its cause; else `err` itself. */
export function databaseError(err: unknown): unknown {
  if (err instanceof AppError) return err;
  switch (databaseFailure(err)) {
    case 'away':
      return new DatabaseUnavailableError(`the database does not answer: ${wordsOf(err)}`, { cause: err });
    case 'refused':
      return new DatabaseRefusedError(`the database refuses us: ${wordsOf(err)}`, { cause: err });
    case 'ours':
      return new DatabaseFaultError(`the database cannot do what was asked: ${wordsOf(err)}`, { cause: err });
    case undefined:
      return err;
  }
}

/** The server's own words; knex writes the statement before them, which is nobody's business but the log's. */
function wordsOf(err: unknown): string {
  if (!isError(err)) return String(err);
  if (Array.isArray(err.errors) && err.errors.length > 0) return wordsOf(err.errors[0]);
  if (err.message === '') return err.name;
  return typeof err.severity === 'string' ? err.message.split(' - ').slice(-1).join() : err.message;
}

interface DriverError extends Error {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly severity?: unknown;
  readonly errors?: unknown;
}

/** By shape and not by class: an error of a socket may come from another realm, such as the one that tests are run from. */
function isError(err: unknown): err is DriverError {
  return typeof err === 'object' && err !== null && typeof (err as { message?: unknown }).message === 'string';
}
