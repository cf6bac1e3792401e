/** One HTTP request and its whole answer, inside every limit; no retries, no redirects, no opinion about the status. */
import type { Dispatcher } from 'undici';
import { PageBody } from '../market/page-body.js';
import { ACCEPT_ENCODING, readBody } from './body.js';
import { AppError } from '../errors/app-error.js';
import { UnexpectedResponseError } from './errors.js';
import { firstAbort } from './abort.js';
import { orAbort } from './abort.js';
import type { FetchLimits } from './fetch-limits.js';
import type { FailureReason } from './failure.js';
import { classifyFailure } from './failure.js';

export interface ExchangeOptions {
  readonly dispatcher: Dispatcher;
  readonly url: URL;
  readonly userAgent: string;
  readonly limits: FetchLimits;
  readonly signal: AbortSignal;
  /** Called when the answer begins or the request has failed: the site has surely seen the request. */
  readonly onReached: () => void;
  /** Media types that are read; `null` = any. Other answers with status 200 are refused. */
  readonly contentTypes: readonly string[] | null;
}

export interface Exchange {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** Empty when the status is not 200, as nothing is concluded from such a body. */
  readonly body: PageBody;
  readonly wireBytes: number;
}

/** The request failed before a complete answer was there; a retry may help. */
export class ExchangeFailure extends Error {
  override readonly name = 'ExchangeFailure';
  constructor(
    readonly reason: FailureReason,
    readonly wireBytes: number,
    cause: unknown,
  ) {
    super(`the request failed (${reason})`, { cause });
  }
}

const EMPTY = new PageBody(Buffer.alloc(0));

/** Bytes of an unwanted body that are read to keep the connection; beyond it the connection is cut. */
const DRAIN_BYTES = 64_000;

/**
 * @throws ExchangeFailure when the connection, the time limits or a cut-off body got in the way
 * @throws AppError (LeakError, TorUnavailableError, BodyTooLargeError, UnexpectedResponseError) as they are
 * @throws the reason of `signal` when it aborts
 */
export async function exchange(options: ExchangeOptions): Promise<Exchange> {
  const { dispatcher, url, limits } = options;
  const { signal, timedOut, release } = firstAbort([options.signal], limits.totalTimeoutMs);
  let wireBytes = 0;
  let reached = false;
  const onReached = (): void => {
    if (!reached) options.onReached();
    reached = true;
  };
  try {
    options.signal.throwIfAborted();
    const answering = dispatcher.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'GET',
      headers: {
        'user-agent': options.userAgent,
        accept: 'text/html,application/xhtml+xml,application/json;q=0.9,text/plain;q=0.8',
        'accept-encoding': ACCEPT_ENCODING,
      },
      signal,
    });
    // undici hears of an abort only once it is connected, which through TOR may take a minute; it still sends nothing then.
    const response = await orAbort(answering, signal);
    onReached();
    const header = (name: string): string | undefined => {
      const value = response.headers[name];
      return Array.isArray(value) ? value[0] : value;
    };
    if (response.statusCode !== 200) {
      await response.body.dump({ limit: DRAIN_BYTES, signal });
      return { status: response.statusCode, header, body: EMPTY, wireBytes };
    }
    try {
      refuseOtherTypes(header('content-type'), options.contentTypes);
      const headers = { contentEncoding: header('content-encoding'), contentType: header('content-type') };
      const body = await readBody(response.body, headers, limits, (bytes) => (wireBytes += bytes));
      return { status: 200, header, body, wireBytes };
    } finally {
      response.body.on('error', () => undefined).destroy(); // an unread rest must not hold the connection
    }
  } catch (err) {
    onReached();
    options.signal.throwIfAborted();
    const known = appErrorIn(err);
    if (known !== undefined) throw known;
    throw new ExchangeFailure(timedOut() ? 'timeout' : classifyFailure(err), wireBytes, err);
  } finally {
    release();
  }
}

function refuseOtherTypes(contentType: string | undefined, wanted: readonly string[] | null): void {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (wanted !== null && !wanted.includes(type))
    throw new UnexpectedResponseError(`content type "${type}" is no page (wanted: ${wanted.join(', ')})`);
}

/** Our own error, wherever undici put it. */
function appErrorIn(err: unknown): AppError | undefined {
  for (let at = err; typeof at === 'object' && at !== null; at = (at as { cause?: unknown }).cause)
    if (at instanceof AppError) return at;
  return undefined;
}
