/** Hostile input made from the OpenAPI document itself: whatever is sent, no 500 and nothing of our inside in the answer. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ask } from '../support/http-client.js';
import { seedListings } from '../support/seed-listings.js';
import { startApi, type RunningApi } from '../support/start-api.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** `FUZZ_REQUESTS=10000` for the long run. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 400);
const KNOWN_STATUSES = [200, 400, 404, 414, 431];
const OF_OUR_INSIDE =
  /node_modules|\.ts:\d|\.js:\d| {4}at |SELECT |FROM listings|postgres|pg_|syntax error|ECONN|Error:/;

let database: TestDatabase;
let api: RunningApi;
let routes: Route[];

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly schema: { readonly type?: string; readonly enum?: readonly string[] };
}
interface Route {
  readonly path: string;
  readonly parameters: readonly Parameter[];
}

beforeAll(async () => {
  database = await createTestDatabase();
  await seedListings(database.db, { listings: 300 });
  api = await startApi(await database.urlAs('gpu_tracker_api'));
  const document = (await ask(`${api.url}/openapi.json`)).json<{
    paths: Record<string, { get: { parameters?: readonly Parameter[] } }>;
  }>();
  routes = Object.entries(document.paths)
    .filter(([path]) => path !== '/api/scrape/events')
    .map(([path, { get }]) => ({ path, parameters: get.parameters ?? [] }));
});

afterAll(async () => {
  await api.stop();
  await database.drop();
});

const HOSTILE = fc.constantFrom(
  `' OR 1=1 --`,
  `'; DROP TABLE listings; --`,
  '$1',
  '\\',
  '%',
  '_',
  '*',
  '..',
  '../../etc/passwd',
  '\u0000',
  '\ud800',
  '\uffff',
  'NaN',
  'Infinity',
  '-0',
  '1e309',
  '1e-7',
  '0x10',
  '99999999999999999999',
  '9007199254740993',
  '2147483648',
  '-1',
  '',
  ' ',
  '1 ',
  '+1',
  '١',
  '__proto__',
  'constructor',
  'toString',
  '[object Object]',
  '{"$gt":""}',
  '<script>alert(1)</script>',
  '\r\nSet-Cookie: a=b',
  '🙂',
  'a'.repeat(600),
);
const value = (parameter?: Parameter): fc.Arbitrary<string> =>
  fc.oneof(
    HOSTILE,
    fc.string({ unit: 'binary' }),
    fc.integer().map(String),
    fc.double().map(String),
    fc.constantFrom('3060ti', 'RTX 3060', 'demo', '*', 'price', ...(parameter?.schema.enum ?? [])),
  );
const encode = (text: string): string => encodeURIComponent(text.toWellFormed());

const target = (route: Route): fc.Arbitrary<string> => {
  const query = route.parameters.filter((parameter) => parameter.in === 'query');
  const pairs = [
    ...query.map((parameter) => value(parameter).map((text) => `${parameter.name}=${encode(text)}`)),
    fc.tuple(value(), value()).map(([name, text]) => `${encode(name)}=${encode(text)}`),
    fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/[^!-~]|#/g, '')),
  ];
  const path = route.parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce<fc.Arbitrary<string>>(
      (made, parameter) =>
        fc.tuple(made, value(parameter)).map(([text, inside]) => text.replace(`{${parameter.name}}`, encode(inside))),
      fc.constant(route.path),
    );
  return fc
    .tuple(
      path,
      fc.subarray(pairs.map((_pair, at) => at)).chain((chosen) => fc.tuple(...chosen.map((at) => pairs[at]!))),
      fc.boolean(),
    )
    .map(
      ([address, chosen, slash]) => `${address}${slash ? '/' : ''}${chosen.length === 0 ? '' : `?${chosen.join('&')}`}`,
    );
};

test('every parameter of every route takes hostile input without a 500 or a leak', async () => {
  const perRoute = Math.ceil(REQUESTS / routes.length);
  for (const route of routes)
    await fc.assert(
      fc.asyncProperty(target(route), async (path) => {
        const { status, text, headers } = await ask(`${api.url}${path}`);
        expect(KNOWN_STATUSES).toContain(status);
        expect(headers).not.toHaveProperty('set-cookie');
        if (status >= 400) expect(text).not.toMatch(OF_OUR_INSIDE);
      }),
      { numRuns: perRoute },
    );
}, 600_000);
