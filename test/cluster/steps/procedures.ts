/** Every procedure of docs/operations.md, executed as it is printed, and what must be so after it. */
import { spawn } from 'node:child_process';
import { blockOf } from '../document.js';
import { check, refused, until } from '../check.js';
import { NAME, RELEASE, type Release } from '../release.js';
import type { Step } from '../step.js';

const OPERATIONS = 'docs/operations.md';
const CHART = 'charts/gpu-tracker';
const procedure = (release: Release, heading: string, at = 0): Promise<string> =>
  release.shell(blockOf(OPERATIONS, heading, at));
const again = (...sets: string[]): string[] => [
  ...['upgrade', RELEASE, CHART, '--reset-then-reuse-values', '--timeout', '5m'],
  ...(sets.length > 0 ? ['--set', sets.join(',')] : []),
];
const expandable = (): string | undefined =>
  process.env['STORAGE_CLASS'] === undefined ? 'a storage class that can grow (STORAGE_CLASS)' : undefined;

export const procedureSteps: Step[] = [
  {
    name: 'upgrade and roll back',
    run: async (release) => {
      await procedure(release, 'Upgrade and roll back');
      check((await release.scrape()).includes('cycle published'), 'the scraper still works');
    },
  },
  {
    name: 'scale the API',
    run: async (release) => {
      await procedure(release, 'Scale');
      check((await release.get(`deploy/${NAME}-api`, '{.status.readyReplicas}')) === '3', 'three replicas are ready');
      await release.helm(...again('api.replicas=1'), '--wait');
    },
  },
  {
    name: 'what was changed by hand goes back by values',
    run: async (release) => {
      await release.kubectl('patch', `cronjob/${NAME}-scraper`, '--patch', '{"spec":{"suspend":true}}');
      await release.kubectl('scale', `deploy/${NAME}-api`, '--replicas=2');
      const isFour = /^v4/.test(await release.helm('version', '--short'));
      if (isFour) check((await refused(release.helm(...again()))).includes('conflict'), 'Helm 4 says "conflict"');
      await release.helm(...again(), ...(isFour ? ['--force-conflicts'] : []), '--wait');
      check((await release.get(`cronjob/${NAME}-scraper`, '{.spec.suspend}')) === 'false', 'the schedule runs again');
      check((await release.get(`deploy/${NAME}-api`, '{.spec.replicas}')) === '1', 'one replica again');
      await release.helm(...again('config.logLevel=debug'), '--wait');
      await release.helm(...again('config.logLevel=info'), '--wait');
      check(true, 'later upgrades need no flag');
    },
  },
  {
    name: 'an autoscaler, maintenance, and scaled to zero by hand',
    run: async (release) => {
      const replicas = (): Promise<string> => release.get(`deploy/${NAME}-api`, '{.spec.replicas}');
      await release.helm(...again('api.replicas=3'), '--wait');
      const seen = await replicasDuring(release, async () => {
        await release.helm(...again('api.autoscaling.enabled=true'), '--wait');
        await release.helm(...again('config.logLevel=debug'), '--wait');
        await release.helm(...again('config.logLevel=info'), '--wait');
      });
      check(
        Math.min(...seen) === 3,
        `turned on and upgraded twice, there were never less than three (${seen.join(', ')})`,
      );
      await release.helm(...again('maintenance=true'), '--wait');
      check((await replicas()) === '0', 'maintenance: no API');
      await release.helm(...again('maintenance=false'), '--wait');
      await until(async () => (await replicas()) === '2', 'two replicas after maintenance');
      await release.kubectl('scale', `deploy/${NAME}-api`, '--replicas=0');
      const said = await release.helm(...again());
      check(
        /scaled to 0 by hand.*--replicas=2/s.test(said),
        'what was scaled to 0 by hand is told at each upgrade, with the way back',
      );
      await release.kubectl('scale', `deploy/${NAME}-api`, '--replicas=2');
      await release.helm(...again(), '--wait');
      check((await replicas()) === '2', 'scaled by hand to 0 and back, and upgraded');
      await release.helm(
        ...again('api.autoscaling.enabled=false', 'api.replicas=1'),
        '--wait',
        ...(await force(release)),
      );
    },
  },
  {
    name: 'dump, restore drill, copy away',
    run: async (release) => {
      const said = await procedure(release, 'Backup and restore');
      const [restored = ''] = /restores: \d+ rows in \d+ tables/.exec(said) ?? [];
      check(restored !== '', `the newest dump ${restored}`);
    },
  },
  {
    name: 'restore',
    run: async (release) => {
      const before = await release.total();
      check(before > 100, `there are listings to lose (${before})`);
      await psql(release, 'TRUNCATE listings CASCADE');
      check((await psql(release, 'SELECT count(*) FROM listings')) === '0', 'the listings are lost');
      await procedure(release, 'Restore');
      check((await release.total()) === before, `the ${before} listings are back`);
      check((await release.scrape()).includes('cycle published'), 'and the scraper goes on');
    },
  },
  {
    name: "rotate a login's password",
    run: async (release) => {
      const before = await secret(release, 'api');
      await procedure(release, 'Rotate secrets');
      check((await secret(release, 'api')) !== before, 'the password is another');
      check((await release.total()) > 100, 'the API reads with it');
      check((await release.scrape()).includes('cycle published'), 'the scraper too');
    },
  },
  {
    name: "rotate the superuser's password, whose Secret may be lost",
    run: async (release) => {
      const before = await secret(release, 'superuser');
      await procedure(release, 'Rotate secrets', 1);
      check((await secret(release, 'superuser')) !== before, 'the password is another');
      check((await psql(release, 'SELECT 1')) === '1', 'the server takes it');
      await until(async () => (await release.total()) > 100, 'the API reads again');
    },
  },
  {
    name: 'grow the volumes',
    missing: expandable,
    run: async (release) => {
      const size = (claim: string): Promise<string> =>
        release.get(`pvc/${claim}`, '{.spec.resources.requests.storage}');
      const message = await refused(release.helm(...again('postgresql.persistence.size=20Gi')));
      check(message.includes('patch pvc'), 'by value alone it is refused, with the commands that do it');
      await procedure(release, 'Grow the volumes');
      check((await size(`${NAME}-backup`)) === '20Gi', 'the claim of the dumps has grown');
      await procedure(release, 'Grow the volumes', 1);
      check((await size(`data-${NAME}-postgresql-0`)) === '20Gi', 'the claim of the data has grown');
      await release.kubectl(
        ...['patch', 'pvc', `${NAME}-backup`, '--patch', '{"spec":{"resources":{"requests":{"storage":"30Gi"}}}}'],
      );
      await release.helm(...again('config.logLevel=info'), '--wait');
      check((await size(`${NAME}-backup`)) === '30Gi', 'a claim that was grown by hand refuses no later upgrade');
    },
  },
  {
    name: 'a new major version of PostgreSQL',
    missing: () =>
      process.env['NEXT_POSTGRESQL'] === undefined ? 'an image postgres:19.0-trixie (NEXT_POSTGRESQL=1)' : undefined,
    run: async (release) => {
      const before = await release.total();
      await procedure(release, 'A new major version of PostgreSQL');
      await procedure(release, 'Restore');
      check((await release.total()) === before, `the ${before} listings are on the new server`);
      const image = await release.get(`sts/${NAME}-postgresql`, '{.spec.template.spec.containers[0].image}');
      check(image.endsWith(':19.0-trixie'), `it runs ${image}`);
    },
  },
];

/** Every number of replicas that was wished for meanwhile. */
async function replicasDuring(release: Release, work: () => Promise<void>): Promise<number[]> {
  const path = 'jsonpath={.spec.replicas}{"\\n"}';
  const args = ['--namespace', release.namespace, 'get', `deploy/${NAME}-api`, '--watch', '--output', path];
  const watching = spawn('kubectl', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  watching.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  try {
    await work();
  } finally {
    watching.kill();
  }
  return [...new Set(said.trim().split('\n').map(Number))];
}

/** Helm 4 takes nothing back that was changed by hand unless it is told to. */
async function force(release: Release): Promise<string[]> {
  return /^v4/.test(await release.helm('version', '--short')) ? ['--force-conflicts'] : [];
}

function psql(release: Release, sql: string): Promise<string> {
  const command = `PGPASSWORD=$(cat /run/secrets/postgresql/password) psql -h 127.0.0.1 -U postgres -tAqc "${sql}" gpu_tracker`;
  const pod = `${NAME}-postgresql-0`;
  return release.kubectl('exec', pod, '--container', 'postgresql', '--', 'bash', '-c', command);
}

function secret(release: Release, role: string): Promise<string> {
  return release.get(`secret/${NAME}-db-${role}`, '{.data.password}');
}
