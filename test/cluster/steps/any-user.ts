/** A platform that gives pods its own users, as OpenShift's admission does: the release asks for none and works with what it gets. */
import { check } from '../check.js';
import { run, type Release } from '../release.js';
import type { Step } from '../step.js';

const CHART = 'charts/gpu-tracker';
const NAME = 'scc-gpu-tracker';
const USER = 1_000_660_000;
/** An image of PostgreSQL whose passwd knows that user: OpenShift's runtime writes it into every container. */
const image = (): string | undefined => process.env['ANY_USER_POSTGRESQL'];

/** Writes user and group of volumes into pods that name none; group 0, since the image does not know the user. */
function admission(namespace: string): object[] {
  const expression = `Object{spec: Object.spec{securityContext: Object.spec.securityContext{runAsUser: ${USER}, fsGroup: ${USER}}}}`;
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  return [
    {
      apiVersion,
      kind: 'MutatingAdmissionPolicy',
      metadata: { name: namespace },
      spec: {
        matchConstraints: { resourceRules: [rule] },
        matchConditions: [{ name: 'names-no-user', expression: '!has(object.spec.securityContext.runAsUser)' }],
        failurePolicy: 'Fail',
        reinvocationPolicy: 'Never',
        mutations: [{ patchType: 'ApplyConfiguration', applyConfiguration: { expression } }],
      },
    },
    {
      apiVersion,
      kind: 'MutatingAdmissionPolicyBinding',
      metadata: { name: namespace },
      spec: { policyName: namespace, matchResources: { namespaceSelector } },
    },
  ];
}

async function jobs(release: Release, at: readonly string[]): Promise<void> {
  for (const job of ['scraper', 'backup', 'restore-drill']) {
    await release.kubectl('create', 'job', `--from=cronjob/${NAME}-${job}`, `scc-${job}`, ...at);
    await release.kubectl('wait', '--for=condition=complete', `job/scc-${job}`, ...at, '--timeout=5m');
    check(true, `${job} works`);
  }
}

export const anyUserStep: Step = {
  name: 'users that the platform chooses',
  missing: () => (image() === undefined ? 'image of PostgreSQL that knows any user (ANY_USER_POSTGRESQL)' : undefined),
  run: async (release) => {
    const namespace = `${release.namespace}-scc`;
    const at = ['--namespace', namespace];
    const policies = ['mutatingadmissionpolicy', 'mutatingadmissionpolicybinding'];
    try {
      await run('kubectl', ['create', 'namespace', namespace]);
      await run('kubectl', ['label', 'namespace', namespace, 'pod-security.kubernetes.io/enforce=restricted']);
      await release.apply(...admission(namespace));
      const [, tag = ''] = /:([^:]+)$/.exec(image() ?? '') ?? [];
      const market = `scraper.demoMarketUrl=http://demo-market.${release.namespace}:8090`;
      const egress = JSON.stringify([{ ports: [{ protocol: 'TCP', port: 8090 }] }]);
      const sets = [
        '--set',
        `fixedUsers=false,image.postgresql.tag=${tag},${market}`,
        '--set-json',
        `networkPolicy.extraEgress.scraper=${egress}`,
      ];
      await release.helm('install', 'scc', CHART, ...release.values(), ...sets, ...at, '--wait', '--timeout', '5m');
      check((await release.helm('test', 'scc', ...at, '--logs')).includes('"ok":true,"ready"'), 'it is up, and well');
      await jobs(release, at);
      // The superuser's password is told to the data before the server runs.
      await release.kubectl('delete', 'pod', `${NAME}-postgresql-0`, ...at);
      await release.kubectl('rollout', 'status', `sts/${NAME}-postgresql`, ...at, '--timeout=3m');
      const id = ['exec', `${NAME}-postgresql-0`, '--container', 'postgresql', ...at, '--', 'id', '-u'];
      check((await release.kubectl(...id)) === String(USER), `the database started again over its data, as ${USER}`);
    } finally {
      for (const kind of policies) await run('kubectl', ['delete', kind, namespace, '--ignore-not-found']);
      await run('kubectl', ['delete', 'namespace', namespace, '--wait=false', '--ignore-not-found']);
    }
  },
};
