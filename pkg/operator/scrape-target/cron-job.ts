/** The CronJob of a ScrapeTarget: the chart's own scraper, with what the target says in place of the configuration. */
import { createHash } from 'node:crypto';
import type { CronJob, EnvVar } from '../../kube/objects.js';
import { GROUP, VERSION } from '../crd/definitions.js';
import type { ScrapeTargetSpec } from '../crd/scrape-target.js';

/** A ScrapeTarget as far as its CronJob follows from it. */
export interface TargetObject {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly spec: ScrapeTargetSpec;
}

/** The container of the template that is told what to read. */
const CONTAINER = 'scraper';
export const TARGET_LABEL = `${GROUP}/scrape-target`;

/** A CronJob's name leaves room for what the controller adds to its Jobs. */
const LONGEST_NAME = 52;
const HASH_LENGTH = 8;

/** `<release>-<target>`; a longer one is cut and told apart by a hash. */
export function cronJobName(release: string, target: string): string {
  const name = `${release}-${target}`;
  if (name.length <= LONGEST_NAME) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH_LENGTH);
  return `${name.slice(0, LONGEST_NAME - HASH_LENGTH - 1).replace(/[-.]+$/, '')}-${hash}`;
}

/** What the target decides, by the names of the program's variables. */
export function targetEnv(spec: ScrapeTargetSpec): Readonly<Record<string, string>> {
  return {
    MARKETS: spec.market,
    SCRAPE_SCHEDULE: spec.schedule,
    SCRAPER_MAX_PAGES: String(spec.maxPages),
    REQUESTS_PER_MINUTE: String(spec.requestsPerMinute),
    ...(spec.searchTerms !== undefined && { SEARCH_TERMS: spec.searchTerms.join(',') }),
  };
}

/**
 * To be applied by the server: complete, owned by the target (so that it goes with it), without a status.
 * @param template the CronJob that the chart renders
 * @param release the prefix of its name
 * @throws RangeError when the template has no scraper in it
 */
export function cronJobOf({ name, namespace, uid, spec }: TargetObject, template: CronJob, release: string): CronJob {
  const job = template.spec?.jobTemplate;
  const pod = job?.spec?.template;
  const containers = pod?.spec?.containers;
  if (template.spec === undefined || job?.spec === undefined || pod?.spec === undefined || containers === undefined)
    throw new RangeError('the template is no CronJob with a pod');
  if (!containers.some((container) => container.name === CONTAINER))
    throw new RangeError(`the template has no container "${CONTAINER}"`);
  const mark = { [TARGET_LABEL]: name };
  const { annotations } = template.metadata ?? {};
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: {
      name: cronJobName(release, name),
      namespace,
      labels: { ...template.metadata?.labels, ...mark },
      ...(annotations !== undefined && { annotations }),
      ownerReferences: [
        {
          ...{ apiVersion: `${GROUP}/${VERSION}`, kind: 'ScrapeTarget', name, uid },
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      ...template.spec,
      schedule: spec.schedule,
      timeZone: spec.timeZone,
      suspend: spec.suspend,
      jobTemplate: {
        ...job,
        metadata: { ...job.metadata, labels: { ...job.metadata?.labels, ...mark } },
        spec: {
          ...job.spec,
          template: {
            ...pod,
            metadata: { ...pod.metadata, labels: { ...pod.metadata?.labels, ...mark } },
            spec: {
              ...pod.spec,
              containers: containers.map((container) =>
                container.name === CONTAINER
                  ? { ...container, env: mergedEnv(container.env ?? [], targetEnv(spec)) }
                  : container,
              ),
            },
          },
        },
      },
    },
  };
}

/** Each name once: two of a name are refused by server-side apply. */
function mergedEnv(template: readonly EnvVar[], own: Readonly<Record<string, string>>): EnvVar[] {
  return [
    ...template.filter(({ name }) => !(name in own)),
    ...Object.entries(own).map(([name, value]): EnvVar => ({ name, value })),
  ];
}
