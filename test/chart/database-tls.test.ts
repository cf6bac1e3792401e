/** TLS to an external database: every container that connects says how, and finds the authority it is to trust. */
import { expect, test } from '@jest/globals';
import { connectionOptions } from '../../pkg/postgres/connection-options.js';
import { containersOf, type Json, podsOf } from './manifest.js';
import { render } from './render.js';

const CA_FILE = '/etc/gpu-tracker/database/ca.crt';

/** Containers with a connection to the database, as `owner container`, and what they are told. */
async function connecting(file: string): Promise<Map<string, { env: Map<string, string>; mounts: string[] }>> {
  const found = new Map<string, { env: Map<string, string>; mounts: string[] }>();
  for (const pod of podsOf(await render(file)))
    for (const container of containersOf(pod)) {
      const entries = (container.env ?? []) as { name: string; value?: string }[];
      const env = new Map(entries.map(({ name, value = '' }) => [name, value]));
      if (!env.has('DATABASE_URL') && !env.has('PGHOST')) continue;
      const mounts = ((container.volumeMounts ?? []) as Json[]).map(({ mountPath }) => mountPath as string);
      const volumes = (pod.spec.volumes ?? []) as Json[];
      for (const { name } of (container.volumeMounts ?? []) as Json[])
        expect(volumes.map((volume) => volume.name as string)).toContain(name);
      found.set(`${pod.owner.replace(/-[0-9a-f]{8}$/, '')} ${container.name}`, { env, mounts });
    }
  return found;
}

const ALL = [
  'CronJob/gp-gpu-tracker-backup backup',
  'CronJob/gp-gpu-tracker-restore-drill restore-drill',
  'CronJob/gp-gpu-tracker-scraper scraper',
  'CronJob/gp-gpu-tracker-scraper wait-for-schema',
  'Deployment/gp-gpu-tracker-api api',
  'Deployment/gp-gpu-tracker-api wait-for-schema',
  'Job/gp-gpu-tracker-migrate migrate',
];
const NOTIFIER = ['Deployment/gp-gpu-tracker-notifier notifier', 'Deployment/gp-gpu-tracker-notifier wait-for-schema'];

test('with an authority of your own everybody has its file and checks against it', async () => {
  const containers = await connecting('external-tls-values.yaml');
  expect([...containers.keys()].sort()).toEqual([...ALL, ...NOTIFIER].sort());
  for (const [name, { env, mounts }] of containers) {
    expect([name, mounts.includes('/etc/gpu-tracker/database')]).toEqual([name, true]);
    const url = env.get('DATABASE_URL');
    if (url === undefined) expect([env.get('PGSSLMODE'), env.get('PGSSLROOTCERT')]).toEqual(['verify-full', CA_FILE]);
    else
      expect(new URL(url.replace('$(DATABASE_PASSWORD)', 'x')).search).toBe(
        `?sslmode=verify-full&sslrootcert=${CA_FILE}`,
      );
  }
});

test('the key of the Secret is the one that was named, under the name that everybody knows', async () => {
  const secrets = podsOf(await render('external-tls-values.yaml'))
    .flatMap((pod) => (pod.spec.volumes ?? []) as Json[])
    .filter(({ name }) => name === 'database-ca')
    .map(({ secret }) => secret);
  expect(secrets).toHaveLength(6);
  for (const secret of secrets)
    expect(secret).toEqual({ secretName: 'db-ca', items: [{ key: 'root.pem', path: 'ca.crt' }] });
});

test('with a public authority the program trusts those of node, and dumps the same, written down for them', async () => {
  const containers = await connecting('external-public-tls-values.yaml');
  expect([...containers.keys()].sort()).toEqual(ALL);
  for (const { env, mounts } of containers.values()) {
    expect(mounts).not.toContain('/etc/gpu-tracker/database');
    const url = env.get('DATABASE_URL');
    if (url === undefined) expect(env.get('PGSSLROOTCERT')).toBe('/tmp/authorities.crt');
    else expect(connectionOptions(url.replace('$(DATABASE_PASSWORD)', 'x')).ssl).toEqual({ rejectUnauthorized: true });
  }
  const writers = podsOf(await render('external-public-tls-values.yaml'))
    .flatMap(containersOf)
    .filter(({ name }) => name === 'authorities');
  expect(writers).toHaveLength(2);
  for (const { args } of writers) expect(args.join(' ')).toContain("'/tmp/authorities.crt'");
});

test.each(['default-values.yaml', 'cnpg-values.yaml'])('%s says nothing of TLS', async (file) => {
  for (const { env, mounts } of (await connecting(file)).values()) {
    expect(env.get('DATABASE_URL') ?? '').not.toContain('ssl');
    expect([...env.keys()].filter((name) => name.startsWith('PGSSL'))).toEqual([]);
    expect(mounts).not.toContain('/etc/gpu-tracker/database');
  }
});
