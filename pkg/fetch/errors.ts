/** What can go wrong on the way to a market; the type says what happens next, the process maps it to its exit status. */
import { AppError } from '../errors/app-error.js';

abstract class ComeBackLaterError extends AppError {
  /** When the site asked us to come back, if it did. */
  readonly retryAt: Date | undefined;
  constructor(message: string, options?: ErrorOptions & { retryAt?: Date | undefined }) {
    super(message, options);
    this.retryAt = options?.retryAt;
  }
}

/** The site (or the way to it) is down: time-outs, broken connections, 5xx, retries used up. Retry the cycle later (exit 75). */
export class TemporaryFetchError extends ComeBackLaterError {
  readonly code = 'FETCH_TEMPORARY';
}

/** The site said no and kept saying it: 401, 403, 429, 451 or an anti-bot page. The cycle ends politely (exit 76). */
export class BlockedError extends ComeBackLaterError {
  readonly code = 'FETCH_BLOCKED';
}

/** robots.txt closes this address to us (exit 76). */
export class RobotsDisallowedError extends AppError {
  readonly code = 'FETCH_ROBOTS_DISALLOWED';
}

/** Egress is not TOR, or something tried to go around it. Nothing may be fetched any more (exit 77). */
export class LeakError extends AppError {
  readonly code = 'FETCH_LEAK';
}

/** The SOCKS port does not answer or TOR has no circuit (exit 75). We never go direct instead. */
export class TorUnavailableError extends AppError {
  readonly code = 'FETCH_TOR_UNAVAILABLE';
}

/** The body is larger than the limit, on the wire or unpacked. Retrying cannot help. */
export class BodyTooLargeError extends AppError {
  readonly code = 'FETCH_BODY_TOO_LARGE';
}

/** A redirect left the market's hosts, went from https to http, or there were too many. */
export class RedirectRefusedError extends AppError {
  readonly code = 'FETCH_REDIRECT_REFUSED';
}

/** 404 or 410: the page does not exist. Never an empty page of results. */
export class GoneError extends AppError {
  readonly code = 'FETCH_GONE';
  constructor(
    message: string,
    readonly status: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An answer that is none of the above: a strange status, content type, encoding or charset. Retrying cannot help. */
export class UnexpectedResponseError extends AppError {
  readonly code = 'FETCH_UNEXPECTED_RESPONSE';
}
