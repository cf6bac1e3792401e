/** Decides after each failed try of a page: wait how long, under which identity, or give up and as what. */
import { BlockedError, TemporaryFetchError, TorUnavailableError } from './errors.js';
import type { RetryReason } from './fetch-event.js';
import type { FetchLimits } from './fetch-limits.js';

export interface FailedTry {
  readonly reason: RetryReason;
  /** In words, for the error that gives up. */
  readonly what: string;
  /** What the site asked for; it replaces the back-off. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

export interface NextTry {
  readonly delayMs: number;
  /** The exit rather than the site may be at fault: try from elsewhere, if the session's budget allows. */
  readonly freshIdentity: boolean;
}

/** The budget of one page. */
export class RetryBudget {
  #tries = 0;
  #refusals = 0;
  #lost = 0;

  constructor(
    private readonly limits: FetchLimits,
    private readonly random: () => number,
    private readonly now: () => Date,
  ) {}

  /** @throws BlockedError | TorUnavailableError | TemporaryFetchError when there is nothing left to try */
  next(failed: FailedTry): NextTry {
    const { reason, retryAfterMs } = failed;
    const { maxAttempts, maxRefusals, maxRetryAfterMs, backoffBaseMs, backoffCapMs } = this.limits;
    this.#tries += 1;
    if (reason === 'refused' && retryAfterMs === undefined) this.#refusals += 1;
    this.#lost = reason === 'network' || reason === 'timeout' ? this.#lost + 1 : 0;
    if (retryAfterMs !== undefined && retryAfterMs > maxRetryAfterMs)
      throw this.#giveUp(failed, `asks to come back in ${Math.ceil(retryAfterMs / 1000)} s`);
    if (this.#tries >= maxAttempts || this.#refusals >= maxRefusals)
      throw this.#giveUp(failed, `gave up after ${this.#tries} tries`);
    // Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
    const backoff = this.random() * Math.min(backoffCapMs, backoffBaseMs * 2 ** (this.#tries - 1));
    return {
      delayMs: retryAfterMs ?? backoff,
      freshIdentity:
        reason === 'certificate' || (reason === 'refused' && retryAfterMs === undefined) || this.#lost >= 2,
    };
  }

  #giveUp({ reason, what, retryAfterMs, cause }: FailedTry, why: string): Error {
    const retryAt = retryAfterMs === undefined ? undefined : new Date(this.now().getTime() + retryAfterMs);
    const message = `${what}; ${why}${retryAt === undefined ? '' : ` (until ${retryAt.toISOString()})`}`;
    if (reason === 'refused') return new BlockedError(message, { cause, retryAt });
    if (reason === 'proxy') return new TorUnavailableError(message, { cause });
    return new TemporaryFetchError(message, { cause, retryAt });
  }
}
