/** What every request passes first: limits, identity, counting, logging; and the short way out for answers that are ready. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AccessLog } from './access-log.js';
import { matchesEtag, negotiate, type Answer, type HeaderList } from './answer.js';
import type { AnswerCache } from './answer-cache.js';
import type { CorsPolicy } from './cors.js';
import { problemOf, RateLimitedError, UriTooLongError } from './problems.js';
import { clientAddress, type RateLimiter } from './rate-limit.js';

/** What the front door needs to know about a request, kept until its line is logged. */
export interface RequestContext {
  readonly id: string;
  readonly startedAt: number;
  /** Headers of this answer alone: request id, CORS, rate limit. */
  readonly headers: HeaderList;
  /** Set by whoever answers; the template, never the address. */
  route: string;
  /** Set when a stream has begun: what comes after is as long as the client likes. */
  streamingSince?: number;
}

export interface Freshness {
  /** The database is away: what we have may be old. Milliseconds of `performance.now()` when we last knew better. */
  readonly staleSince: number | undefined;
}

export interface FrontDoorOptions {
  readonly cache: AnswerCache;
  readonly freshness: Freshness;
  readonly cors: CorsPolicy;
  readonly accessLog: AccessLog;
  readonly limiter: RateLimiter | undefined;
  readonly trustProxyHops: number;
  readonly common: HeaderList;
  /** True from SIGTERM on: clients are asked to come back on another connection. */
  readonly draining: () => boolean;
  readonly onRequest: (method: string, route: string, status: number, seconds: number) => void;
  readonly onInFlight: (change: 1 | -1) => void;
  /** Everything that is not ready. */
  readonly behind: (req: IncomingMessage, res: ServerResponse, context: RequestContext) => void;
}

const LONGEST_URL = 12_288;
const SANE_ID = /^[A-Za-z0-9._-]{1,64}$/;
const NEVER_LIMITED = new Set(['/health', '/livez', '/readyz', '/metrics']);
const METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']);

export class FrontDoor {
  readonly #options: FrontDoorOptions;

  constructor(options: FrontDoorOptions) {
    this.#options = options;
  }

  readonly listener: RequestListener = (req, res) => {
    const startedAt = performance.now();
    const { cache, limiter, behind, cors, trustProxyHops } = this.#options;
    const url = req.url ?? '/';
    const given = req.headers['x-request-id'];
    const id = typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID();
    const headers: string[] = ['X-Request-Id', id];
    cors.addHeaders(req.headers.origin, headers);
    if (this.#options.draining()) headers.push('Connection', 'close');
    const context: RequestContext = { id, startedAt, headers, route: 'unmatched' };

    if (limiter !== undefined && !NEVER_LIMITED.has(url)) {
      const forwarded = req.headers['x-forwarded-for'];
      const client = clientAddress(req.socket.remoteAddress, forwarded as string | undefined, trustProxyHops);
      const { limit, remaining, resetSeconds, exceeded } = limiter.count(client);
      headers.push('RateLimit-Limit', String(limit), 'RateLimit-Remaining', String(remaining));
      headers.push('RateLimit-Reset', String(resetSeconds));
      if (exceeded) {
        this.refuse(req, res, context, new RateLimitedError(resetSeconds));
        return;
      }
    }
    if (url.length > LONGEST_URL) {
      this.refuse(req, res, context, new UriTooLongError(`addresses are at most ${LONGEST_URL} characters`));
      return;
    }
    if (req.method === 'GET' || req.method === 'HEAD') {
      const answer = cache.lookup(url);
      if (answer !== undefined && this.sendIfReady(req, res, context, answer)) return;
    }
    this.#options.onInFlight(1);
    res.once('close', () => {
      this.#options.onInFlight(-1);
      // A client that went away before the end is logged with nginx's 499.
      const length = Number(res.getHeader('Content-Length') ?? 0);
      this.#done(
        req,
        context,
        res.writableFinished || context.streamingSince !== undefined ? res.statusCode : 499,
        Number.isNaN(length) ? 0 : length,
      );
    });
    behind(req, res, context);
  };

  /** Sends the answer unless it must first be compressed. The short way logs here, the long way when the response closes. */
  sendIfReady(req: IncomingMessage, res: ServerResponse, context: RequestContext, answer: Answer): boolean {
    const condition = req.headers['if-none-match'];
    if (condition !== undefined && matchesEtag(condition, answer.etag)) {
      context.route = answer.route;
      res.writeHead(304, this.#headersOf(answer.notModified, context));
      res.end();
      this.#done(req, context, 304, 0);
      return true;
    }
    const representation = answer.ready(negotiate(req.headers['accept-encoding']));
    if (representation === undefined) return false;
    context.route = answer.route;
    res.writeHead(200, this.#headersOf(representation.headers, context));
    res.end(req.method === 'HEAD' ? undefined : representation.body);
    this.#done(req, context, 200, representation.body.length);
    return true;
  }

  /** The same for requests that came the long way: compresses if need be. */
  async send(req: IncomingMessage, res: ServerResponse, context: RequestContext, answer: Answer): Promise<void> {
    const condition = req.headers['if-none-match'];
    context.route = answer.route;
    if (condition !== undefined && matchesEtag(condition, answer.etag)) {
      res.writeHead(304, this.#headersOf(answer.notModified, context));
      res.end();
      return;
    }
    const { headers, body } = await answer.represent(negotiate(req.headers['accept-encoding']));
    res.writeHead(200, this.#headersOf(headers, context));
    res.end(req.method === 'HEAD' ? undefined : body);
  }

  /** Answers with a problem document without going further. */
  refuse(req: IncomingMessage, res: ServerResponse, context: RequestContext, err: unknown): void {
    const { status, headers, body } = this.problem(context, err);
    res.writeHead(status, [...headers]);
    res.end(req.method === 'HEAD' ? undefined : body);
    this.#done(req, context, status, body.length);
  }

  problem(
    context: RequestContext,
    err: unknown,
  ): { status: number; headers: HeaderList; body: Buffer; isBug: boolean } {
    const { status, body: document, retryAfterSeconds, isBug } = problemOf(err, context.id);
    const body = Buffer.from(JSON.stringify(document));
    const headers = [
      ...this.#options.common,
      ...context.headers,
      'Content-Type',
      'application/problem+json; charset=utf-8',
      'Content-Length',
      String(body.length),
      'Cache-Control',
      'no-store',
      'Vary',
      'Accept-Encoding, Origin',
      ...(retryAfterSeconds === undefined ? [] : ['Retry-After', String(retryAfterSeconds)]),
    ];
    return { status, headers, body, isBug };
  }

  #headersOf(fixed: HeaderList, context: RequestContext): string[] {
    const headers = fixed.concat(context.headers);
    const { staleSince } = this.#options.freshness;
    if (staleSince !== undefined) {
      const age = Math.max(0, Math.floor((performance.now() - staleSince) / 1000));
      headers.push('Warning', '110 - "Response is Stale"', 'X-Stale', 'true', 'Age', String(age));
    }
    return headers;
  }

  #done(req: IncomingMessage, context: RequestContext, status: number, bytes: number): void {
    const seconds = ((context.streamingSince ?? performance.now()) - context.startedAt) / 1000;
    const method = METHODS.has(req.method ?? '') ? (req.method ?? '') : 'OTHER';
    this.#options.onRequest(method, context.route, status, seconds);
    this.#options.accessLog.write({
      method,
      path: req.url ?? '/',
      route: context.route,
      status,
      seconds,
      bytes,
      requestId: context.id,
    });
  }
}
