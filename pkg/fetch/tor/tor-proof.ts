/** Proves at start that what we send comes out of the TOR network. */
import type { Clock } from '../../clock/clock.js';
import type { Logger } from '../../telemetry/logger.js';
import { LeakError, TorUnavailableError } from '../errors.js';
import { firstAbort } from '../abort.js';
import { exchange, ExchangeFailure } from '../exchange.js';
import type { FetchLimits } from '../fetch-limits.js';
import type { Identity } from '../identity.js';

export interface TorProofOptions {
  readonly identity: Identity;
  readonly checkUrl: URL;
  readonly userAgent: string;
  readonly limits: FetchLimits;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal?: AbortSignal;
}

const RETRY_MS = 1_000;

/**
 * Asks the check page through the proxy until it answers. TOR's SOCKS port accepts connections long before there is a
 * circuit, so only an answered request proves that it is up.
 * @throws LeakError when the page answers and does not say `IsTor`
 * @throws TorUnavailableError when no answer came within `timeoutMs`
 */
export async function proveTor(options: TorProofOptions): Promise<void> {
  const { clock, log, timeoutMs, checkUrl } = options;
  const startedAt = clock.now().getTime();
  const given = options.signal === undefined ? [] : [options.signal];
  const { signal, timedOut, release } = firstAbort(given, timeoutMs); // a hanging request must not outlive the limit
  const isOver = (): boolean => timedOut() || clock.now().getTime() - startedAt >= timeoutMs;
  let last: unknown;
  try {
    while (!isOver()) {
      try {
        const status = await askOnce(options, signal);
        if (status === 200) {
          log.info('egress is TOR', { check: checkUrl.host, waitedMs: clock.now().getTime() - startedAt });
          return;
        }
        last = new Error(`the check page answered with status ${status}`);
      } catch (err) {
        options.signal?.throwIfAborted();
        if (!(isOver() || err instanceof ExchangeFailure || err instanceof TorUnavailableError)) throw err;
        last = err;
      }
      log.debug('waiting for TOR', { err: last });
      await clock.sleep(RETRY_MS, signal);
      options.signal?.throwIfAborted();
    }
  } finally {
    release();
  }
  throw new TorUnavailableError(`TOR did not carry a request to ${checkUrl.host} within ${timeoutMs} ms`, {
    cause: last,
  });
}

async function askOnce(options: TorProofOptions, signal: AbortSignal): Promise<number> {
  const { checkUrl: url, identity, userAgent, limits } = options;
  const dispatcher = identity.dispatcher;
  const onReached = (): void => undefined;
  const answer = await exchange({ dispatcher, url, userAgent, limits, signal, onReached, contentTypes: null });
  if (answer.status === 200 && !saysIsTor(answer.body.text))
    throw new LeakError(`${url.host} does not say IsTor: traffic through the proxy does not come out of TOR`);
  return answer.status;
}

function saysIsTor(body: string): boolean {
  try {
    return (JSON.parse(body) as { IsTor?: unknown } | null)?.IsTor === true;
  } catch {
    return false;
  }
}
