/** Dumps in an object store: rclone's image is the client of the chart and, by `rclone serve s3`, the store. */
import { check, refused } from '../check.js';
import { blockOf } from '../document.js';
import { NAME, RELEASE, type Release } from '../release.js';
import type { Step } from '../step.js';

const OPERATIONS = 'docs/operations.md';
const CHART = 'charts/gpu-tracker';
const image = (): string | undefined => process.env['IMAGE_RCLONE'];

function store(image: string): object[] {
  const container = {
    name: 'store',
    image,
    command: ['rclone', 'serve', 's3', '--addr', ':9000', '--auth-key', 'key,secret', '/store'],
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '256Mi' } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    volumeMounts: ['store', 'bucket'].map((name) => ({
      name,
      mountPath: name === 'store' ? '/store' : '/store/bucket',
    })),
  };
  const securityContext = {
    runAsNonRoot: true,
    runAsUser: 10001,
    fsGroup: 10001,
    seccompProfile: { type: 'RuntimeDefault' },
  };
  const volumes = ['store', 'bucket'].map((name) => ({ name, emptyDir: {} }));
  const labels = { app: 'store' };
  return [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'store', labels },
      spec: { securityContext, containers: [container], volumes },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'store' },
      spec: { selector: labels, ports: [{ port: 9000 }] },
    },
  ];
}

async function dump(release: Release, job: string, condition = 'complete'): Promise<string> {
  await release.kubectl('create', 'job', `--from=cronjob/${NAME}-backup`, job);
  await release.kubectl('wait', `--for=condition=${condition}`, `job/${job}`, '--timeout=3m');
  return release.kubectl('logs', `job/${job}`, '--container', 'copy');
}

const inStore = (release: Release): Promise<string> =>
  release.kubectl('exec', 'store', '--', 'sh', '-c', 'cd /store/bucket/prices && ls && sha256sum *.dump');

export const copyDumpsStep: Step = {
  name: 'dumps in an object store',
  missing: () => (image() === undefined ? 'image of rclone (IMAGE_RCLONE)' : undefined),
  run: async (release) => {
    const [, repository = '', tag = ''] = /^(.*):([^:]+)$/.exec(image() ?? '') ?? [];
    await release.apply(...store(image() ?? ''));
    await release.kubectl('wait', '--for=condition=Ready', 'pod/store', '--timeout=2m');
    const toStore = JSON.stringify([
      { to: [{ podSelector: { matchLabels: { app: 'store' } } }], ports: [{ port: 9000 }] },
    ]);
    const where = ['--set', `image.rclone.repository=${repository},image.rclone.tag=${tag}`];
    const way = ['--set-json', `networkPolicy.extraEgress.backup=${toStore}`];
    await release.helm('upgrade', RELEASE, CHART, '--reset-then-reuse-values', ...where, ...way);
    await release.shell(
      blockOf(OPERATIONS, 'Dumps in an object store').replace('https://s3.example.com', 'http://store:9000'),
    );
    const said = await dump(release, 'first-copy');
    check(/copied to dumps:bucket\/prices: [1-9]\d* dumps/.test(said), 'the dump arrives, and is checked there');
    const sums = 'cd /backup && sha256sum *.dump';
    const local = await release.kubectl(
      'exec',
      `${NAME}-postgresql-0`,
      '--container',
      'postgresql',
      '--',
      'sh',
      '-c',
      sums,
    );
    const there = await inStore(release);
    check(
      local.split('\n').every((line) => there.includes(line)),
      'byte for byte',
    );

    await release.kubectl(
      'exec',
      'store',
      '--',
      'sh',
      '-c',
      'cd /store/bucket/prices && for f in *.dump; do echo x > $f; done',
    );
    await release.kubectl('create', 'job', `--from=cronjob/${NAME}-backup`, 'second-copy');
    await release.kubectl('wait', '--for=condition=failed', 'job/second-copy', '--timeout=4m');
    check(true, 'a copy that was changed there fails the Job, which is what the alert looks at');
    check(
      (await refused(release.kubectl('wait', '--for=condition=complete', 'job/second-copy', '--timeout=1s'))) !== '',
      'and it is not complete',
    );

    await release.helm('upgrade', RELEASE, CHART, '--reset-then-reuse-values', '--set', 'backup.copy.enabled=false');
    await release.kubectl('delete', 'job/first-copy', 'job/second-copy', 'pod/store', 'service/store', 'secret/rclone');
  },
};
