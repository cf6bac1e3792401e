/** A scraper run by hand: a Job made of the CronJob, as `kubectl create job --from` does, and how it ended. */
import { V1Job, V1ObjectMeta, V1OwnerReference, type V1CronJob } from '@kubernetes/client-node';
import type { Cluster } from './cluster.js';
import { KubernetesError, KubernetesRefusedError, kubernetesError } from './errors.js';

/** Every CronJob of the chart's scraper has these, whatever the release is called. */
const SCRAPERS = 'app.kubernetes.io/part-of=gpu-tracker,app.kubernetes.io/component=scraper';
const POLL_MS = 2_000;

export interface RunResult {
  readonly job: string;
  readonly succeeded: boolean;
  /** Of the scraper's container; absent when it never ended by itself (deadline, deleted, never started). */
  readonly exitStatus?: number;
  /** Why the Job failed, in Kubernetes' words: PodFailurePolicy, BackoffLimitExceeded, DeadlineExceeded. */
  readonly reason?: string;
}

/**
 * The CronJob of the scraper in `namespace`, or the one called `name`.
 * @throws KubernetesError when there is none, or several and no name
 */
export async function findScraper({ batch }: Cluster, namespace: string, name?: string): Promise<V1CronJob> {
  try {
    if (name !== undefined) return await batch.readNamespacedCronJob({ name, namespace });
    const { items } = await batch.listNamespacedCronJob({ namespace, labelSelector: SCRAPERS });
    const [first, ...others] = items;
    if (first === undefined)
      throw new KubernetesRefusedError(`no CronJob of a gpu-tracker scraper in namespace ${namespace}`);
    if (others.length > 0) {
      const names = items.map((item) => item.metadata?.name).join(', ');
      throw new KubernetesRefusedError(`several scrapers in namespace ${namespace}: name one by --cronjob (${names})`);
    }
    return first;
  } catch (err) {
    throw kubernetesError('looking for the scraper failed', err);
  }
}

/**
 * Resolves to the name of the Job. It runs beside a scheduled one; the lock in the database lets only one of them work.
 * @param now makes the name; two runs of one second clash, and the second is refused
 * @throws KubernetesError
 */
export async function startRun({ batch }: Cluster, cronJob: V1CronJob, now: Date): Promise<string> {
  const { metadata: from, spec } = cronJob;
  if (!from?.name) throw new KubernetesError('the CronJob has no name');
  const { name, namespace = 'default', uid = '' } = from;
  const template = spec.jobTemplate;
  const stamp = now.toISOString().replace(/\D/g, '').slice(4, 14);
  // So that it counts in the CronJob's history and goes when the CronJob goes.
  const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name, uid, controller: true };
  const metadata = {
    // At most 63 characters, as labels of the pods will carry it.
    name: `${name.slice(0, 48)}-now-${stamp}`,
    namespace,
    labels: { ...template.metadata?.labels },
    annotations: { ...template.metadata?.annotations, 'cron-job.kubernetes.io/instantiate': 'manual' },
    ownerReferences: [Object.assign(new V1OwnerReference(), owner)],
  };
  const job = Object.assign(new V1Job(), {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: Object.assign(new V1ObjectMeta(), metadata),
    spec: template.spec,
  });
  try {
    return (await batch.createNamespacedJob({ namespace, body: job })).metadata?.name ?? '';
  } catch (err) {
    throw kubernetesError('the Job was not made', err);
  }
}

export interface WaitOptions {
  readonly namespace: string;
  readonly job: string;
  /** Rejects when the wait is given up. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Told each time the phase of the newest pod changes, e.g. `Pending`, `Running`. */
  readonly onPhase?: (phase: string) => void;
}

/** Asks every two seconds, which survives what ends a watch: a proxy's patience, an expired version, a restarted API server. */
export async function waitForRun(
  cluster: Cluster,
  { namespace, job, sleep, onPhase }: WaitOptions,
): Promise<RunResult> {
  let phase: string | undefined;
  for (;;) {
    let ended: { type: string; reason?: string } | undefined;
    try {
      const { status } = await cluster.batch.readNamespacedJob({ name: job, namespace });
      ended = status?.conditions?.find(({ type, status: is }) => is === 'True' && /^(Complete|Failed)$/.test(type));
      const pod = await newestPod(cluster, namespace, job);
      if (pod?.phase !== undefined && pod.phase !== phase) onPhase?.((phase = pod.phase));
      if (ended !== undefined)
        return {
          job,
          succeeded: ended.type === 'Complete',
          ...(pod?.exitStatus !== undefined && { exitStatus: pod.exitStatus }),
          ...(ended.reason !== undefined && ended.type === 'Failed' && { reason: ended.reason }),
        };
    } catch (err) {
      throw kubernetesError(`waiting for Job ${job} failed`, err);
    }
    await sleep(POLL_MS);
  }
}

interface PodState {
  readonly phase?: string;
  readonly exitStatus?: number;
}

/** A Job may have had several pods; the last one tells how it ended. */
async function newestPod({ core }: Cluster, namespace: string, job: string): Promise<PodState | undefined> {
  const labelSelector = `batch.kubernetes.io/job-name=${job}`;
  const { items } = await core.listNamespacedPod({ namespace, labelSelector });
  const born = (at: Date | undefined): number => (at === undefined ? 0 : new Date(at).getTime());
  const [pod] = items.sort((a, b) => born(b.metadata?.creationTimestamp) - born(a.metadata?.creationTimestamp));
  if (pod === undefined) return undefined;
  const scraper = pod.status?.containerStatuses?.find(({ name }) => name === 'scraper');
  const exitStatus = scraper?.state?.terminated?.exitCode;
  return {
    ...(pod.status?.phase !== undefined && { phase: pod.status.phase }),
    ...(exitStatus !== undefined && { exitStatus }),
  };
}
