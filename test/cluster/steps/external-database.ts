/** A release over a database that is not its own, whose certificate a private authority has signed and which takes no plain connection. */
import { privateAuthority } from '../../support/self-signed-certificate.js';
import { check } from '../check.js';
import { blockOf } from '../document.js';
import type { Release } from '../release.js';
import type { Step } from '../step.js';

const CHART = 'charts/gpu-tracker';
const NAME = 'elsewhere-gpu-tracker';
const DATABASE = 'tls-db';
/** Leads to the same server, whose certificate does not have this name. */
const OTHER_NAME = 'tls-other';
const PASSWORD = 'secret';
const ROLES = ['owner', 'scraper', 'api', 'notifier', 'backup'];
/** Within the cluster trust is enough; from the network only with TLS. */
const HBA = 'local all all trust\nhostssl all all all scram-sha-256\n';

const secret = (name: string, stringData: Record<string, string>): object => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name },
  stringData,
});
const service = (name: string): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: { app: DATABASE }, ports: [{ port: 5432 }] },
});
const container = (fields: object): object => ({
  resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  ...fields,
});
const pod = (name: string, spec: object, user: number): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: name } },
  spec: {
    securityContext: { runAsNonRoot: true, runAsUser: user, fsGroup: user, seccompProfile: { type: 'RuntimeDefault' } },
    terminationGracePeriodSeconds: 5,
    ...spec,
  },
});

function server(image: string): object {
  const settings = ['ssl=on', 'ssl_cert_file=/tls/tls.crt', 'ssl_key_file=/tls/tls.key', 'hba_file=/tls/pg_hba.conf'];
  const mounts = { data: '/var/lib/postgresql', run: '/var/run/postgresql', tls: '/tls' };
  return pod(
    DATABASE,
    {
      containers: [
        container({
          name: 'postgresql',
          image,
          args: ['postgres', ...settings.flatMap((setting) => ['-c', setting])],
          env: [
            { name: 'POSTGRES_PASSWORD', value: PASSWORD },
            { name: 'POSTGRES_DB', value: 'postgres' },
          ],
          readinessProbe: { exec: { command: ['pg_isready', '-h', '127.0.0.1'] }, periodSeconds: 1 },
          volumeMounts: Object.entries(mounts).map(([name, mountPath]) => ({ name, mountPath })),
        }),
      ],
      volumes: [
        { name: 'data', emptyDir: {} },
        { name: 'run', emptyDir: {} },
        { name: 'tls', secret: { secretName: 'tls-server', defaultMode: 0o440 } },
      ],
    },
    999,
  );
}

/** What `gpu-tracker migrate --check` ends with: 0, or 64 where the server and we do not trust each other. */
const CONNECTIONS: [query: string, host: string, status: number][] = [
  ['sslmode=disable', DATABASE, 64],
  ['sslmode=require', DATABASE, 0],
  ['sslmode=require', OTHER_NAME, 0],
  ['sslmode=require&sslrootcert=/ca/stranger.crt', DATABASE, 64],
  ['sslmode=verify-ca&sslrootcert=/ca/ca.crt', OTHER_NAME, 0],
  ['sslmode=verify-ca&sslrootcert=/ca/stranger.crt', DATABASE, 64],
  ['sslmode=verify-full&sslrootcert=/ca/ca.crt', DATABASE, 0],
  ['sslmode=verify-full&sslrootcert=/ca/ca.crt', OTHER_NAME, 64],
  ['sslmode=verify-full', DATABASE, 64],
];

/** psql itself and the program, side by side: they have to agree on every mode. */
async function compare(release: Release): Promise<void> {
  const program = container({ name: 'program', image: release.images.api, args: ['-e', 'setInterval(() => {}, 1e6)'] });
  const mount = { volumeMounts: [{ name: 'ca', mountPath: '/ca' }] };
  const psql = container({ name: 'psql', image: await postgresImage(release), command: ['sleep', '100000'], ...mount });
  const volumes = [{ name: 'ca', secret: { secretName: 'tls-ca' } }];
  await release.apply(pod('tls-try', { containers: [{ ...program, ...mount }, psql], volumes }, 10001));
  await release.kubectl('wait', '--for=condition=Ready', 'pod/tls-try', '--timeout=2m');
  for (const [query, host, wanted] of CONNECTIONS) {
    const url = `postgres://tracker_api:${PASSWORD}@${host}:5432/gpu_tracker?${query}`;
    const inPod = (name: string, ...command: string[]): Promise<string> =>
      release.kubectl('exec', 'tls-try', '--container', name, '--', ...command);
    const ended = await inPod(
      'program',
      'sh',
      '-c',
      `DATABASE_URL='${url}' node dist/cmd/gpu-tracker/main.js migrate --check >&2; echo $?`,
    );
    const status = Number(ended.trim().split('\n').at(-1));
    const libpq = Number(
      (await inPod('psql', 'sh', '-c', `psql '${url}' -c 'SELECT 1' >&2; echo $?`)).split('\n').at(-1),
    );
    check(status === wanted && (libpq === 0) === (wanted === 0), `${query} to ${host}: ${status} (psql: ${libpq})`);
  }
  await release.kubectl('delete', 'pod', 'tls-try');
}

export const externalDatabaseStep: Step = {
  name: 'a database elsewhere, with TLS and an authority of its own',
  run: async (release) => {
    const authority = privateAuthority();
    const { cert, key } = authority.issue(DATABASE);
    await release.apply(
      secret('tls-server', { 'tls.crt': cert, 'tls.key': key, 'pg_hba.conf': HBA }),
      secret('tls-ca', { 'ca.crt': authority.cert, 'stranger.crt': privateAuthority().cert }),
      ...ROLES.map((role) => secret(`tls-${role}`, { password: PASSWORD })),
      service(DATABASE),
      service(OTHER_NAME),
      server(await postgresImage(release)),
    );
    await release.kubectl('wait', '--for=condition=Ready', `pod/${DATABASE}`, '--timeout=2m');
    const roles = blockOf('docs/operations.md', 'A database of your own', 0, 'sql').replaceAll('…', PASSWORD);
    const psql = ['exec', DATABASE, '--', 'psql', '-v', 'ON_ERROR_STOP=1', '-U', 'postgres'];
    for (const statement of roles.split('\n').filter((line) => line.trim() !== ''))
      await release.kubectl(...psql, '-qc', statement);

    const auth = ROLES.map((role) => `postgresql.auth.${role}.existingSecret=tls-${role}`);
    const sets = ['mode=external', `external.host=${DATABASE}`, 'external.ca.existingSecret=tls-ca'];
    const flags = [...sets.map((set) => `postgresql.${set}`), ...auth].flatMap((set) => ['--set', set]);
    await release.helm('install', 'elsewhere', CHART, ...release.values(), ...flags, '--wait', '--timeout', '5m');
    await compare(release);
    for (const job of ['scraper', 'backup', 'restore-drill']) {
      await release.kubectl('create', 'job', `--from=cronjob/${NAME}-${job}`, `tls-${job}`);
      await release.kubectl('wait', '--for=condition=complete', `job/tls-${job}`, '--timeout=5m');
      check(true, `${job} works over TLS, with the authority of the Secret`);
    }
    check((await release.helm('test', 'elsewhere', '--logs')).includes('"ok":true,"ready"'), 'the API is well');
    const plain = [
      ...psql,
      '-tAc',
      `SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE client_addr IS NOT NULL AND NOT ssl`,
    ];
    check((await release.kubectl(...plain)) === '0', 'no session is without TLS');

    await release.helm('uninstall', 'elsewhere', '--wait');
    await release.kubectl('delete', 'job', 'tls-scraper', 'tls-backup', 'tls-restore-drill', '--ignore-not-found');
    await release.kubectl(
      'delete',
      `pod/${DATABASE}`,
      `pvc/${NAME}-backup`,
      `service/${DATABASE}`,
      `service/${OTHER_NAME}`,
    );
  },
};

async function postgresImage(release: Release): Promise<string> {
  const rendered = await release.template('image', CHART, '--show-only', 'templates/postgresql/statefulset.yaml');
  const [, image] = /image: "?(\S*postgres:[\w.-]+)/.exec(rendered) ?? [];
  if (image === undefined) throw new Error('the chart names no image of PostgreSQL');
  return image;
}
