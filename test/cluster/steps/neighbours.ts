/** Releases that are not alone, or not where they would like to be: beside another one, with a number for a name, under quota and limit range. */
import { join } from 'node:path';
import { check } from '../check.js';
import { run, type Release } from '../release.js';
import type { Step } from '../step.js';

const CHART = join(import.meta.dirname, '../../..', 'charts/gpu-tracker');
const WAIT = ['--wait', '--timeout', '5m'];

/** A namespace in which every container must have a CPU limit, and none may ask for less than this. */
const STRICT = (namespace: string): object => ({
  apiVersion: 'v1',
  kind: 'List',
  items: [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    },
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'quota', namespace },
      spec: { hard: { 'limits.cpu': '10', 'requests.cpu': '2', 'limits.memory': '6Gi' } },
    },
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'range', namespace },
      spec: { limits: [{ type: 'Container', min: { cpu: '20m', memory: '64Mi' } }] },
    },
  ],
});

/** Every part whose resources are values of their own. */
const LIMITED = [
  'helperResources',
  'migrations.resources',
  'postgresql.resources',
  'api.resources',
  'scraper.resources',
];

async function strictNamespace(release: Release): Promise<string> {
  const namespace = `${release.namespace}-strict`;
  const manifest = JSON.stringify(STRICT(namespace));
  await release.shell(`kubectl apply -f - <<'E'\n${manifest}\nE`);
  return namespace;
}

export const neighbourSteps: Step[] = [
  {
    name: 'a release called 3090, under a quota of CPU limits and a limit range',
    run: async (release) => {
      const namespace = await strictNamespace(release);
      try {
        const at = ['--namespace', namespace];
        const limits = LIMITED.map((part) => `${part}.limits.cpu=500m`).join(',');
        await release.helm('install', '3090', CHART, ...release.values(), '--set', limits, ...at, ...WAIT);
        check(
          (await release.helm('test', '3090', ...at, '--logs')).includes('"ok":true,"ready"'),
          'it is up, and well',
        );
        await release.helm('uninstall', '3090', ...at, '--wait');
      } finally {
        await run('kubectl', ['delete', 'namespace', namespace, '--wait=false']);
      }
    },
  },
  {
    name: 'two releases in one namespace',
    run: async (release) => {
      const before = await release.total();
      await release.helm('install', 'second', CHART, ...release.values(), ...WAIT);
      check((await release.helm('test', 'second', '--logs')).includes('"ok":true,"ready"'), 'the second one is well');
      check((await release.total()) === before, 'the first one has its own listings');
      await release.helm('uninstall', 'second', '--wait');
      check((await release.total()) === before, 'and keeps them when the second one is gone');
    },
  },
  {
    name: 'rendered without a cluster and applied: helm template | kubectl apply',
    run: async (release) => {
      const namespace = `${release.namespace}-gitops`;
      await run('kubectl', ['create', 'namespace', namespace]);
      try {
        const at = ['--namespace', namespace];
        const apply = async (): Promise<string> => {
          const rendered = await release.template('gitops', CHART, ...release.values(), ...at, '--no-hooks=false');
          return release.shell(`kubectl --namespace ${namespace} apply -f - <<'E'\n${rendered}\nE`);
        };
        await apply();
        await release.kubectl('rollout', 'status', 'deploy/gitops-gpu-tracker-api', ...at, '--timeout=4m');
        // A generation grows with each change of what is wished for; Secrets have none.
        const state = async (): Promise<string> => {
          const of = (kinds: string, field: string): Promise<string> => {
            const line = `{range .items[*]}{.kind}/{.metadata.name} {.metadata.uid} {.metadata.${field}}{"\\n"}{end}`;
            return release.kubectl('get', kinds, ...at, '--output', `jsonpath=${line}`);
          };
          return `${await of('deploy,sts,job,cronjob,networkpolicy,service', 'generation')}\n${await of('secret', 'resourceVersion')}`;
        };
        const before = await state();
        await apply();
        check(before.includes('db-superuser') && (await state()) === before, 'applied again, nothing changes');
      } finally {
        await run('kubectl', ['delete', 'namespace', namespace, '--wait=false']);
      }
    },
  },
];
