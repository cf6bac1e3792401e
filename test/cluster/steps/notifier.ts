/** Watches in a cluster: a message that arrives, a file that changes without a restart, a standby that takes over. */
import { Webhook } from 'standardwebhooks';
import { check, until } from '../check.js';
import { blockOf } from '../document.js';
import { RELEASE, type Release } from '../release.js';
import type { Step } from '../step.js';

const OPERATIONS = 'docs/operations.md';
const CHART = 'charts/gpu-tracker';

const TAKES_OVER_WITHIN_S = 60;

/** Keeps what it is sent, and tells it to whoever asks. */
const RECEIVER = `
  const seen = [];
  require('http').createServer((request, response) => {
    if (request.method === 'GET') return response.end(JSON.stringify(seen));
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => { seen.push({ body, headers: request.headers }); response.end(); });
  }).listen(8080)`;

interface Received {
  readonly body: string;
  readonly headers: Record<string, string>;
}

function receiver(image: string): object[] {
  const container = {
    name: 'hook',
    image,
    args: ['-e', RECEIVER],
    resources: { requests: { cpu: '10m', memory: '48Mi' }, limits: { memory: '128Mi' } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
  const securityContext = { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } };
  const spec = { securityContext, terminationGracePeriodSeconds: 0, containers: [container] };
  return [
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'hook', labels: { app: 'hook' } }, spec },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'hook' },
      spec: { selector: { app: 'hook' }, ports: [{ port: 8080 }] },
    },
  ];
}

const watches = (...names: string[]): string =>
  JSON.stringify({
    channels: { hook: { type: 'webhook', url: 'http://hook:8080/', secret: '${HOOK_SECRET}' } },
    watches: names.map((name) => ({ name, when: 'offer', notify: ['hook'], initial: 'summary' })),
  });

/** What has arrived, by watch; every signature is checked. */
async function arrived(release: Release): Promise<string[]> {
  const secret = Buffer.from(await release.get('secret/channels', '{.data.HOOK_SECRET}'), 'base64').toString();
  const service = `/api/v1/namespaces/${release.namespace}/services/hook:8080/proxy/`;
  const seen = JSON.parse(await release.kubectl('get', '--raw', service)) as Received[];
  return seen.map(({ body, headers }) => {
    new Webhook(secret).verify(body, headers);
    return (JSON.parse(body) as { data: { watch: string } }).data.watch;
  });
}

async function pods(release: Release): Promise<string[]> {
  const selector = ['--selector', 'app.kubernetes.io/component=notifier', '--field-selector', 'status.phase=Running'];
  return (await release.kubectl('get', 'pods', ...selector, '--output', 'jsonpath={.items[*].metadata.name}')).split(
    ' ',
  );
}

async function inPod(release: Release, pod: string, script: string): Promise<string> {
  return release.kubectl('exec', pod, '--container', 'notifier', '--', 'node', '-e', script);
}

async function isActive(release: Release, pod: string): Promise<boolean> {
  const metrics = `fetch('http://127.0.0.1:9464/metrics').then((r) => r.text()).then((t) => console.log(t))`;
  return (await inPod(release, pod, metrics)).includes('\ngpu_notifier_active 1\n');
}

async function activeOf(release: Release): Promise<string[]> {
  const active: string[] = [];
  for (const pod of await pods(release)) if (await isActive(release, pod)) active.push(pod);
  return active;
}

const upgrade = (release: Release, ...sets: string[]): Promise<string> =>
  release.helm('upgrade', RELEASE, CHART, '--reset-then-reuse-values', ...sets, '--wait', '--timeout', '5m');

export const notifierSteps: Step[] = [
  {
    name: 'watches: a message arrives',
    run: async (release) => {
      await release.apply(...receiver(release.images.api));
      await release.scrape();
      const toHook = JSON.stringify([
        { to: [{ podSelector: { matchLabels: { app: 'hook' } } }], ports: [{ port: 8080 }] },
      ]);
      await upgrade(
        release,
        '--set',
        'notifier.allowPrivateTargets=true',
        '--set-json',
        `networkPolicy.extraEgress.notifier=${toHook}`,
      );
      await release.file('watches.yaml', watches('first'));
      await release.shell(blockOf(OPERATIONS, 'Watches and messages'));
      await until(
        async () => (await arrived(release)).includes('first'),
        'the webhook gets a message with our signature',
      );
      const [pod = ''] = await pods(release);
      check(await isActive(release, pod), 'a message with our signature arrived, and the metrics say who works');
      const token = `require('fs').existsSync('/var/run/secrets/kubernetes.io') || process.exit(3)`;
      check(/code 3/.test(await inPod(release, pod, token).then(String, String)), 'it has no token');

      await release.file('watches.yaml', watches('first', 'second'));
      await release.shell(blockOf(OPERATIONS, 'Watches and messages', 1));
      await until(
        async () => (await arrived(release)).includes('second'),
        'a new watch of the changed file is told',
        240,
      );
      check((await pods(release)).join() === pod, 'a new watch of the changed file is told, by the same pod');
      const told = await arrived(release);
      check(
        told.filter((watch) => watch === 'first').length === 1,
        `what was told is not told again (${told.join(', ')})`,
      );
    },
  },
  {
    name: 'watches: another instance takes over',
    run: async (release) => {
      await upgrade(release, '--set', 'notifier.replicas=2');
      await until(async () => (await activeOf(release)).length === 1, 'one of two works');
      const [first = ''] = await activeOf(release);
      const began = Date.now();
      await release.kubectl('delete', 'pod', first, '--grace-period=0', '--force');
      await until(
        async () => (await activeOf(release)).some((pod) => pod !== first),
        'another one works',
        TAKES_OVER_WITHIN_S,
      );
      check(true, `${first} was killed, and another one works after ${Math.round((Date.now() - began) / 1_000)} s`);
      await upgrade(
        release,
        '--set',
        'notifier.enabled=false,notifier.existingSecret=,notifier.environment.existingSecret=',
      );
      await release.kubectl('delete', 'pod/hook', 'service/hook', 'secret/channels', 'secret/watches');
    },
  },
];
