/** Dumps that are taken elsewhere: after the dump, in the same Job, with what rclone is told and the way that the network leaves. */
import { expect, test } from '@jest/globals';
import { type Json, podsOf } from './manifest.js';
import { reachabilityMatrix } from './reachability-table.js';
import { render } from './render.js';

const COPY = [
  '--set',
  'backup.copy.enabled=true,backup.copy.remote=dumps:bucket/prices,backup.copy.existingSecret=rclone',
];

async function backupPods(...args: string[]): Promise<Map<string, Json>> {
  const pods = podsOf(await render('default-values.yaml', 'helm4', ...args));
  const ours = pods.filter(({ labels }) => labels['app.kubernetes.io/component'] === 'backup');
  return new Map(ours.map(({ owner, spec }) => [owner.replace('CronJob/gp-gpu-tracker-', ''), spec]));
}
const names = (containers: Json[] | undefined): string[] => (containers ?? []).map(({ name }) => name as string);

test('the copy comes after the dump and ends the Job; the drill copies nothing', async () => {
  const pods = await backupPods(...COPY);
  expect([names(pods.get('backup').initContainers), names(pods.get('backup').containers)]).toEqual([
    ['backup'],
    ['copy'],
  ]);
  expect([names(pods.get('restore-drill').initContainers), names(pods.get('restore-drill').containers)]).toEqual([
    [],
    ['restore-drill'],
  ]);
  const [without] = [(await backupPods()).get('backup')];
  expect([names(without.initContainers), names(without.containers)]).toEqual([[], ['backup']]);
});

test('rclone is configured by variables alone, reads the dumps and cannot change them', async () => {
  const [copy] = (await backupPods(...COPY)).get('backup').containers as [Json];
  expect(copy.envFrom).toEqual([{ secretRef: { name: 'rclone' } }]);
  expect(copy.env).toEqual(
    expect.arrayContaining([
      { name: 'REMOTE', value: 'dumps:bucket/prices' },
      { name: 'COPY_RETENTION_DAYS', value: '90' },
      { name: 'RCLONE_CONFIG', value: '/tmp/rclone.conf' },
    ]),
  );
  expect(copy.volumeMounts).toContainEqual({ name: 'backup', mountPath: '/backup', readOnly: true });
  expect(JSON.stringify(copy)).not.toContain('PGPASSWORD');
});

test('the way to the store is open when there is a copy, and at its ports', async () => {
  const reach = async (...args: string[]): Promise<string[]> => {
    const { columns, rows } = reachabilityMatrix(await render('default-values.yaml', 'helm4', ...args));
    const [, cells = []] = rows.find(([from]) => from === 'backup') ?? [];
    return columns.filter((_, at) => cells[at]);
  };
  expect(await reach()).toEqual(['postgresql 5432', 'DNS 53']);
  expect(await reach(...COPY)).toEqual(['postgresql 5432', 'DNS 53', 'internet 443']);
  expect(await reach(...COPY, '--set', 'backup.copy.ports={80}')).toEqual(['postgresql 5432', 'DNS 53', 'internet 80']);
  const own = [
    '--set-json',
    'networkPolicy.extraEgress.backup=[{"to":[{"ipBlock":{"cidr":"192.168.1.10/32"}}]}]',
    '--set-json',
    'backup.copy.ports=[]',
  ];
  expect(await reach(...own)).toEqual(['postgresql 5432', 'DNS 53', 'private 443']);
});
