/** Every route of the running API against the OpenAPI document it publishes. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { startApi, type RunningApi } from '../support/start-api.js';
import { seedListings } from '../support/seed-listings.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let api: RunningApi;
let validators: Map<string, ValidateFunction>;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedListings(database.db, { listings: 1_308 });
  api = await startApi(await database.urlAs('gpu_tracker_api'));
  const document = (await (await fetch(`${api.url}/openapi.json`)).json()) as OpenApi;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'api', ...document });
  validators = new Map(
    Object.entries(document.paths).flatMap(([path, { get }]) =>
      Object.entries(get.responses).flatMap(([status, { content }]) =>
        Object.keys(content ?? {})
          .filter((type) => type.includes('json'))
          .map((type) => {
            const at = [path, 'get', 'responses', status, 'content', type, 'schema'].map(pointer).join('/');
            return [`${path} ${status}`, ajv.compile({ $ref: `api#/paths/${at}` })] as const;
          }),
      ),
    ),
  );
});

afterAll(async () => {
  await api.stop();
  await database.drop();
});

interface OpenApi {
  readonly paths: Record<string, { get: { responses: Record<string, { content?: Record<string, unknown> }> } }>;
}

const pointer = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

const EXAMPLES: [template: string, path: string, status: number][] = [
  ['/api/listings', '/api/listings/', 200],
  ['/api/listings', '/api/listings?size=3&page=2&sort=price&min_price=100&max_price=500.50&min_vram=8&q=Видео', 200],
  ['/api/listings', '/api/listings?cursor=*&size=5', 200],
  ['/api/listings', '/api/listings?size=0', 400],
  ['/api/listings/{model}', '/api/listings/3060ti', 200],
  ['/api/listings/{model}', '/api/listings/rtx%203060%2012gb/', 200],
  ['/api/listings/{model}', '/api/listings/rtx-9999', 404],
  ['/api/listings/count/total', '/api/listings/count/total', 200],
  ['/api/listings/models/list', '/api/listings/models/list/', 200],
  ['/api/listings/id/{id}', '/api/listings/id/7', 200],
  ['/api/listings/id/{id}', '/api/listings/id/999999', 404],
  ['/api/listings/id/{id}', '/api/listings/id/seven', 400],
  ['/api/stats', '/api/stats/', 200],
  ['/api/stats', '/api/stats?market=demo', 200],
  ['/api/stats/summary', '/api/stats/summary', 200],
  ['/api/models/{model}', '/api/models/RTX%203060', 200],
  ['/api/models/{model}', '/api/models/nothing', 404],
  ['/api/models/{model}/history', '/api/models/3070/history?days=7', 200],
  ['/api/value', '/api/value/?min_vram=10', 200],
  ['/api/deals', '/api/deals/', 200],
  ['/api/deals', '/api/deals?suspicious=true&limit=5', 200],
  ['/api/deals', '/api/deals?unread=true', 200],
  ['/api/deals', '/api/deals?language=bg', 200],
  ['/api/deals/suspicious', '/api/deals/suspicious', 200],
  ['/api/feeds/offers.json', '/api/feeds/offers.json?max_price=400', 200],
  ['/api/feeds/offers.json', '/api/feeds/offers.json?review=include', 400],
  ['/api/feeds/deals.json', '/api/feeds/deals.json?language=bg', 200],
  ['/api/appraise', '/api/appraise?text=RTX%203070%208GB&price=150', 200],
  ['/api/appraise', '/api/appraise?text=RTX%203070%208GB&price=290&currency=BGN&language=bg', 200],
  ['/api/appraise', '/api/appraise?text=Лаптоп%20с%20RTX%203070', 200],
  ['/api/appraise', '/api/appraise?text=https%3A%2F%2Fexample.org%2Fad', 400],
  ['/api/appraise', '/api/appraise?text=https%3A%2F%2Fwww.olx.bg%2Fd%2Fad%2Fx-CID1-ID14yntK.html', 404],
  ['/api/lookup', '/api/lookup?id=7', 200],
  ['/api/lookup', '/api/lookup?url=https%3A%2F%2Fwww.olx.bg%2Fd%2Fad%2Fx-CID1-ID14yntK.html', 200],
  ['/api/lookup', '/api/lookup', 400],
  ['/api/index', '/api/index/', 200],
  ['/api/rejected', '/api/rejected/?reason=laptop&size=5', 200],
  ['/api/rejected/summary', '/api/rejected/summary', 200],
  ['/api/rejected/categories', '/api/rejected/categories', 200],
  ['/api/export/json', '/api/export/json?model=rx6600', 200],
  ['/api/export/history.json', '/api/export/history.json?days=3', 200],
  ['/api/explain', '/api/explain?title=RTX%203060%2012GB', 200],
  ['/api/explain', '/api/explain', 400],
  ['/api/scrape/status', '/api/scrape/status', 200],
  ['/api/cycles', '/api/cycles/?limit=5', 200],
  ['/health', '/health', 200],
  ['/livez', '/livez', 200],
  ['/readyz', '/readyz', 200],
];

test.each(EXAMPLES)('%s answers as documented: %s is %i', async (template, path, status) => {
  const response = await fetch(`${api.url}${path}`);
  const body: unknown = await response.json();
  expect({ status: response.status, body: status === response.status ? undefined : body }).toEqual({ status });
  const validate = validators.get(`${template} ${status}`);
  expect(validate).toBeDefined();
  if (validate?.(body) === false) expect(validate.errors).toEqual([]);
});

test('every documented route has an example here', async () => {
  const untested = [...validators.keys()].filter(
    (key) => key.endsWith(' 200') && !EXAMPLES.some(([template, , status]) => key === `${template} ${status}`),
  );
  expect(untested).toEqual([]);
});
