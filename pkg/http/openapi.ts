/** The OpenAPI 3.1 document, generated from the routes and the schemas that validate and type them. */
import { OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Route } from './routes/route.js';
import { ProblemSchema, z } from './schemas/common.js';

type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

const TAGS: Readonly<Record<Route['tag'], string>> = {
  listings: 'Published active offers',
  feeds: 'News for feed readers',
  prices: 'What cards cost, and what they are worth',
  rejected: 'What was left out, and why',
  export: 'Everything at once, streamed',
  scraper: 'What the scraper is doing and did',
  system: 'Health of this process',
};

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'Malformed or unknown parameter',
  404: 'There is no such thing',
  429: 'Too many requests; see Retry-After',
  503: 'The database is not available and there is no kept answer; see Retry-After',
};

const MARKET_HEADERS: Readonly<Record<string, string>> = {
  ETag: 'The published state the answer was made from; send it as If-None-Match',
  'X-Stale': 'true while the database is away and the answer is a kept one (with Warning and Age)',
};

const mediaType = (contentType = 'application/json'): string => contentType.split(';')[0] ?? '';

const textHeaders = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' as const } }]),
  );

export function openApiDocument(routes: readonly Route[], version: string): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  for (const route of routes) {
    const market = route.kind === 'market';
    registry.registerPath({
      method: 'get',
      path: route.path,
      operationId: route.path
        .replace(/^\/(api\/)?/, '')
        .replace(/[^a-z]+/g, '_')
        .replace(/_$/, ''),
      tags: [route.tag],
      summary: route.summary,
      request: {
        query: route.query as z.ZodObject,
        ...(route.params !== undefined && { params: route.params as z.ZodObject }),
      },
      responses: {
        200: {
          description: route.kind === 'stream' ? route.description : route.summary,
          headers: textHeaders({
            'X-Request-Id': 'Yours if you sent a sane one; in the access log',
            ...(market && { ...MARKET_HEADERS, ...route.answerHeaders }),
          }),
          content:
            route.kind === 'stream'
              ? { [mediaType(route.contentType)]: { schema: route.answer ?? z.string() } }
              : { [mediaType(market ? route.contentType : undefined)]: { schema: route.answer } },
        },
        ...(market && { 304: { description: 'Not changed since the ETag in If-None-Match' } }),
        ...Object.fromEntries(
          [400, ...(route.errors ?? []), 429, 503].map((status) => [
            status,
            {
              description: PROBLEMS[status] ?? 'Error',
              content: { 'application/problem+json': { schema: ProblemSchema } },
            },
          ]),
        ),
      },
    });
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'gpu-tracker',
      version,
      description:
        'Read-only API over the second-hand market for graphics cards. Paths answer with and without a trailing slash; unknown query parameters are a 400; every answer about the market comes from one published state and carries it as ETag.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
  });
}
