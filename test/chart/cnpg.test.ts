/** Backups and recovery of CloudNativePG, as its Cluster is told of them. */
import { expect, test } from '@jest/globals';
import type { Json } from './manifest.js';
import { render } from './render.js';

async function objects(file: string, ...args: string[]): Promise<Record<string, Json>> {
  return Object.fromEntries((await render(file, 'helm4', ...args)).map((manifest) => [manifest.kind, manifest]));
}

test('a recovery takes the place of an empty database, and the owner has the password of his Secret', async () => {
  const { Cluster } = await objects('cnpg-recovery-values.yaml');
  expect(Cluster.spec.bootstrap).toEqual({
    recovery: {
      source: 'before',
      recoveryTarget: { targetTime: '2026-11-01T02:00:00Z' },
      database: 'gpu_tracker',
      owner: 'tracker_owner',
      secret: { name: 'gp-gpu-tracker-db-owner' },
    },
  });
  expect(Cluster.spec.externalClusters).toMatchObject([{ name: 'before' }]);
  expect(Cluster.spec.plugins).toMatchObject([{ isWALArchiver: true }]);
});

test('backups are of the very Cluster, and there are none without the value', async () => {
  const { Cluster, ScheduledBackup } = await objects('cnpg-recovery-values.yaml');
  expect(ScheduledBackup.spec).toMatchObject({
    cluster: { name: Cluster.metadata.name },
    method: 'plugin',
    schedule: '0 43 1 * * *',
  });
  const without = await objects('cnpg-values.yaml');
  expect(without).not.toHaveProperty('ScheduledBackup');
  expect(without['Cluster'].spec).not.toHaveProperty('backup');
  const store = ['--set-json', 'postgresql.cnpg.backup={"barmanObjectStore":{"destinationPath":"s3://b/p"}}'];
  const { Cluster: kept } = await objects('cnpg-values.yaml', ...store);
  expect(kept.spec.backup).toEqual({ barmanObjectStore: { destinationPath: 's3://b/p' } });
});
