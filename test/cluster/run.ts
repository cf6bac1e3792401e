/**
 * `npm run test:cluster`: the chart on the cluster that KUBECONFIG names, in a namespace of its own that is removed at the end.
 * Needs kubectl and helm on the PATH and the images on the cluster's nodes: IMAGE_API (gpu-tracker-api:dev), IMAGE_SCRAPER.
 */
import { execFile } from 'node:child_process';
import { readFile, writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openCluster } from '../../pkg/kube/cluster.js';
import { findScraper, startRun, waitForRun } from '../../pkg/kube/run-now.js';

const exec = promisify(execFile);
const RELEASE = 'gpus';
const NAMESPACE = `gpu-tracker-test-${process.pid}`;
const API_IMAGE = process.env['IMAGE_API'] ?? 'gpu-tracker-api:dev';
const SCRAPER_IMAGE = process.env['IMAGE_SCRAPER'] ?? 'gpu-tracker-scraper:dev';

async function run(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await exec(program, args, { maxBuffer: 32 << 20 });
  return stdout.trim();
}
const kubectl = (...args: string[]): Promise<string> => run('kubectl', '--namespace', NAMESPACE, ...args);
const helm = (...args: string[]): Promise<string> => run('helm', '--namespace', NAMESPACE, ...args);

function check(holds: boolean, rule: string): void {
  if (!holds) throw new Error(`does not hold: ${rule}`);
  console.log(`    ok: ${rule}`);
}

function imageFlags(): string[] {
  return [
    ['api', API_IMAGE],
    ['scraper', SCRAPER_IMAGE],
  ].flatMap(([name = '', image = '']) => {
    const [, repository = image, tag = 'latest'] = /^(.+):([^:/]+)$/.exec(image) ?? [];
    return ['--set', `image.${name}.repository=${repository},image.${name}.tag=${tag}`];
  });
}

const CHART = ['charts/gpu-tracker', '--values', 'k8s/kind-values.yaml', ...imageFlags(), '--wait', '--timeout', '10m'];

/** Asks the API through the API server, so that no port is forwarded. */
async function ask(path: string): Promise<unknown> {
  const service = `/api/v1/namespaces/${NAMESPACE}/services/${RELEASE}-gpu-tracker-api:http/proxy`;
  return JSON.parse(await kubectl('get', '--raw', `${service}${path}`));
}

async function newRun(): Promise<number | undefined> {
  const cluster = openCluster();
  const job = await startRun(cluster, await findScraper(cluster, NAMESPACE), new Date());
  const until = Date.now() + 600_000;
  const sleep = async (ms: number): Promise<void> => {
    if (Date.now() > until) throw new Error(`Job ${job} does not end`);
    await new Promise((resolve) => setTimeout(resolve, ms));
  };
  return (await waitForRun(cluster, { namespace: NAMESPACE, job, sleep })).exitStatus;
}

const revision = async (): Promise<number> =>
  Number((JSON.parse(await helm('history', RELEASE, '--output', 'json')) as { revision: number }[]).at(-1)?.revision);

const STEPS: [string, () => Promise<void>][] = [
  [
    'install',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'cluster-'));
      const market = (await readFile('k8s/demo-market.yaml', 'utf8')).replace(
        'image: gpu-tracker-api',
        `image: ${API_IMAGE}`,
      );
      await writeFile(join(folder, 'market.yaml'), market);
      await kubectl('apply', '--filename', join(folder, 'market.yaml'));
      await kubectl('rollout', 'status', 'deploy/demo-market', '--timeout=3m');
      await helm('install', RELEASE, ...CHART);
    },
  ],
  [
    'a run by hand',
    async () => {
      check((await newRun()) === 0, 'the run ends with status 0');
      const { total } = (await ask('/api/listings/count/total')) as { total: number };
      check(total > 100, `listings are published (${total})`);
    },
  ],
  [
    'scale the API',
    async () => {
      await kubectl('scale', `deploy/${RELEASE}-gpu-tracker-api`, '--replicas=3');
      await kubectl('rollout', 'status', `deploy/${RELEASE}-gpu-tracker-api`, '--timeout=5m');
      check(Array.isArray(await ask('/api/listings/?size=3')), 'three replicas answer');
    },
  ],
  [
    'upgrade',
    async () => {
      await helm('upgrade', RELEASE, ...CHART, '--set', 'config.logLevel=debug');
      check((await revision()) === 2, 'it is revision 2');
    },
  ],
  [
    'roll back',
    async () => {
      await helm('rollback', RELEASE, '1', '--wait', '--timeout', '10m');
      const env = await kubectl(
        'get',
        `deploy/${RELEASE}-gpu-tracker-api`,
        '--output',
        'jsonpath={..env[?(@.name=="LOG_LEVEL")].value}',
      );
      check(env.includes('info'), 'the settings of revision 1 are back');
      check((await newRun()) === 0, 'the scraper still works');
    },
  ],
  ['helm test', async () => console.log(await helm('test', RELEASE, '--logs'))],
  [
    'dump and restore drill',
    async () => {
      for (const job of ['backup', 'restore-drill']) {
        await kubectl('create', 'job', `--from=cronjob/${RELEASE}-gpu-tracker-${job}`, `${job}-now`);
        await kubectl('wait', '--for=condition=complete', `job/${job}-now`, '--timeout=5m');
        console.log(await kubectl('logs', `job/${job}-now`));
      }
    },
  ],
];

async function reachable(): Promise<string | undefined> {
  try {
    await Promise.all([run('kubectl', 'version', '--request-timeout=5s'), run('helm', 'version', '--short')]);
    return undefined;
  } catch (err) {
    return err instanceof Error ? err.message : String(err);
  }
}

const missing = await reachable();
if (missing !== undefined) {
  console.error(
    `test:cluster needs kubectl, helm, and a cluster that KUBECONFIG names (kind create cluster --config k8s/kind-cluster.yaml), with\n` +
      `the images ${API_IMAGE} and ${SCRAPER_IMAGE} loaded. Nothing was tested.\n\n${missing}`,
  );
  process.exit(2);
}
let failed = 0;
await run('kubectl', 'create', 'namespace', NAMESPACE);
await run('kubectl', 'label', 'namespace', NAMESPACE, 'pod-security.kubernetes.io/enforce=restricted');
try {
  for (const [name, step] of STEPS) {
    console.log(`==> ${name}`);
    await step();
  }
} catch (err) {
  failed = 1;
  console.error(err);
} finally {
  if (process.env['KEEP'] === undefined) await run('kubectl', 'delete', 'namespace', NAMESPACE, '--wait=false');
}
process.exitCode = failed;
