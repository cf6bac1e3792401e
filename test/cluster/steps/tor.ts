/** TOR beside the scraper on a network that lets it nowhere: the run fails as the documents say, and the runbook's command shows why. */
import { commandsOf } from '../document.js';
import { check } from '../check.js';
import { NAME, RELEASE } from '../release.js';
import type { Step } from '../step.js';

const CHART = 'charts/gpu-tracker';
const sets = (...values: string[]): string[] => [
  ...['upgrade', RELEASE, CHART, '--reset-then-reuse-values', '--wait', '--timeout', '5m', '--set', values.join(',')],
];

export const torStep: Step = {
  name: 'a run whose TOR does not come up',
  run: async (release) => {
    const tor = [
      'tor.mode=sidecar',
      'tor.startupTimeoutSeconds=15',
      'scraper.allowDirectEgress=false',
      'scraper.dns=none',
    ];
    await release.helm(...sets(...tor, 'scraper.backoffLimit=0', 'scraper.demoMarketUrl=', 'config.markets={olx-bg}'));
    // The command shows every pod of the scraper: those of runs without TOR have no such container.
    await release.kubectl('delete', 'jobs', '--selector', 'app.kubernetes.io/component=scraper');
    await release.kubectl('create', 'job', `--from=cronjob/${NAME}-scraper`, 'without-tor');
    await release.kubectl('wait', '--for=condition=failed', 'job/without-tor', '--timeout=4m');
    const status = '{.items[-1:].status.containerStatuses[?(@.name=="scraper")].state.terminated.exitCode}';
    const pods = [
      'get',
      'pods',
      '--selector',
      'batch.kubernetes.io/job-name=without-tor',
      '--output',
      `jsonpath=${status}`,
    ];
    check((await release.kubectl(...pods)) === '75', 'it ends with status 75');
    for (const command of commandsOf('docs/runbooks/GpuTorUnavailable.md'))
      check(
        /Bootstrapped|bootstrap|Tor/i.test(await release.shell(command)),
        "the runbook's command shows what TOR says",
      );
    const back = ['tor.mode=none', 'scraper.allowDirectEgress=true', 'scraper.dns=cluster', 'config.markets={demo}'];
    await release.helm(...sets(...back, 'scraper.demoMarketUrl=http://demo-market:8090', 'scraper.backoffLimit=2'));
    check((await release.scrape()).includes('cycle published'), 'without TOR it publishes again');
  },
};
