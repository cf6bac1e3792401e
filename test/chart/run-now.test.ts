/** The rights of a run by hand: those that its calls need, and no others. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openCluster } from '../../pkg/kube/cluster.js';
import { findScraper, startRun, waitForRun } from '../../pkg/kube/run-now.js';
import { ApiDouble } from '../../pkg/kube/testing/api-double.js';
import type { Json } from './manifest.js';
import { render } from './render.js';

let api: ApiDouble;
beforeEach(async () => {
  api = new ApiDouble();
  await api.start();
});
afterEach(() => api.stop());

async function rendered(kind: string): Promise<Json> {
  const manifests = await render('all-on-values.yaml');
  return manifests.find((one) => one.kind === kind && one.metadata.name.endsWith('-run-now'));
}

test('the Role has what run-now asks for, with and without --cronjob, with and without --wait', async () => {
  const cluster = openCluster(api.kubeconfig());
  const labels = { 'app.kubernetes.io/part-of': 'gpu-tracker', 'app.kubernetes.io/component': 'scraper' };
  api.cronJobs.push({ metadata: { name: 'scraper', labels }, spec: { jobTemplate: {} } });
  await findScraper(cluster, 'prices');
  const job = await startRun(cluster, await findScraper(cluster, 'prices', 'scraper'), new Date());
  const ended = (): Promise<void> => {
    api.jobs[0]!['status'] = { conditions: [{ type: 'Complete', status: 'True' }] };
    return Promise.resolve();
  };
  await waitForRun(cluster, { namespace: 'prices', job, sleep: ended });

  const { rules } = await rendered('Role');
  const granted = (rules as { resources: string[]; verbs: string[] }[]).flatMap(({ resources, verbs }) =>
    resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`)),
  );
  expect(granted.sort()).toEqual([...new Set(api.asked)].sort());
});

test('the account and those who were named are bound to it; without the value there is none of it', async () => {
  const { subjects } = await rendered('RoleBinding');
  expect(subjects).toEqual([
    { kind: 'ServiceAccount', name: 'gp-gpus-run-now', namespace: 'prices' },
    { kind: 'Group', name: 'market', apiGroup: 'rbac.authorization.k8s.io' },
  ]);
  const names = (await render('default-values.yaml')).map(({ metadata }) => metadata.name);
  expect(names.filter((name) => name.includes('run-now'))).toEqual([]);
});
