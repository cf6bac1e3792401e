/** The release as it is used every day: installed, run, watched, tested, taken away. */
import { blockOf } from '../document.js';
import { check, refused, until } from '../check.js';
import { NAME, RELEASE } from '../release.js';
import type { Step } from '../step.js';

const OPERATIONS = 'docs/operations.md';
const CHART = 'charts/gpu-tracker';
const READY_WITHIN_S = 60;

export const installSteps: Step[] = [
  {
    name: 'install, and helm test',
    short: true,
    run: async (release) => {
      const said = await release.shell(blockOf(OPERATIONS, 'Install'));
      check(/"ok":true,"ready"/.test(said), 'the smoke test finds everything well');
      const all =
        'jsonpath={.items[*].status.initContainerStatuses[*].restartCount}{" "}{.items[*].status.containerStatuses[*].restartCount}';
      const restarts = await release.kubectl('get', 'pods', '--output', all);
      check(/^[0 ]+$/.test(restarts), `no container was restarted meanwhile (${restarts})`);
    },
  },
  {
    name: 'run now, suspend',
    short: true,
    run: async (release) => {
      const said = await release.shell(blockOf(OPERATIONS, 'Install', 1));
      check(said.includes('status 0'), 'a run by hand ends with status 0');
      check((await release.total()) > 100, `listings are published (${await release.total()})`);
      await release.shell(blockOf(OPERATIONS, 'Run now, suspend, resume'));
      check((await release.get(`cronjob/${NAME}-scraper`, '{.spec.suspend}')) === 'true', 'the schedule is suspended');
      await release.helm('upgrade', RELEASE, CHART, '--reset-then-reuse-values', '--set', 'scraper.suspend=false');
      check((await release.get(`cronjob/${NAME}-scraper`, '{.spec.suspend}')) === 'false', 'and resumed');
    },
  },
  {
    name: 'run now, from a pod of the image',
    run: async (release) => {
      const without = [
        'run',
        'run-now',
        '--rm',
        '--attach',
        '--quiet',
        '--restart=Never',
        `--image=${release.images.api}`,
      ];
      const container = {
        name: 'run-now',
        image: release.images.api,
        args: ['dist/cmd/gpu-tracker/main.js', 'run-now'],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      };
      const securityContext = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
      const overrides = JSON.stringify({ spec: { securityContext, containers: [container] } });
      const said = await refused(release.kubectl(...without, `--overrides=${overrides}`));
      check(
        /cannot list resource "cronjobs".*ask for a Role/.test(said),
        'without the Role it says which right is missing',
      );
      check(
        (await release.shell(blockOf(OPERATIONS, 'Run now, suspend, resume', 1))).includes('status 0'),
        'with it a run ends with status 0',
      );
      const account = `system:serviceaccount:${release.namespace}:${NAME}-run-now`;
      const may = await refused(release.kubectl('auth', 'can-i', 'get', 'secrets', '--as', account));
      check(may.includes('no'), 'it may read no Secret');
      await release.helm('upgrade', RELEASE, CHART, '--reset-then-reuse-values', '--set', 'runNow.enabled=false');
    },
  },
];

export const singletonStep: Step = {
  name: 'the scraper as a Deployment',
  short: true,
  run: async (release) => {
    const before = await release.total();
    const began = Date.now();
    const mode = (value: string): string[] => [
      '--reset-then-reuse-values',
      '--set',
      `scraper.mode=${value},scraper.intervalSeconds=600`,
    ];
    await release.helm('upgrade', RELEASE, CHART, ...mode('deployment'), '--wait', '--timeout', '2m');
    const took = Math.round((Date.now() - began) / 1_000);
    check(took < READY_WITHIN_S, `it is ready ${took} s after the upgrade began`);
    const log = (): Promise<string> => release.kubectl('logs', `deploy/${NAME}-scraper`, '--container', 'scraper');
    await until(async () => (await log()).includes('cycle published'), 'the daemon publishes a cycle');
    const pod = `{.items[?(@.metadata.labels.app\\.kubernetes\\.io/component=="scraper")].status.containerStatuses[0].restartCount}`;
    check((await release.get('pods', pod)).includes('0'), 'it was not restarted');
    check((await release.total()) > 100, `listings are served (${before} before)`);
    await release.helm('upgrade', RELEASE, CHART, ...mode('cronjob'), '--wait');
  },
};

export const leaveSteps: Step[] = [
  {
    name: 'uninstall, and install again over what was kept',
    run: async (release) => {
      const before = await release.total();
      await release.helm('uninstall', RELEASE, '--wait');
      const left = await release.kubectl('get', 'pvc,secret', '--output', 'name');
      check(
        left.includes(`data-${NAME}-postgresql-0`) && left.includes(`${NAME}-db-owner`),
        'data and passwords are kept',
      );
      await release.shell(blockOf(OPERATIONS, 'Install'));
      check((await release.total()) === before, `the ${before} listings are there again`);
    },
  },
  {
    name: 'uninstall leaves nothing that runs',
    short: true,
    run: async (release) => {
      await release.helm('uninstall', RELEASE, '--wait');
      const kinds = 'deploy,sts,job,cronjob,hpa,svc,role,rolebinding,networkpolicy,configmap';
      const left = await release.kubectl(
        'get',
        kinds,
        '--selector',
        'app.kubernetes.io/part-of=gpu-tracker',
        '--output',
        'name',
      );
      const own = left.split('\n').filter((name) => name !== '' && !name.includes('demo-market'));
      check(own.length === 0, `nothing is left (${own.join(', ') || 'nothing'})`);
    },
  },
];
