/** The express application behind the front door: renders what is not ready, streams, and serves documents and dashboard. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { Router, type ErrorRequestHandler, type RequestHandler } from 'express';
import { DatabaseRefusedError, DatabaseUnavailableError, NotFoundError } from '../errors/app-error.js';
import type { Logger } from '../telemetry/logger.js';
import { Answer, type HeaderList } from './answer.js';
import type { AnswerCache } from './answer-cache.js';
import type { CorsPolicy } from './cors.js';
import { docsPage } from './docs/docs-page.js';
import type { FrontDoor, RequestContext } from './front-door.js';
import { openApiDocument } from './openapi.js';
import { requireKnownMarket } from './known-market.js';
import { MethodNotAllowedError } from './problems.js';
import { readInput } from './request-input.js';
import type { LiveRoute, MarketRoute, Route, RouteServices, StreamRoute } from './routes/route.js';
import { dashboardRoutes } from './static-files.js';

export interface AppOptions {
  readonly routes: readonly Route[];
  readonly services: RouteServices;
  readonly cache: AnswerCache;
  readonly frontDoor: () => FrontDoor;
  readonly cors: CorsPolicy;
  readonly common: HeaderList;
  readonly log: Logger;
  /** Part of every validator: what else an answer depends on (program, rules, benchmarks). */
  readonly build: string;
  readonly version: string;
  readonly webDir: string | undefined;
  /** Text of /metrics, when it is served on this port. */
  readonly metrics: (() => Promise<{ contentType: string; body: string }>) | undefined;
  /** Reads the version anew. */
  readonly confirm: () => Promise<unknown>;
}

export type Behind = (req: IncomingMessage, res: ServerResponse, context: RequestContext) => void;

const ALLOWED = 'GET, HEAD, OPTIONS';
const JSON_TYPE = 'application/json; charset=utf-8';
/** A browser may keep an answer but must ask each time whether it still holds: a publish can come at any moment. */
const REVALIDATE = 'public, no-cache';

export function createApp(options: AppOptions): Behind {
  const contexts = new WeakMap<IncomingMessage, RequestContext>();
  const contextOf = (req: IncomingMessage): RequestContext => {
    const context = contexts.get(req);
    if (context === undefined) throw new Error('a request came past the front door');
    return context;
  };
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false);
  // A literal path goes before a template that it would match.
  for (const route of options.routes.toSorted((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{'))))
    app.use(routerOf(route, handlerOf(route, options, contextOf), options, contextOf));
  for (const answer of documents(options))
    app.use(
      routerOf(
        answer,
        (req, res) => options.frontDoor().send(req, res, contextOf(req), answer.answer),
        options,
        contextOf,
      ),
    );
  const { metrics } = options;
  if (metrics !== undefined)
    app.get('/metrics', async (req, res) => {
      contextOf(req).route = '/metrics';
      const { contentType, body } = await metrics();
      res.set('Content-Type', contentType).set('Cache-Control', 'no-store').end(body);
    });
  app.use((req, _res, next) => {
    contextOf(req).route = '/dashboard';
    next();
  });
  app.use(dashboardRoutes(options.webDir));
  app.use((req) => {
    contextOf(req).route = 'unmatched';
    if (req.method !== 'GET' && req.method !== 'HEAD')
      throw new MethodNotAllowedError(`this API only reads: ${ALLOWED}`);
    throw new NotFoundError('there is nothing at this address');
  });
  app.use(errorHandler(options, contextOf));
  return (req, res, context) => {
    contexts.set(req, context);
    for (const list of [options.common, context.headers])
      for (let at = 0; at + 1 < list.length; at += 2) res.setHeader(list[at] ?? '', list[at + 1] ?? '');
    app(req, res);
  };
}

type ContextOf = (req: IncomingMessage) => RequestContext;

/** GET and HEAD answer, OPTIONS tells, anything else is refused. */
function routerOf(
  { path }: { readonly path: string },
  handler: RequestHandler,
  { cors }: AppOptions,
  contextOf: ContextOf,
): Router {
  const router = Router({ caseSensitive: true });
  router
    .route(path.replaceAll(/\{(\w+)\}/g, ':$1'))
    .all((req, res, next) => {
      contextOf(req).route = path;
      if (req.method === 'GET' || req.method === 'HEAD') {
        next();
        return;
      }
      res.setHeader('Allow', ALLOWED);
      if (req.method !== 'OPTIONS') throw new MethodNotAllowedError(`this API only reads: ${ALLOWED}`);
      const preflight = cors.preflight(req.headers.origin, ALLOWED);
      for (let at = 0; at + 1 < preflight.length; at += 2) res.setHeader(preflight[at] ?? '', preflight[at + 1] ?? '');
      res.status(204).end();
    })
    .get(handler);
  return router;
}

function handlerOf(route: Route, options: AppOptions, contextOf: ContextOf): RequestHandler {
  if (route.kind === 'market') return marketHandler(route, options, contextOf);
  return route.kind === 'live' ? liveHandler(route, options) : streamHandler(route, options, contextOf);
}

function marketHandler(route: MarketRoute, options: AppOptions, contextOf: ContextOf): RequestHandler {
  const { services, cache, confirm, common, build, frontDoor } = options;
  return async (req, res) => {
    const input = readInput(route, req.url, req.params);
    const key = `${route.path} ${JSON.stringify([input.params, input.query, input.path.endsWith('/')])}`;
    const render = () =>
      services.reader.read(async (view) => {
        await requireKnownMarket(view, services.once, input.query);
        const { body, headers } = await route.render(view, input, services);
        const answer = new Answer({
          route: route.path,
          contentType: route.contentType ?? JSON_TYPE,
          body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
          etag: `${view.version}.${build}`,
          cacheControl: REVALIDATE,
          common,
          ...(headers !== undefined && { extra: headers }),
        });
        return { answer, version: view.version };
      });
    const answer = await cache.fetch(key, req.originalUrl, render, confirm);
    await frontDoor().send(req, res, contextOf(req), answer);
  };
}

function liveHandler(route: LiveRoute, { services }: AppOptions): RequestHandler {
  return async (req, res) => {
    const { status = 200, body, headers = [] } = await route.respond(readInput(route, req.url, req.params), services);
    const bytes = Buffer.from(JSON.stringify(body));
    for (let at = 0; at + 1 < headers.length; at += 2) res.setHeader(headers[at] ?? '', headers[at + 1] ?? '');
    res.status(status).set({ 'Content-Type': JSON_TYPE, 'Content-Length': String(bytes.length) });
    res.set({ 'Cache-Control': 'no-store', Vary: 'Origin' }).end(bytes);
  };
}

function streamHandler(route: StreamRoute, options: AppOptions, contextOf: ContextOf): RequestHandler {
  return async (req, res) => {
    const start = (version: string | undefined, headers: readonly string[]): void => {
      contextOf(req).streamingSince = performance.now();
      for (let at = 0; at + 1 < headers.length; at += 2) res.setHeader(headers[at] ?? '', headers[at + 1] ?? '');
      res.status(200).set({ 'Content-Type': route.contentType, Vary: 'Origin' });
      if (version !== undefined) res.set('ETag', `W/"${version}.${options.build}"`);
      res.set('Cache-Control', version === undefined ? 'no-store' : REVALIDATE).flushHeaders();
    };
    await route.stream(readInput(route, req.url, req.params), options.services, { req, res, start });
  };
}

interface Document {
  readonly path: string;
  readonly answer: Answer;
}

/** Documents that only change with the program. */
function documents({ routes, version, common }: AppOptions): Document[] {
  const openapi = {
    path: '/openapi.json',
    contentType: JSON_TYPE,
    body: JSON.stringify(openApiDocument(routes, version)),
  };
  return [openapi, ...docsPage()].map(({ path, contentType, body }) => ({
    path,
    answer: new Answer({
      route: path,
      contentType,
      body: Buffer.from(body),
      etag: createHash('sha256').update(body).digest('base64url').slice(0, 16),
      cacheControl: REVALIDATE,
      common,
    }),
  }));
}

function errorHandler({ log, frontDoor, confirm }: AppOptions, contextOf: ContextOf): ErrorRequestHandler {
  return (err: unknown, req, res, _next) => {
    const context = contextOf(req);
    const { status, headers, body, isBug } = frontDoor().problem(context, err);
    if (isBug && !isClientGone(err)) log.error('request failed', { route: context.route, request_id: context.id, err });
    if (err instanceof DatabaseUnavailableError || err instanceof DatabaseRefusedError) {
      log.debug('database away', { route: context.route, request_id: context.id, err });
      void confirm();
    }
    if (res.headersSent) {
      res.destroy(); // a stream broke: a cut-off answer must not look like a whole one
      return;
    }
    const allow = res.getHeader('Allow');
    for (const name of res.getHeaderNames()) res.removeHeader(name);
    res.writeHead(status, allow === undefined ? [...headers] : [...headers, 'Allow', String(allow)]);
    res.end(req.method === 'HEAD' ? undefined : body);
  };
}

/** The client closed the connection while we were streaming. */
function isClientGone(err: unknown): boolean {
  return typeof err === 'object' && (err as { code?: unknown } | null)?.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
