import { describe, expect, test } from '@jest/globals';
import { type AppError, DatabaseUnavailableError, InvariantError } from './app-error.js';
import { databaseError, databaseFailure, type DatabaseFailure } from './database-failure.js';

const raised = (message: string, fields: Record<string, unknown> = {}): Error =>
  Object.assign(new Error(message), fields);
const sqlstate = (code: string): Error => raised('as the server says', { code, severity: 'ERROR' });

/** What the driver was seen to raise, and what it means. */
const TABLE: readonly (readonly [string, Error, DatabaseFailure | undefined])[] = [
  ['connection exception', sqlstate('08006'), 'away'],
  ['cannot connect now', sqlstate('57P03'), 'away'],
  ['admin shutdown', sqlstate('57P01'), 'away'],
  ['statement timeout', sqlstate('57014'), 'away'],
  ['too many connections', sqlstate('53300'), 'away'],
  ['disk full', sqlstate('53100'), 'away'],
  ['io error', sqlstate('58030'), 'away'],
  ['deadlock', sqlstate('40P01'), 'away'],
  ['lock timeout', sqlstate('55P03'), 'away'],
  ['another 55: object in use', sqlstate('55006'), 'ours'],
  ['standby', sqlstate('25006'), 'away'],
  ['idle in transaction timeout', sqlstate('25P03'), 'away'],
  ['another 25: in failed transaction', sqlstate('25P02'), 'ours'],
  ['wrong password', sqlstate('28P01'), 'refused'],
  ['no entry in pg_hba', sqlstate('28000'), 'refused'],
  ['no such database', sqlstate('3D000'), 'refused'],
  ['missing grant', sqlstate('42501'), 'ours'],
  ['missing table', sqlstate('42P01'), 'ours'],
  ['missing column', sqlstate('42703'), 'ours'],
  ['syntax', sqlstate('42601'), 'ours'],
  ['not null', sqlstate('23502'), 'ours'],
  ['corrupted', sqlstate('XX001'), 'ours'],
  ['refused', raised('connect', { code: 'ECONNREFUSED' }), 'away'],
  ['reset', raised('read', { code: 'ECONNRESET' }), 'away'],
  ['pipe', raised('write', { code: 'EPIPE' }), 'away'],
  ['timed out', raised('connect', { code: 'ETIMEDOUT' }), 'away'],
  ['no route', raised('connect', { code: 'EHOSTUNREACH' }), 'away'],
  ['no network', raised('connect', { code: 'ENETUNREACH' }), 'away'],
  ['no such name', raised('getaddrinfo', { code: 'ENOTFOUND' }), 'away'],
  ['names do not answer', raised('getaddrinfo', { code: 'EAI_AGAIN' }), 'away'],
  ['no socket file', raised('connect', { code: 'ENOENT', syscall: 'connect' }), 'away'],
  ['no such file', raised('open', { code: 'ENOENT', syscall: 'open' }), undefined],
  ['private CA', raised('tls', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'refused'],
  ['an authority of the same name', raised('tls', { code: 'CERT_SIGNATURE_FAILURE' }), 'refused'],
  ['half a chain', raised('tls', { code: 'UNABLE_TO_GET_ISSUER_CERT' }), 'refused'],
  ['clock behind the certificate', raised('tls', { code: 'CERT_NOT_YET_VALID' }), 'refused'],
  ['another host in the certificate', raised('tls', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }), 'refused'],
  ['cut connection', raised('Connection terminated unexpectedly'), 'away'],
  ['cut connection, by way of knex', raised('ROLLBACK - Connection terminated unexpectedly'), 'away'],
  ['client-side limit, by way of knex', raised('select 1 - Query read timeout'), 'away'],
  ['slow connection', raised('Connection terminated due to connection timeout'), 'away'],
  ['pool', raised('timeout exceeded when trying to connect'), 'away'],
  ['knex pool', raised('Timeout acquiring a connection. The pool is probably full'), 'away'],
  ['client-side limit', raised('Query read timeout'), 'away'],
  ['broken client', raised('Client has encountered a connection error and is not queryable'), 'away'],
  ['no TLS', raised('The server does not support SSL connections'), 'refused'],
  ['no password', raised('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'), 'refused'],
  ['all addresses away', new AggregateError([sqlstate('57P03'), raised('', { code: 'ECONNREFUSED' })]), 'away'],
  ['one address refuses', new AggregateError([sqlstate('28P01'), raised('', { code: 'ECONNREFUSED' })]), 'refused'],
  ['no database at all', new TypeError('x is not a function'), undefined],
  ['five letters that are no SQLSTATE', raised('other', { code: 'EPERM' }), undefined],
  ['a message about connections', raised('the connection terminated'), undefined],
];

test.each(TABLE)('%s', (_name, err, expected) => {
  expect(databaseFailure(err)).toBe(expected);
});

describe('the error to raise', () => {
  test.each([
    ['away', sqlstate('57P01'), 'DATABASE_UNAVAILABLE'],
    ['refused', sqlstate('28P01'), 'DATABASE_REFUSED'],
    ['ours', sqlstate('42501'), 'DATABASE_FAULT'],
  ])('%s keeps its cause under the code that says what happens next', (_name, err, code) => {
    const known = databaseError(err) as AppError;
    expect(known.code).toBe(code);
    expect(known.cause).toBe(err);
    expect(known.message).toContain('as the server says');
  });

  test('what is typed already, or no error of a database, stays itself', () => {
    const typed = new DatabaseUnavailableError('x');
    const bug = new InvariantError('x');
    expect(databaseError(typed)).toBe(typed);
    expect(databaseError(bug)).toBe(bug);
    expect(databaseError('text')).toBe('text');
  });

  test('the statement that knex writes before the words of the server is not told', () => {
    const err = raised('select "a - b" from secrets where x = $1 - permission denied for table secrets', {
      ...{ code: '42501', severity: 'ERROR' },
    });
    expect((databaseError(err) as AppError).message).toBe(
      'the database cannot do what was asked: permission denied for table secrets',
    );
  });
});
