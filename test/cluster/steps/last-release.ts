/** From the last release to this one, back, and here again, with what was scraped staying readable. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LAST_RELEASE, lastReleaseMissing } from '../../upgrade/last-release.js';
import { check, refused, until } from '../check.js';
import { NAME, RELEASE, type Images, type Release } from '../release.js';
import type { Step } from '../step.js';

const root = join(import.meta.dirname, '../../..');
const CHART = join(root, 'charts/gpu-tracker');
const WAIT = ['--wait', '--timeout', '5m'];

/** Images of the last release, when the cluster's nodes have them. */
const images = (): Images | undefined => {
  const [api, scraper] = [process.env['LAST_IMAGE_API'], process.env['LAST_IMAGE_SCRAPER']];
  return api === undefined || scraper === undefined ? undefined : { api, scraper };
};

function missing(): string | undefined {
  return images() === undefined
    ? 'images of the last release (LAST_IMAGE_API, LAST_IMAGE_SCRAPER)'
    : lastReleaseMissing();
}

/** Chart and values of the last release, from the repository's history; whole or not there, as a run with each Helm may ask at the same time. */
function lastSources(): string {
  const folder = join(root, '.cache/last-release', `${LAST_RELEASE.commit}-chart`);
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const unpacked = mkdtempSync(`${folder}-`);
  const archive = execFileSync('git', ['archive', LAST_RELEASE.commit, 'charts', 'k8s'], { cwd: root });
  execFileSync('tar', ['-xf', '-', '-C', unpacked], { input: archive });
  try {
    renameSync(unpacked, folder);
  } catch (err) {
    rmSync(unpacked, { recursive: true });
    if (!existsSync(folder)) throw err;
  }
  return folder;
}

async function upgrade(release: Release, ...flags: string[]): Promise<void> {
  await release.helm('upgrade', RELEASE, CHART, ...release.values(), ...flags);
}

const STEPS: Step[] = [
  {
    name: 'install the last release',
    run: async (release) => {
      const sources = lastSources();
      const values = release.values(images() ?? release.images, sources);
      await release.helm('install', RELEASE, join(sources, 'charts/gpu-tracker'), ...values, ...WAIT);
      check((await release.scrape()).includes('cycle published'), 'it publishes a cycle');
    },
  },
  {
    name: 'this release waits on the schema of the last one',
    run: async (release) => {
      const before = await release.total();
      await upgrade(release, '--set', 'migrations.enabled=false,migrations.waitSeconds=10,scraper.backoffLimit=0');
      const rollout = release.kubectl('rollout', 'status', `deploy/${NAME}-api`, '--timeout=20s');
      check(/timed out/.test(await refused(rollout)), 'no pod of the new API begins');
      check((await release.total()) === before, `the old API serves its ${before} listings`);
      const run = release.shell(`gpu-tracker run-now --namespace ${RELEASE} --wait --timeout 90`);
      await refused(run);
      const status = '{.items[-1:].status.initContainerStatuses[0].lastState.terminated.exitCode}';
      const now = '{.items[-1:].status.initContainerStatuses[0].state.terminated.exitCode}';
      const selector = [
        'pods',
        '--selector',
        'app.kubernetes.io/component=scraper',
        '--sort-by=.metadata.creationTimestamp',
      ];
      const ended = await release.kubectl('get', ...selector, '--output', `jsonpath=${status}${now}`);
      check(ended.includes('75'), `a run of the new scraper ends with 75 (${ended})`);
    },
  },
  {
    name: 'upgrade from the last release',
    run: async (release) => {
      await upgrade(release, ...WAIT);
      const log = await release.scrape();
      check(log.includes('cycle published'), 'the new scraper publishes a cycle');
      check(/pages of ads to open .*pages=40\b/.test(log), 'it opens the 40 pages of ads that the values ask for');
      check((await release.total()) > 100, `listings are served (${await release.total()})`);
    },
  },
  {
    name: 'roll back to the last release',
    run: async (release) => {
      await release.helm('rollback', RELEASE, '1', ...WAIT);
      check((await release.scrape()).includes('cycle published'), 'the old scraper publishes on the new schema');
      const image = await release.get(`deploy/${NAME}-api`, '{.spec.template.spec.containers[0].image}');
      check(image === images()?.api, 'the old API runs');
      check((await release.total()) > 100, `it serves the listings (${await release.total()})`);
    },
  },
  {
    name: 'upgrade again',
    run: async (release) => {
      await upgrade(release, ...WAIT);
      check((await release.scrape()).includes('cycle published'), 'a cycle is published');
      await until(async () => (await release.total()) > 100, 'listings are served');
    },
  },
];

/** CI has a quarter of an hour for everything. */
const LONG = ['this release waits on the schema of the last one', 'upgrade again'];

export const lastReleaseSteps = STEPS.map((step): Step => ({ ...step, short: !LONG.includes(step.name), missing }));
