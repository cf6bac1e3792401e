/** The Job of a run that was asked for by hand: `kubectl annotate st bulgaria gputracker.dev/scrape-now="$(date)" --overwrite`. */
import { createHash } from 'node:crypto';
import type { CronJob, KubeObject } from '../../kube/objects.js';
import { GROUP } from '../crd/definitions.js';

export const SCRAPE_NOW = `${GROUP}/scrape-now`;
/** What Kubernetes' own clients write on a Job that is made from a CronJob by hand. */
const BY_HAND = { 'cron-job.kubernetes.io/instantiate': 'manual' };
const LONGEST_NAME = 63;

/**
 * The same request gives the same name, so that an operator who was killed after making the Job, and before saying so, makes no second
 * one: the API server refuses it.
 */
export function runNowJob(cronJob: CronJob, target: { readonly uid: string }, asked: string): KubeObject {
  const hash = createHash('sha256').update(`${target.uid}\n${asked}`).digest('hex').slice(0, 10);
  const { name = '', namespace, ownerReferences } = cronJob.metadata ?? {};
  const template = cronJob.spec?.jobTemplate;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `${name.slice(0, LONGEST_NAME - '-now-'.length - hash.length)}-now-${hash}`,
      ...(namespace !== undefined && { namespace }),
      ...(template?.metadata?.labels !== undefined && { labels: template.metadata.labels }),
      annotations: { ...template?.metadata?.annotations, ...BY_HAND },
      ...(ownerReferences !== undefined && { ownerReferences }),
    },
    spec: template?.spec,
  };
}
