/** The notifier in the chart: whom it reaches, what it reads, what it may. */
import { expect, test } from '@jest/globals';
import { readWatches } from '../../pkg/app/watches/watches-file.js';
import { type Json, type Manifest, type PodOf, podsOf } from './manifest.js';
import { reachabilityMatrix } from './reachability-table.js';
import { render } from './render.js';

async function reach(file: string, ...args: string[]): Promise<string[]> {
  const { columns, rows } = reachabilityMatrix(await render(file, 'helm4', ...args));
  const [, cells = []] = rows.find(([from]) => from === 'notifier') ?? [];
  return columns.filter((_, at) => cells[at]);
}
async function notifier(file: string, ...args: string[]): Promise<PodOf> {
  const pods = podsOf(await render(file, 'helm4', ...args));
  const [pod] = pods.filter(({ labels }) => labels['app.kubernetes.io/component'] === 'notifier');
  if (pod === undefined) throw new Error(`${file} has no notifier`);
  return pod;
}
const envOf = ({ spec }: PodOf): Map<string, string> =>
  new Map((spec.containers[0].env as { name: string; value?: string }[]).map(({ name, value = '' }) => [name, value]));

test('channels that send directly need names and the ports that were named, and nothing private', async () => {
  expect(await reach('notifier-values.yaml')).toEqual(['postgresql 5432', 'DNS 53', 'internet 443', 'internet 587']);
  const ports = ['--set', 'notifier.direct.ports={80}'];
  expect(await reach('notifier-values.yaml', ...ports)).toEqual(['postgresql 5432', 'DNS 53', 'internet 80']);
});

test('through TOR alone there is the database, and the ports of TOR in this pod or TOR elsewhere: no names, no internet', async () => {
  expect(await reach('notifier-tor-values.yaml')).toEqual(['postgresql 5432', 'internet 443', 'internet 9001']);
  expect(await reach('tor-service-values.yaml')).toEqual(['tor 9050', 'postgresql 5432']);
  const external = ['--values', 'charts/gpu-tracker/ci/tor-external-values.yaml'];
  expect(await reach('notifier-tor-values.yaml', ...external)).toEqual(['postgresql 5432']);
  const { spec } = await notifier('notifier-tor-values.yaml');
  expect(spec).toMatchObject({
    dnsPolicy: 'None',
    dnsConfig: { nameservers: ['127.0.0.1'] },
    enableServiceLinks: true,
  });
});

test('Prometheus alone reads its metrics, and TOR in a pod of its own serves it only when it is to', async () => {
  const { columns, rows } = reachabilityMatrix(await render('notifier-values.yaml'));
  const readers = rows.filter(([, cells]) => cells[columns.indexOf('notifier 9464')]).map(([from]) => from);
  expect(readers).toEqual(['a pod of Prometheus']);
  expect(
    await reach('tor-service-values.yaml', '--set', 'notifier.tor.enabled=false,notifier.direct.enabled=true'),
  ).not.toContain('tor 9050');
});

test.each([
  ['notifier-values.yaml', undefined],
  ['notifier-tor-values.yaml', 'socks5h://127.0.0.1:9050'],
  ['tor-service-values.yaml', 'socks5h://$(GP_GPU_TRACKER_TOR_SERVICE_HOST):9050'],
])('%s: TOR is at %s', async (file, url) => {
  const pod = await notifier(file);
  expect(envOf(pod).get('TOR_SOCKS_URL')).toBe(url);
  const tor = (pod.spec.initContainers as Json[]).find(({ name }) => name === 'tor');
  expect(tor !== undefined).toBe(url?.includes('127.0.0.1') === true);
  // It lives for weeks: a TOR that lost its circuits is started anew.
  if (tor !== undefined) expect(tor).toHaveProperty('livenessProbe');
});

test('the values are a file that the program reads, where it looks for it, as a folder that follows a change', async () => {
  const manifests = await render('notifier-values.yaml');
  const config = manifests.find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.endsWith('-watches'),
  ) as Manifest;
  const text = (config.data as Record<string, string>)['watches.yaml'] ?? '';
  const secrets = { SMTP: 'smtps://me:pw@example.com', HOOK_SECRET: `whsec_${'A'.repeat(32)}` };
  const read = readWatches(text, secrets);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  expect([[...read.channels.keys()], read.watches.length]).toEqual([['mail', 'hook'].sort(), 1]);

  const pod = await notifier('notifier-values.yaml');
  const mount = (pod.spec.containers[0].volumeMounts as Json[]).find(({ name }) => name === 'watches');
  expect(mount).toEqual({ name: 'watches', mountPath: '/etc/gpu-tracker/watches', readOnly: true });
  expect(envOf(pod).get('WATCHES_FILE')).toBe(`${mount.mountPath}/watches.yaml`);
  expect(pod.spec.containers[0].envFrom).toEqual([{ secretRef: { name: 'channels' } }]);
});

test('without any watch it is still a file: those of the command line are evaluated', async () => {
  const manifests = await render(
    'notifier-values.yaml',
    'helm4',
    '--set-json',
    'notifier.channels=null',
    '--set-json',
    'notifier.watches=[]',
  );
  const config = manifests.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.endsWith('-watches'));
  expect(readWatches((config?.data as Record<string, string>)['watches.yaml'] ?? '', {})).toMatchObject({
    watches: [],
  });
});

test('a changed watch changes no pod, and a file in a Secret is mounted under the same name', async () => {
  const before = await notifier('notifier-values.yaml');
  const after = await notifier('notifier-values.yaml', '--set-json', 'notifier.watches=[{"name":"other"}]');
  expect(after).toEqual(before);
  const { spec } = await notifier('notifier-tor-values.yaml');
  expect((spec.volumes as Json[]).find(({ name }) => name === 'watches').secret).toEqual({
    secretName: 'watches',
    items: [{ key: 'file.yaml', path: 'watches.yaml' }],
  });
});

test('maintenance leaves none, and without the value there is no login, no Secret and no policy of it', async () => {
  const pods = async (...args: string[]): Promise<Json> =>
    (await render('notifier-tor-values.yaml', 'helm4', ...args)).find(
      ({ kind, metadata }) => kind === 'Deployment' && metadata.name.endsWith('-notifier'),
    )?.spec.replicas;
  expect([await pods(), await pods('--set', 'maintenance=true')]).toEqual([2, 0]);
  const without = await render('default-values.yaml');
  expect(without.filter(({ metadata }) => metadata.name.includes('notifier'))).toEqual([]);
  const env = podsOf(without).flatMap(({ spec }) => [...(spec.initContainers ?? []), ...spec.containers] as Json[]);
  expect(JSON.stringify(env.map((container) => container.env ?? []))).not.toMatch(/notifier/i);
});
