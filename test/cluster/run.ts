/**
 * `npm run test:cluster [-- --short]`: the chart on the cluster that KUBECONFIG names, with each Helm that HELM names (default `helm`), each in a
 * namespace of its own that is removed at the end. Needs kubectl and helm on the PATH and the images on the cluster's nodes: IMAGE_API
 * (gpu-tracker-api:dev), IMAGE_SCRAPER; for upgrades LAST_IMAGE_API and LAST_IMAGE_SCRAPER. The short form is what CI runs.
 */
import { spawnSync } from 'node:child_process';
import { anyUserStep } from './steps/any-user.js';
import { installSteps, leaveSteps, singletonStep } from './steps/basics.js';
import { lastReleaseSteps } from './steps/last-release.js';
import { cnpgPoliciesStep } from './steps/cnpg-policies.js';
import { copyDumpsStep } from './steps/copy-dumps.js';
import { externalDatabaseStep } from './steps/external-database.js';
import { neighbourSteps } from './steps/neighbours.js';
import { notifierSteps } from './steps/notifier.js';
import { procedureSteps } from './steps/procedures.js';
import { runbookStep } from './steps/runbooks.js';
import { torStep } from './steps/tor.js';
import { RELEASE, Release, run, type Images } from './release.js';
import type { Step } from './step.js';

const SHORT = process.argv.includes('--short');
const [ONLY] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const HELMS = (process.env['HELM'] ?? 'helm').split(',');
const IMAGES: Images = {
  api: process.env['IMAGE_API'] ?? 'gpu-tracker-api:dev',
  scraper: process.env['IMAGE_SCRAPER'] ?? 'gpu-tracker-scraper:dev',
};

/** Each part begins and ends without a release. */
const PARTS: Step[][] = [
  [...lastReleaseSteps, uninstalled()],
  [externalDatabaseStep],
  [
    ...installSteps,
    singletonStep,
    ...procedureSteps,
    copyDumpsStep,
    ...notifierSteps,
    ...neighbourSteps,
    anyUserStep,
    cnpgPoliciesStep,
    torStep,
    runbookStep,
    ...leaveSteps,
  ],
];

function uninstalled(): Step {
  return {
    name: 'uninstall, data and passwords too',
    short: true,
    ...(lastReleaseSteps[0]?.missing && { missing: lastReleaseSteps[0].missing }),
    run: async (release) => {
      await release.helm('uninstall', RELEASE, '--wait');
      await release.kubectl('delete', 'pvc,secret', '--selector', 'app.kubernetes.io/part-of=gpu-tracker');
      await release.kubectl('delete', 'pvc', '--all');
    },
  };
}

async function unreachable(): Promise<string | undefined> {
  try {
    await run('kubectl', ['version', '--request-timeout=5s']);
    for (const helm of HELMS) await run(helm, ['version', '--short']);
    return undefined;
  } catch (err) {
    return err instanceof Error ? err.message : String(err);
  }
}

const counts = { passed: 0, failed: 0 };

async function play(helm: string): Promise<void> {
  const release = new Release({ helm, images: IMAGES });
  await release.open();
  try {
    for (const part of PARTS) await playPart(helm, part, release);
  } finally {
    if (process.env['KEEP'] === undefined) await release.close();
  }
}

/** A step that fails ends its part: what would follow has no ground to stand on, and counts as failed. */
async function playPart(helm: string, part: readonly Step[], release: Release): Promise<void> {
  let broken = false;
  for (const step of part) {
    if (SHORT && step.short !== true) continue;
    if (ONLY !== undefined && !new RegExp(ONLY).test(step.name) && step !== part[0]) continue;
    const missing = step.missing?.();
    if (missing !== undefined) {
      console.log(`--> ${helm}: ${step.name}: NOT TRIED, there is no ${missing}`);
      continue;
    }
    if (broken) {
      console.log(`--> ${helm}: ${step.name}: not reached`);
      counts.failed += 1;
      continue;
    }
    console.log(`==> ${helm}: ${step.name}`);
    const began = Date.now();
    try {
      await step.run(release);
      counts.passed += 1;
      console.log(`    passed in ${Math.round((Date.now() - began) / 1_000)} s`);
    } catch (err) {
      counts.failed += 1;
      broken = true;
      console.error(`    FAILED: ${err instanceof Error ? err.message : String(err)}`);
      console.error(await release.kubectl('get', 'pods', '--output', 'wide').catch(String));
    }
  }
  // What a broken part left behind would be in the way of the next one.
  if (broken) await release.helm('uninstall', RELEASE, '--wait').catch(() => undefined);
}

const why = await unreachable();
if (why !== undefined) {
  console.error(
    `test:cluster needs kubectl, ${HELMS.join(' and ')}, and a cluster that KUBECONFIG names (kind create cluster --config k8s/kind-cluster.yaml),\n` +
      `with the images ${IMAGES.api} and ${IMAGES.scraper} loaded. Nothing was tested.\n\n${why}`,
  );
  process.exit(2);
}
spawnSync(process.execPath, ['scripts/build.mjs', '--if-stale'], { stdio: 'inherit' });
for (const helm of HELMS) await play(helm);
console.log(`cluster: ${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;
