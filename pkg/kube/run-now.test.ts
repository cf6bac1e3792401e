import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openCluster } from './cluster.js';
import { findScraper, startRun, waitForRun } from './run-now.js';
import { ApiDouble, type StoredObject } from './testing/api-double.js';

const labels = { 'app.kubernetes.io/part-of': 'gpu-tracker', 'app.kubernetes.io/component': 'scraper' };
const at = new Date('2026-11-02T13:14:15Z');

function aCronJob(name: string): StoredObject {
  return {
    metadata: { name, namespace: 'prices', uid: `uid-${name}`, labels },
    spec: {
      schedule: '17 */6 * * *',
      jobTemplate: {
        metadata: { labels: { ...labels, team: 'market' } },
        spec: { backoffLimit: 2, template: { spec: { containers: [{ name: 'scraper', image: 'scraper:1' }] } } },
      },
    },
  };
}

let api: ApiDouble;
beforeEach(async () => {
  api = new ApiDouble();
  await api.start();
});
afterEach(() => api.stop());

const cluster = () => openCluster(api.kubeconfig());

/** The controller's part: makes the Job's pod, then lets both end. */
function play(job: string, phases: { phase: string; exitCode?: number; end?: [type: string, reason?: string] }[]) {
  const steps = [...phases];
  return () => {
    const step = steps.shift();
    if (!step) throw new Error('the wait goes on after the end');
    const { phase, exitCode, end } = step;
    api.pods[0] = {
      metadata: { name: `${job}-x`, labels: { 'batch.kubernetes.io/job-name': job } },
      status: {
        phase,
        containerStatuses: [
          { name: 'tor', state: { terminated: { exitCode: 143 } } },
          { name: 'scraper', ...(exitCode !== undefined && { state: { terminated: { exitCode } } }) },
        ],
      },
    };
    const stored = api.jobs.find(({ metadata }) => metadata.name === job);
    if (end && stored) stored['status'] = { conditions: [{ type: end[0], status: 'True', reason: end[1] }] };
    return Promise.resolve();
  };
}

async function started(): Promise<string> {
  api.cronJobs.push(aCronJob('gp-scraper'));
  return startRun(cluster(), await findScraper(cluster(), 'prices'), at);
}

test('the Job is the CronJob template, owned by the CronJob, marked as made by hand', async () => {
  await expect(started()).resolves.toBe('gp-scraper-now-1102131415');
  expect(api.jobs).toMatchObject([
    {
      kind: 'Job',
      metadata: {
        labels: { team: 'market' },
        annotations: { 'cron-job.kubernetes.io/instantiate': 'manual' },
        ownerReferences: [{ kind: 'CronJob', name: 'gp-scraper', uid: 'uid-gp-scraper', controller: true }],
      },
      spec: { backoffLimit: 2, template: { spec: { containers: [{ image: 'scraper:1' }] } } },
    },
  ]);
});

test('the longest name of a CronJob still gives a name that a label can carry', async () => {
  api.cronJobs.push(aCronJob(`${'a'.repeat(44)}-scraper`));
  expect((await startRun(cluster(), await findScraper(cluster(), 'prices'), at)).length).toBeLessThanOrEqual(63);
});

test('a run that completes is status 0, and its phases are told once each', async () => {
  const job = await started();
  const phases: string[] = [];
  const sleep = play(job, [
    { phase: 'Pending' },
    { phase: 'Running' },
    { phase: 'Running' },
    { phase: 'Succeeded', exitCode: 0, end: ['Complete'] },
  ]);
  const onPhase = (phase: string) => void phases.push(phase);
  await expect(waitForRun(cluster(), { namespace: 'prices', job, sleep, onPhase })).resolves.toEqual({
    job,
    succeeded: true,
    exitStatus: 0,
  });
  expect(phases).toEqual(['Pending', 'Running', 'Succeeded']);
});

test("a failed run gives the scraper's status, not TOR's, and Kubernetes' reason", async () => {
  const job = await started();
  const sleep = play(job, [{ phase: 'Failed', exitCode: 77, end: ['Failed', 'PodFailurePolicy'] }]);
  await expect(waitForRun(cluster(), { namespace: 'prices', job, sleep })).resolves.toEqual({
    job,
    succeeded: false,
    exitStatus: 77,
    reason: 'PodFailurePolicy',
  });
});

test('of several pods the newest tells how the Job ended, wherever it stands in the list', async () => {
  const job = await started();
  const pod = (name: string, created: string, exitCode: number) => ({
    metadata: { name, creationTimestamp: created, labels: { 'batch.kubernetes.io/job-name': job } },
    status: { phase: 'Failed', containerStatuses: [{ name: 'scraper', state: { terminated: { exitCode } } }] },
  });
  api.pods.push(
    pod('second', '2026-11-02T13:20:00Z', 75),
    pod('third', '2026-11-02T13:30:00Z', 78),
    pod('first', '2026-11-02T13:10:00Z', 76),
  );
  api.jobs[0]!['status'] = { conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }] };
  const sleep = (): Promise<void> => Promise.reject(new Error('the Job has ended'));
  await expect(waitForRun(cluster(), { namespace: 'prices', job, sleep })).resolves.toMatchObject({ exitStatus: 78 });
});

test('a run cut by its deadline has no status of its own', async () => {
  const job = await started();
  const sleep = play(job, [{ phase: 'Failed', end: ['Failed', 'DeadlineExceeded'] }]);
  const result = await waitForRun(cluster(), { namespace: 'prices', job, sleep });
  expect(result).toEqual({ job, succeeded: false, reason: 'DeadlineExceeded' });
});

test.each([
  ['no scraper', () => undefined, 'no CronJob of a gpu-tracker scraper in namespace prices'],
  [
    'several scrapers',
    () => void api.cronJobs.push(aCronJob('a'), aCronJob('b')),
    'several scrapers in namespace prices: name one by --cronjob (a, b)',
  ],
  [
    'no right to look',
    () => void (api.failNext = { status: 403, message: 'cronjobs.batch is forbidden' }),
    'looking for the scraper failed: 403 cronjobs.batch is forbidden; ask for a Role with that verb and resource',
  ],
])('%s is told in a sentence', async (_, prepare, sentence) => {
  prepare();
  const asked = findScraper(cluster(), 'prices');
  await expect(asked).rejects.toThrow(sentence);
  await expect(asked).rejects.toMatchObject({ code: 'KUBERNETES_REFUSED' });
});

test.each([
  [400, 'KUBERNETES_REFUSED'],
  [401, 'KUBERNETES_REFUSED'],
  [404, 'KUBERNETES_REFUSED'],
  [422, 'KUBERNETES_REFUSED'],
  [409, 'KUBERNETES'],
  [429, 'KUBERNETES'],
  [500, 'KUBERNETES'],
  [503, 'KUBERNETES'],
])('an answer %i is %s: lasting or passing', async (status, code) => {
  api.failNext = { status, message: 'no' };
  await expect(findScraper(cluster(), 'prices')).rejects.toMatchObject({ code });
});

test('one of several can be named, and one that is not there is missed by name', async () => {
  api.cronJobs.push(aCronJob('a'), aCronJob('b'));
  await expect(findScraper(cluster(), 'prices', 'b')).resolves.toMatchObject({ metadata: { name: 'b' } });
  await expect(findScraper(cluster(), 'prices', 'c')).rejects.toThrow('404 cronjobs "c" not found');
});

test('a second run in the same second is refused, not lost', async () => {
  await started();
  const again = startRun(cluster(), await findScraper(cluster(), 'prices'), at);
  await expect(again).rejects.toThrow(/the Job was not made: 409 .*already exists/);
});

test('a Job that is deleted meanwhile ends the wait', async () => {
  const job = await started();
  const sleep = () => Promise.resolve(void api.jobs.splice(0));
  await expect(waitForRun(cluster(), { namespace: 'prices', job, sleep })).rejects.toThrow(/404 jobs .* not found/);
});

test('a cluster that is away is told with its cause', async () => {
  const config = api.kubeconfig();
  await api.stop();
  await expect(findScraper(openCluster(config), 'prices')).rejects.toThrow(
    /looking for the scraper failed: .*ECONNREFUSED/,
  );
  await api.start();
});

test('a kubeconfig that cannot be read, or names no cluster, is a sentence', () => {
  expect(() => openCluster('clusters: [')).toThrow('the kubeconfig cannot be read');
  expect(() => openCluster('{}')).toThrow('no cluster: set KUBECONFIG');
});
