/** Every metric that a dashboard, an alert or a runbook names exists in the API's registry, with those labels. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { describeMetrics, type MetricDescription } from '../../pkg/telemetry/metrics.js';
import { CHART } from '../chart/render.js';
import { type MetricUse, metricUses } from './prom-queries.js';
import { rules } from './rules.js';

/** Metrics of the cluster (kube-state-metrics, kubelet) that alerts rely on, with the labels they have. */
const OF_THE_CLUSTER: Record<string, string[]> = {
  kube_cronjob_status_last_successful_time: ['cronjob'],
  kube_job_failed: ['job_name', 'condition'],
  kube_pod_init_container_status_ready: ['container'],
  kube_pod_status_phase: ['phase'],
  kubelet_volume_stats_available_bytes: ['persistentvolumeclaim'],
  kubelet_volume_stats_capacity_bytes: ['persistentvolumeclaim'],
};
/** What Prometheus itself puts on every series. */
const OF_THE_TARGET = ['namespace', 'job', 'pod', 'instance'];
/** Exported and neither drawn nor alerted on: for people who look. */
const FOR_PEOPLE = /^(nodejs_|process_)/;

let described: Map<string, MetricDescription>;
beforeAll(async () => {
  described = new Map((await describeMetrics()).map((metric) => [metric.name, metric]));
});

/** The registered metric behind a series: `x_bucket`, `x_sum` and `x_count` are x. */
function metricOf(name: string): MetricDescription | undefined {
  return described.get(name) ?? described.get(name.replace(/_(bucket|sum|count)$/, ''));
}

function faults({ metric, labels }: MetricUse): string[] {
  const cluster = OF_THE_CLUSTER[metric];
  const found = metricOf(metric);
  if (!cluster && !found) return [`${metric} does not exist`];
  const known = [...(cluster ?? found?.labels ?? []), ...OF_THE_TARGET, ...(found?.type === 'histogram' ? ['le'] : [])];
  return labels.filter((label) => !known.includes(label)).map((label) => `${metric} has no label ${label}`);
}

interface Panel {
  title: string;
  type: string;
  targets?: { expr: string }[];
}
interface Dashboard {
  uid: string;
  id?: unknown;
  schemaVersion: number;
  editable: boolean;
  panels: Panel[];
  templating: { list: { type: string; query: string | { query: string } }[] };
  annotations: { list: { expr: string }[] };
}
const DASHBOARDS = readdirSync(join(CHART, 'dashboards'));
const dashboard = (file: string): Dashboard =>
  JSON.parse(readFileSync(join(CHART, 'dashboards', file), 'utf8')) as Dashboard;

function queriesOf({ panels, templating, annotations }: Dashboard): string[] {
  const variables = templating.list.flatMap(({ type, query }) =>
    type === 'query'
      ? [/label_values\((.*), \w+\)/.exec(typeof query === 'string' ? query : query.query)?.[1] ?? '']
      : [],
  );
  return [
    ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
    ...variables,
    ...annotations.list.map(({ expr }) => expr),
  ];
}

test('every alert reads metrics that exist, by labels they have', async () => {
  const uses = (await rules()).flatMap(({ expr }) => metricUses(expr));
  expect(uses.flatMap(faults)).toEqual([]);
});

describe.each(DASHBOARDS)('%s', (file) => {
  test('reads metrics that exist, by labels they have', () => {
    expect(queriesOf(dashboard(file)).flatMap(metricUses).flatMap(faults)).toEqual([]);
  });

  test('can be provisioned: its own uid, no id, no fixed data source, a sentence to every panel', () => {
    const found = dashboard(file);
    expect(found).toMatchObject({
      uid: `gpu-tracker-${file.replace('.json', '')}`,
      schemaVersion: 39,
      editable: false,
    });
    expect(found.id).toBeUndefined();
    const uids = [...JSON.stringify(found).matchAll(/"type":"prometheus","uid":"([^"]+)"/g)].map(([, uid]) => uid);
    expect(new Set(uids)).toEqual(new Set(['${datasource}']));
    const silent = found.panels.filter((panel) => panel.type !== 'row' && !('description' in panel));
    expect(silent).toEqual([]);
  });
});

test('every metric a runbook or the operations guide names exists', () => {
  const folder = join(process.cwd(), 'docs');
  const files = ['operations.md', ...readdirSync(join(folder, 'runbooks')).map((file) => `runbooks/${file}`)];
  const named = files.flatMap((file) =>
    [
      ...readFileSync(join(folder, file), 'utf8').matchAll(/`((?:gpu|http|db|nodejs|process|kube)_[a-z_0-9]+)[`{]/g),
    ].map(([, name = '']) => name),
  );
  const roles = /^gpu_tracker/;
  expect(named.filter((name) => !roles.test(name) && !metricOf(name) && !OF_THE_CLUSTER[name])).toEqual([]);
  expect(named.length).toBeGreaterThan(0);
});

test('every metric the API exports is drawn or alerted on, or is there for people who look', async () => {
  const queries = [
    ...(await rules()).map(({ expr }) => expr),
    ...DASHBOARDS.flatMap((file) => queriesOf(dashboard(file))),
  ];
  const used = new Set(queries.flatMap(metricUses).map(({ metric }) => metricOf(metric)?.name));
  expect([...described.keys()].filter((name) => !used.has(name) && !FOR_PEOPLE.test(name))).toEqual([]);
});

test.each([
  ['a metric that does not exist', 'rate(gpu_scrape_run_total[5m])', 'gpu_scrape_run_total does not exist'],
  ['a label it does not have', 'gpu_listings_current{source="x"}', 'gpu_listings_current has no label source'],
  [
    'a grouping by a label it does not have',
    'sum by (zone) (gpu_listings_current)',
    'gpu_listings_current has no label zone',
  ],
])('%s is noticed', (_, query, fault) => {
  expect(metricUses(query).flatMap(faults)).toEqual([fault]);
});

test('a query that does not parse is noticed', () => {
  expect(() => metricUses('sum by (a (x)')).toThrow('not PromQL');
});
