/** Who reaches whom, by the rendered NetworkPolicies; docs/operations.md prints the same as a table. */
import { describe, expect, test } from '@jest/globals';
import { podsOf } from './manifest.js';
import { reachabilityMatrix } from './reachability-table.js';
import { render } from './render.js';

async function reachable(valuesFile: string): Promise<Record<string, string[]>> {
  const { columns, rows } = reachabilityMatrix(await render(valuesFile));
  return Object.fromEntries(rows.map(([from, cells]) => [from, columns.filter((_, at) => cells[at])]));
}

describe('with TOR beside the scraper', () => {
  test('the scraper reaches the database and the ports of TOR, and can ask no resolver', async () => {
    const reach = await reachable('default-values.yaml');
    expect(reach.scraper).toEqual(['postgresql 5432', 'internet 443', 'internet 9001']);
  });

  test('the scraper has no resolver in its pod either', async () => {
    const scraper = podsOf(await render('default-values.yaml')).find(
      (pod) => pod.labels['app.kubernetes.io/component'] === 'scraper',
    );
    expect(scraper?.spec).toMatchObject({ dnsPolicy: 'None', dnsConfig: { nameservers: ['127.0.0.1'] } });
  });

  test('every other part reaches what it needs and nothing else', async () => {
    const { scraper: _, ...reach } = await reachable('default-values.yaml');
    const anyone = [
      'DNS 53',
      'internet 53',
      'internet 80',
      'internet 443',
      'internet 9001',
      'private 443',
      'metadata 80',
    ];
    expect(reach).toEqual({
      api: ['postgresql 5432', 'DNS 53'],
      postgresql: [],
      migrate: ['postgresql 5432', 'DNS 53'],
      backup: ['postgresql 5432', 'DNS 53'],
      test: ['api 8000', 'api 9464', 'DNS 53'],
      'a pod of Prometheus': ['api 8000', 'api 9464', ...anyone],
      'another pod of the namespace': ['api 8000', ...anyone],
      'a pod elsewhere': ['api 8000', ...anyone],
      'the internet': ['api 8000', ...anyone],
    });
  });
});

test('with TOR in a pod of its own the network holds the scraper to the database and TOR alone', async () => {
  const reach = await reachable('tor-service-values.yaml');
  expect(reach.scraper).toEqual(['tor 9050', 'postgresql 5432']);
  expect(reach.tor).toEqual(['internet 443', 'internet 9001']);
  expect(reach.api).not.toContain('tor 9050');
});

test('with an external TOR the scraper has no way to the internet', async () => {
  expect((await reachable('tor-external-values.yaml')).scraper).toEqual(['postgresql 5432']);
});

test('a daemon shows its metrics to Prometheus only', async () => {
  const reach = await reachable('singleton-values.yaml');
  const sources = Object.keys(reach).filter((from) => reach[from]?.includes('scraper 9464'));
  expect(sources).toEqual(['a pod of Prometheus']);
});

test('with clients named, nobody else reaches the API', async () => {
  const reach = await reachable('all-on-values.yaml');
  const sources = Object.keys(reach).filter((from) => reach[from]?.includes('api 8000'));
  expect(sources).toEqual(['test']);
});

test('instances of CloudNativePG are reached by what needs them, by each other and by their operator', async () => {
  const reach = await reachable('cnpg-values.yaml');
  const database = Object.entries(reach).map(([from, to]) => [from, to.filter((one) => one.startsWith('postgresql'))]);
  expect(Object.fromEntries(database)).toEqual({
    api: ['postgresql 5432'],
    scraper: ['postgresql 5432'],
    migrate: ['postgresql 5432'],
    notifier: ['postgresql 5432'],
    backup: ['postgresql 5432'],
    test: [],
    'instance of the Cluster': ['postgresql 5432', 'postgresql 8000'],
    'the operator of CloudNativePG': ['postgresql 5432', 'postgresql 8000'],
    'a pod of Prometheus': ['postgresql 9187'],
    'another pod of the namespace': [],
    'a pod elsewhere': [],
    'the internet': [],
  });
  expect(reach['instance of the Cluster']).toEqual(expect.arrayContaining(['DNS 53', 'internet 443', 'private 443']));
  expect(reach['instance of the Cluster']).not.toContain('internet 80');
});

test('with the addresses of the API server told, an instance reaches no others', async () => {
  const cidrs = ['--set', 'networkPolicy.apiServer.cidrs={192.168.1.10/32}'];
  const { rows, columns } = reachabilityMatrix(await render('cnpg-values.yaml', 'helm4', ...cidrs));
  const [, cells = []] = rows.find(([from]) => from === 'instance of the Cluster') ?? [];
  const reached = columns.filter((_, at) => cells[at]);
  expect(reached).toContain('private 443');
  expect(reached).not.toContain('internet 443');
});
