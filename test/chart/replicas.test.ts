/** What the Deployment says of its replicas beside an autoscaler, for every kind of history that the cluster can show. */
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { helm, HELM_VERSIONS } from './helm.js';
import { CHART, render } from './render.js';

/** A chart that calls the helper with what its values say the cluster has. */
let chart: string;
beforeAll(async () => {
  chart = await mkdtemp(join(tmpdir(), 'replicas-'));
  await mkdir(join(chart, 'templates'));
  await copyFile(join(CHART, 'templates/api/_replicas.tpl'), join(chart, 'templates/_replicas.tpl'));
  await writeFile(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: probe\nversion: 1.0.0\n');
  await writeFile(
    join(chart, 'templates/said.yaml'),
    `said: {{ include "gpu-tracker.replicasBesideAutoscaler" .Values.given | quote }}\n`,
  );
});
afterAll(() => rm(chart, { recursive: true }));

type By = 'helm 3' | 'helm 4' | 'the autoscaler' | 'kubectl';
const ENTRIES: Record<By, { manager: string; operation: string; subresource?: string }> = {
  'helm 3': { manager: 'helm', operation: 'Update' },
  'helm 4': { manager: 'helm', operation: 'Apply' },
  'the autoscaler': { manager: 'kube-controller-manager', operation: 'Update', subresource: 'scale' },
  kubectl: { manager: 'kubectl', operation: 'Update', subresource: 'scale' },
};

/** @param made by whom the Deployment was made  @param said who has said how many replicas there are */
function history(made: By, said: By[], replicas: number): object {
  const managedFields = [...new Set([made, ...said])].map((by) => ({
    ...ENTRIES[by],
    fieldsV1: { 'f:spec': said.includes(by) ? { 'f:replicas': {}, 'f:template': {} } : { 'f:template': {} } },
  }));
  return { metadata: { managedFields }, spec: { replicas } };
}

const YES = true;
const NO = false;
const TABLE: [what: string, deployment: object, autoscaled: boolean, said: string][] = [
  ['a first installation', {}, NO, ''],
  ['turned on, below the least', history('helm 4', ['helm 4'], 1), NO, '2'],
  ['turned on, in between', history('helm 4', ['helm 4'], 3), NO, '3'],
  ['turned on, above the most', history('helm 4', ['helm 4'], 9), NO, '6'],
  ['turned on after maintenance', history('helm 4', ['helm 4'], 0), NO, '2'],
  ['turned on with Helm 3', history('helm 3', ['helm 3'], 3), NO, '3'],
  ['turned on, scaled by hand before', history('helm 4', ['kubectl'], 5), NO, ''],
  ['on, and never scaled since', history('helm 4', ['helm 4'], 3), YES, '3'],
  ['on, and scaled by the autoscaler', history('helm 4', ['the autoscaler'], 5), YES, ''],
  ['on, and both have said the same', history('helm 4', ['helm 4', 'the autoscaler'], 5), YES, ''],
  ['on from the beginning', history('helm 4', ['the autoscaler'], 2), YES, ''],
  ['on with Helm 3, which compares with what it rendered', history('helm 3', ['the autoscaler'], 5), YES, '5'],
  ['scaled to zero by hand', history('helm 4', ['kubectl'], 0), YES, ''],
  ['scaled to zero by hand, with Helm 3', history('helm 3', ['kubectl'], 0), YES, '0'],
];

test.each(TABLE)('%s', async (_, deployment, autoscaled, said) => {
  const given = JSON.stringify({ deployment, autoscaled, min: 2, max: 6 });
  for (const version of HELM_VERSIONS)
    expect([version, await helm(version, 'template', 'x', chart, '--set-json', `given=${given}`)]).toEqual([
      version,
      expect.stringContaining(`said: "${said}"\n`),
    ]);
});

test('without a cluster to ask, nothing is said beside an autoscaler; maintenance and a fixed number are', async () => {
  const replicas = async (...sets: string[]): Promise<unknown> => {
    const manifests = await render('default-values.yaml', 'helm4', ...sets.flatMap((set) => ['--set', set]));
    return manifests.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name.endsWith('-api'))?.spec
      .replicas;
  };
  expect(await replicas()).toBeUndefined();
  expect(await replicas('maintenance=true')).toBe(0);
  expect(await replicas('api.autoscaling.enabled=false', 'api.replicas=4')).toBe(4);
  expect(await replicas('api.autoscaling.enabled=false', 'api.replicas=0')).toBe(0);
});
