/** The matrix that docs/operations.md prints and the tests hold: which part of the release reaches what. */
import { type Endpoint, reaches } from './checks/reachability.js';
import { type Manifest, podsOf } from './manifest.js';

const COMPONENTS = ['api', 'scraper', 'notifier', 'tor', 'postgresql', 'migrate', 'backup', 'test'];

const OUTSIDE: Endpoint[] = [
  {
    name: 'a pod of Prometheus',
    namespaceLabels: { 'kubernetes.io/metadata.name': 'monitoring' },
    labels: {},
    ip: '10.1.0.9',
  },
  { name: 'another pod of the namespace', labels: { app: 'other' }, local: false, namespaceLabels: {}, ip: '10.1.0.8' },
  {
    name: 'a pod elsewhere',
    labels: { app: 'other' },
    namespaceLabels: { 'kubernetes.io/metadata.name': 'other' },
    ip: '10.1.0.7',
  },
];

const CNPG_OPERATOR: Endpoint = {
  name: 'the operator of CloudNativePG',
  namespaceLabels: { 'kubernetes.io/metadata.name': 'cnpg-system' },
  labels: {},
  ip: '10.1.0.6',
};
const INTERNET: Endpoint = { name: 'the internet', ip: '203.0.113.10' };
const PRIVATE: Endpoint = { name: 'a private address', ip: '192.168.1.10' };
const METADATA: Endpoint = { name: 'the metadata address', ip: '169.254.169.254' };
const DNS: Endpoint = { name: 'DNS', namespaceLabels: {}, labels: { 'k8s-app': 'kube-dns' }, ip: '10.96.0.10' };

interface Target {
  title: string;
  to: Endpoint;
  port: number;
  protocol?: string;
}

/** Rows: who connects. Columns: to what. */
export function reachabilityMatrix(manifests: readonly Manifest[]): { columns: string[]; rows: [string, boolean[]][] } {
  const cnpg = manifests.some(({ kind }) => kind === 'Cluster');
  const pods = new Map<string, Endpoint>();
  for (const pod of podsOf(manifests)) {
    const component = pod.labels['app.kubernetes.io/component'] ?? '';
    pods.set(component, { name: component, labels: pod.labels, local: true, namespaceLabels: {}, ip: '10.1.0.1' });
  }
  // An operator makes the pods of a Cluster, with the labels that it is told to hand on.
  for (const { kind, metadata, spec } of manifests.filter((manifest) => manifest.kind === 'Cluster')) {
    const labels = { ...spec.inheritedMetadata.labels, 'cnpg.io/cluster': metadata.name } as Record<string, string>;
    pods.set('postgresql', {
      name: `instance of the ${kind}`,
      labels,
      local: true,
      namespaceLabels: {},
      ip: '10.1.0.2',
    });
  }
  const present = COMPONENTS.flatMap((component) => pods.get(component) ?? []);
  const target = (name: string, port: number): Target[] => {
    const to = pods.get(name);
    return to ? [{ title: `${name} ${port}`, to, port }] : [];
  };
  const targets: Target[] = [
    ...target('api', 8000),
    ...target('api', 9464),
    ...target('scraper', 9464),
    ...target('notifier', 9464),
    ...target('tor', 9050),
    ...target('postgresql', 5432),
    ...(cnpg ? [...target('postgresql', 8000), ...target('postgresql', 9187)] : []),
    { title: 'DNS 53', to: DNS, port: 53, protocol: 'UDP' },
    { title: 'internet 53', to: INTERNET, port: 53, protocol: 'UDP' },
    { title: 'internet 80', to: INTERNET, port: 80 },
    { title: 'internet 443', to: INTERNET, port: 443 },
    ...(pods.has('notifier') ? [{ title: 'internet 587', to: INTERNET, port: 587 }] : []),
    { title: 'internet 9001', to: INTERNET, port: 9001 },
    { title: 'private 443', to: PRIVATE, port: 443 },
    { title: 'metadata 80', to: METADATA, port: 80 },
  ];
  const sources = [...present, ...OUTSIDE, ...(cnpg ? [CNPG_OPERATOR] : []), INTERNET];
  return {
    columns: targets.map(({ title }) => title),
    rows: sources.map((from) => [
      from.name,
      targets.map(({ to, port, protocol }) => reaches(manifests, from, to, port, protocol)),
    ]),
  };
}

/** As a table in Markdown; cells between two parties outside the release say nothing. */
export function reachabilityTable(manifests: readonly Manifest[]): string {
  const { columns, rows } = reachabilityMatrix(manifests);
  const outside = new Set([...OUTSIDE, INTERNET].map(({ name }) => name));
  const release = /^(api|scraper|notifier|tor|postgresql) /;
  const lines = rows.map(
    ([from, cells]) =>
      `| ${from} | ${cells.map((cell, at) => (outside.has(from) && !release.test(columns[at] ?? '') ? '' : cell ? 'yes' : 'no')).join(' | ')} |`,
  );
  return [`| from \\ to | ${columns.join(' | ')} |`, `| --- |${' --- |'.repeat(columns.length)}`, ...lines].join('\n');
}
