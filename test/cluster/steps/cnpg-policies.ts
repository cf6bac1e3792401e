/** The policies of cnpg mode on a network that enforces them: every connection that must pass and every one that must not is tried. */
import { join } from 'node:path';
import { check, until } from '../check.js';
import { run, type Release } from '../release.js';
import type { Step } from '../step.js';

const CHART = join(import.meta.dirname, '../../..', 'charts/gpu-tracker');
const PORTS = [5432, 8000, 9187] as const;
const LISTEN = `for (const port of [${PORTS.join()}]) require('net').createServer((s) => s.end()).listen(port)`;

const part = (component: string): Record<string, string> => ({
  'app.kubernetes.io/name': 'gpu-tracker',
  'app.kubernetes.io/instance': 'cnpg',
  'app.kubernetes.io/component': component,
});
const instance = { ...part('postgresql'), 'cnpg.io/cluster': 'cnpg-gpu-tracker-db' };

/** Who tries, from where, and the ports of an instance that must answer. */
const CLIENTS: [
  name: string,
  labels: Record<string, string>,
  elsewhere: string | undefined,
  ports: readonly number[],
][] = [
  ['api', part('api'), undefined, [5432]],
  ['scraper', part('scraper'), undefined, [5432]],
  ['migrate', part('migrate'), undefined, [5432]],
  ['backup', part('backup'), undefined, [5432]],
  ['instance-2', instance, undefined, [5432, 8000]],
  ['stranger', { app: 'other' }, undefined, []],
  ['operator', {}, 'operator', [5432, 8000]],
  ['prometheus', {}, 'prometheus', [9187]],
  ['elsewhere', {}, 'other', []],
];

function pod(name: string, labels: Record<string, string>, namespace: string, image: string): object {
  const container = {
    name: 'node',
    image,
    args: ['-e', LISTEN],
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '96Mi' } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
  const securityContext = { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } };
  const spec = { securityContext, terminationGracePeriodSeconds: 0, containers: [container] };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { ...labels, 'cnpg-try': 'yes' } },
    spec,
  };
}

/** Ends with 0 when it was answered, 1 when not within three seconds. */
const tries = (ip: string, port: number): string =>
  `const s = require('net').connect(${port}, '${ip}', () => process.exit(0)); s.on('error', () => process.exit(1)); setTimeout(() => process.exit(1), 3000)`;

async function reaches(name: string, namespace: string, ip: string, port: number): Promise<boolean> {
  const exec = ['exec', name, '--namespace', namespace, '--', 'node', '-e', tries(ip, port)];
  return run('kubectl', exec).then(
    () => true,
    () => false,
  );
}

async function matrix(release: Release, main: string, others: ReadonlyMap<string, string>): Promise<void> {
  const pods = CLIENTS.map(([name, labels, elsewhere]) =>
    pod(name, labels, elsewhere === undefined ? main : (others.get(elsewhere) ?? ''), release.images.api),
  );
  const manifest = JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [...pods, pod('instance-1', instance, main, release.images.api)],
  });
  await release.shell(`kubectl apply -f - <<'E'\n${manifest}\nE`);
  for (const namespace of [main, ...others.values()])
    await run('kubectl', [
      'wait',
      '--namespace',
      namespace,
      '--for=condition=Ready',
      'pod',
      '--selector',
      'cnpg-try=yes',
      '--timeout=2m',
    ]);
  const ip = await run('kubectl', [
    'get',
    'pod',
    'instance-1',
    '--namespace',
    main,
    '--output',
    'jsonpath={.status.podIP}',
  ]);
  await until(async () => !(await reaches('stranger', main, ip, 5432)), 'the network enforces policies at all', 30);
  for (const [name, , elsewhere, allowed] of CLIENTS) {
    const namespace = elsewhere === undefined ? main : (others.get(elsewhere) ?? '');
    const found: number[] = [];
    for (const port of PORTS) if (await reaches(name, namespace, ip, port)) found.push(port);
    check(String(found) === String(allowed), `${name} reaches [${found.join(', ')}] of [${PORTS.join(', ')}]`);
  }
}

export const cnpgPoliciesStep: Step = {
  name: 'the policies around CloudNativePG',
  missing: () =>
    process.env['POLICIES_ENFORCED'] === undefined
      ? 'a network that enforces policies (POLICIES_ENFORCED=1)'
      : undefined,
  run: async (release) => {
    const main = `${release.namespace}-cnpg`;
    const others = new Map(['operator', 'prometheus', 'other'].map((name) => [name, `${main}-${name}`]));
    const namespaces = [main, ...others.values()];
    try {
      for (const namespace of namespaces) await run('kubectl', ['create', 'namespace', namespace]);
      const name = 'kubernetes\\.io/metadata\\.name';
      const policies = await release.template(
        ...['cnpg', CHART, '--namespace', main, '--show-only', 'templates/networkpolicies.yaml'],
        ...['--set', 'postgresql.mode=cnpg'],
        ...['--set', `postgresql.cnpg.operatorNamespaceSelector.matchLabels.${name}=${others.get('operator') ?? ''}`],
        ...['--set', `networkPolicy.prometheusNamespaceSelector.matchLabels.${name}=${others.get('prometheus') ?? ''}`],
      );
      await release.shell(`kubectl --namespace ${main} apply -f - <<'E'\n${policies}\nE`);
      await matrix(release, main, others);
    } finally {
      for (const namespace of namespaces) await run('kubectl', ['delete', 'namespace', namespace, '--wait=false']);
    }
  },
};
