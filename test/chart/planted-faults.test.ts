/** Every check catches the fault it is there for: each is planted once in a rendering that passes. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { apiTypeFaults } from './checks/api-types.js';
import { immutableFaults } from './checks/immutable.js';
import { podSecurityFaults } from './checks/pod-security.js';
import { referenceFaults } from './checks/references.js';
import { duplicateFaults, workloadFaults } from './checks/workloads.js';
import { type Json, type Manifest, parseManifests } from './manifest.js';
import { reachabilityMatrix } from './reachability-table.js';
import { render } from './render.js';

let manifests: Manifest[];
beforeEach(async () => {
  manifests = await render('default-values.yaml');
});

const find = (kind: string, suffix: string): Manifest => {
  const found = manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name.endsWith(suffix));
  if (!found) throw new Error(`no ${kind} ending in ${suffix}`);
  return found;
};
const apiPod = (): Json => find('Deployment', '-api').spec.template.spec;
const api = (): Json => apiPod().containers[0];
const scraperPod = (): Json => find('CronJob', '-scraper').spec.jobTemplate.spec.template.spec;
const job = (part: string): Manifest => {
  const found = manifests.find(({ kind, metadata }) => kind === 'Job' && metadata.name.includes(part));
  if (!found) throw new Error(`no Job with ${part}`);
  return found;
};
const migration = (): Manifest => job('-migrate-');
/** The variable that names the Secrets to make. */
const secrets = (): Json =>
  job('-passwords-').spec.template.spec.containers[0].env.find(({ name }: Json) => name === 'SECRETS');
const remove = (kind: string, suffix: string): void => {
  const gone = find(kind, suffix);
  manifests = manifests.filter((manifest) => manifest !== gone);
};

type Plant = [what: string, plant: () => void, fault: RegExp];

function catches(check: () => string[], plants: Plant[]): void {
  test.each(plants)('%s', (_, plant, fault) => {
    expect(check()).toEqual([]);
    plant();
    expect(check().join('\n')).toMatch(fault);
  });
}

describe('API types', () => {
  catches(
    () => apiTypeFaults(manifests),
    [
      ['a misspelt field', () => (api().imagePullPolcy = 'Always'), /containers\[0\]\.imagePullPolcy: unknown field/],
      ['a field one level too high', () => (apiPod().livenessProbe = {}), /livenessProbe: unknown field/],
      ['a misspelt field in a map', () => (api().resources.request = {}), /resources\.request: unknown field/],
      [
        'a text for a number',
        () => (find('HorizontalPodAutoscaler', '-api').spec.maxReplicas = '6'),
        /maxReplicas must be integer/,
      ],
      ['a missing required field', () => delete find('Deployment', '-api').spec.selector, /required property selector/],
      ['an unknown kind', () => (find('Service', '-api').kind = 'Servce'), /no kind Servce/],
      [
        'an unknown field of a custom kind',
        () =>
          manifests.push({
            apiVersion: 'monitoring.coreos.com/v1',
            kind: 'ServiceMonitor',
            metadata: { name: 'x', labels: {} },
            spec: {
              jobLabel: 'x',
              selector: { matchLabels: {} },
              endpoints: [{ port: 'm', interval: '30s', pth: '/' }],
            },
          }),
        /Unrecognized key: "pth"/,
      ],
    ],
  );
});

describe('PodSecurity restricted', () => {
  catches(
    () => podSecurityFaults(manifests),
    [
      ['root', () => (apiPod().securityContext.runAsUser = 0), /no user other than root/],
      ['no seccomp profile', () => delete apiPod().securityContext.seccompProfile, /seccomp/],
      ['a writable root', () => (api().securityContext.readOnlyRootFilesystem = false), /write to its root/],
      ['a kept capability', () => (api().securityContext.capabilities = { drop: ['KILL'] }), /keeps capabilities/],
      ['an added capability', () => (api().securityContext.capabilities.add = ['NET_ADMIN']), /adds capabilities/],
      [
        'escalation, in an init container',
        () => delete scraperPod().initContainers[1].securityContext.allowPrivilegeEscalation,
        /container tor may escalate/,
      ],
      ['the network of the host', () => (scraperPod().hostNetwork = true), /hostNetwork/],
      [
        'a folder of the host',
        () => apiPod().volumes.push({ name: 'h', hostPath: { path: '/' } }),
        /volume h is a hostPath/,
      ],
      ['a volume without bound', () => apiPod().volumes.push({ name: 'big', emptyDir: {} }), /big has no size limit/],
      ['a token', () => delete apiPod().automountServiceAccountToken, /service account token/],
      [
        'in the pod of helm test',
        () => delete find('Pod', '-test').spec.securityContext,
        /Pod\/gp-gpu-tracker-test.*root/,
      ],
    ],
  );
});

describe('names written twice', () => {
  catches(
    () => duplicateFaults(manifests),
    [
      ['a variable', () => api().env.push({ name: 'PORT', value: '1' }), /env: PORT twice/],
      ['a mount', () => api().volumeMounts.push({ name: 'tmp', mountPath: '/tmp' }), /volumeMounts: \/tmp twice/],
      ['an object', () => manifests.push(find('Service', '-api')), /Service\/gp-gpu-tracker-api twice/],
    ],
  );

  test('a key', () => {
    expect(() => parseManifests('metadata:\n  name: a\n  name: b\n')).toThrow(/duplicated mapping key/);
  });
});

describe('workloads', () => {
  catches(
    () => workloadFaults(manifests),
    [
      ['no requests', () => delete api().resources.requests, /container api requests no cpu/],
      ['no memory limit', () => delete api().resources.limits, /container api has no memory limit/],
      ['the tag latest', () => (api().image = 'ghcr.io/x/y:latest'), /not pinned/],
      ['no tag', () => (api().image = 'ghcr.io/x/y'), /not pinned/],
      ['no liveness probe', () => delete api().livenessProbe, /no liveness probe/],
      [
        'a sidecar that never says it is ready',
        () => delete scraperPod().initContainers[1].readinessProbe,
        /container tor has no probe/,
      ],
    ],
  );
});

describe('references in install order', () => {
  catches(
    () => referenceFaults(manifests, new Set()),
    [
      [
        'a Secret that is not there',
        () => (secrets().value = secrets().value.replace('-db-api', '-db-other')),
        /Deployment\/gp-gpu-tracker-api: Secret\/gp-gpu-tracker-db-api does not exist/,
      ],
      [
        'a key that is not there',
        () => (api().env.find(({ name }: Json) => name === 'DATABASE_PASSWORD').valueFrom.secretKeyRef.key = 'pass'),
        /Secret\/gp-gpu-tracker-db-api has no key pass/,
      ],
      [
        'a ConfigMap that is not there',
        () => remove('ConfigMap', '-torrc'),
        /ConfigMap\/gp-gpu-tracker-torrc does not exist/,
      ],
      [
        'a claim that is not there',
        () => remove('PersistentVolumeClaim', '-backup'),
        /PersistentVolumeClaim\/gp-gpu-tracker-backup does not exist/,
      ],
      [
        'an account that is not there',
        () => remove('ServiceAccount', '-scraper'),
        /ServiceAccount\/gp-gpu-tracker-scraper does not exist/,
      ],
      [
        'a migration as pre-install hook, before the account it needs',
        () => (migration().metadata.annotations = { 'helm.sh/hook': 'pre-install' }),
        /Job\/gp-gpu-tracker-migrate-\w+: ServiceAccount\/gp-gpu-tracker-migrate is made after it/,
      ],
      [
        'a Service whose address the scraper waits for',
        () => (find('Service', '-postgresql').metadata.name = 'db'),
        /no Service gives it GP_GPU_TRACKER_POSTGRESQL_SERVICE_HOST/,
      ],
      ['service variables that are off', () => (scraperPod().enableServiceLinks = false), /enableServiceLinks is off/],
      ['a Service that selects nothing', () => (find('Service', '-api').spec.selector = { a: 'b' }), /selects no pod/],
      [
        'a Service to no port',
        () => (find('Service', '-api').spec.ports[0].targetPort = 'web'),
        /no container has the port web/,
      ],
      [
        'an autoscaler of nothing',
        () => (find('HorizontalPodAutoscaler', '-api').spec.scaleTargetRef.name = 'x'),
        /Deployment\/x does not exist/,
      ],
    ],
  );
});

describe('immutable fields', () => {
  test.each<[string, () => void, RegExp]>([
    [
      'a version in a selector',
      () => (find('Deployment', '-api').spec.selector.matchLabels.version = '2'),
      /Deployment.*spec\.selector changes/,
    ],
    [
      'a version in the labels of a volume claim',
      () => (find('StatefulSet', '').spec.volumeClaimTemplates[0].metadata.labels['helm.sh/chart'] = 'gpu-tracker-2'),
      /volumeClaimTemplates changes/,
    ],
    [
      'another Service of the StatefulSet',
      () => (find('StatefulSet', '').spec.serviceName = 'x'),
      /serviceName changes/,
    ],
    [
      'a Job of the same name with another image',
      () => (find('Job', '').spec.template.spec.containers[0].image = 'x:2'),
      /Job.*spec\.template changes/,
    ],
  ])('%s', async (_, plant, fault) => {
    const before = await render('default-values.yaml');
    expect(immutableFaults(before, manifests)).toEqual([]);
    plant();
    expect(immutableFaults(before, manifests).join()).toMatch(fault);
  });
});

describe('reachability', () => {
  const scraperRow = (): string[] => {
    const { columns, rows } = reachabilityMatrix(manifests);
    const cells = rows.find(([from]) => from === 'scraper')?.[1] ?? [];
    return columns.filter((_, at) => cells[at]);
  };

  test('a policy that names the wrong component, a port that is one too many, and a missing base are seen', () => {
    expect(scraperRow()).toEqual(['postgresql 5432', 'internet 443', 'internet 9001']);
    const policy = find('NetworkPolicy', '-scraper');
    policy.spec.egress[1].ports.push({ protocol: 'UDP', port: 53 });
    expect(scraperRow()).toContain('internet 53');
    policy.spec.egress[0].to[0].podSelector.matchExpressions[0].values = ['postgres'];
    expect(scraperRow()).not.toContain('postgresql 5432');
    manifests = manifests.filter((manifest) => manifest.kind !== 'NetworkPolicy');
    expect(scraperRow()).toContain('metadata 80');
  });
});
