/** `gpu-tracker run-now`: one scraper run on the cluster that kubectl talks to, now. */
import { Command, InvalidArgumentError } from 'commander';
import { ExitStatus } from '../../errors/exit-status.js';
import { openCluster } from '../../kube/cluster.js';
import { findScraper, startRun, waitForRun, type RunResult } from '../../kube/run-now.js';
import { systemClock } from '../../clock/clock.js';
import { KubernetesError } from '../../kube/errors.js';

interface Flags {
  namespace?: string;
  cronjob?: string;
  wait?: boolean;
  timeout: number;
  json?: boolean;
}

export function runNowCommand(): Command {
  return new Command('run-now')
    .description('start a scraper run on Kubernetes: a Job made of the CronJob')
    .option('-n, --namespace <name>', "default: the current context's")
    .option('--cronjob <name>', 'default: the only scraper of the namespace')
    .option('--wait', "wait for its end, and end with the scraper's status")
    .option('--timeout <seconds>', 'with --wait: give up waiting after this; the run goes on', seconds, 7_200)
    .option('--json', 'print {"job", "succeeded", "exit_status", "reason"}')
    .addHelpText('after', '\nKUBECONFIG names the cluster, as for kubectl.')
    .action(async (flags: Flags) => {
      const say = (line: string): void => {
        if (flags.json !== true) process.stdout.write(`${line}\n`);
      };
      const print = (result: Partial<RunResult>): void => {
        const { job, succeeded, exitStatus, reason } = result;
        if (flags.json === true)
          process.stdout.write(`${JSON.stringify({ job, succeeded, exit_status: exitStatus, reason })}\n`);
      };
      const cluster = openCluster();
      const namespace = flags.namespace ?? cluster.namespace;
      const job = await startRun(cluster, await findScraper(cluster, namespace, flags.cronjob), systemClock.now());
      say(`Job ${job} in namespace ${namespace}`);
      if (flags.wait !== true) {
        say(`kubectl -n ${namespace} logs -f job/${job} -c scraper`);
        print({ job });
        return;
      }
      const until = systemClock.now().getTime() + flags.timeout * 1_000;
      const result = await waitForRun(cluster, {
        namespace,
        job,
        onPhase: say,
        sleep: async (ms) => {
          if (systemClock.now().getTime() >= until)
            throw new KubernetesError(`Job ${job} has not ended within ${flags.timeout} s; it goes on`);
          await systemClock.sleep(ms);
        },
      });
      say(sentenceFor(result));
      print(result);
      process.exitCode = statusFor(result);
    });
}

const MEANINGS: Readonly<Record<number, string>> = {
  [ExitStatus.ok]: 'published, or skipped because another run holds the lock',
  [ExitStatus.badConfiguration]: 'bad configuration',
  [ExitStatus.temporaryFailure]: 'the site, TOR or the database is down; the next run goes on',
  [ExitStatus.blocked]: 'the site refuses us',
  [ExitStatus.leakTripwire]: 'leak tripwire: a way out beside TOR',
  [ExitStatus.notPublishable]: 'the result must not be published',
};

/** For people. */
export function sentenceFor({ exitStatus, reason }: RunResult): string {
  if (exitStatus === undefined) return `ended without a status (${reason ?? 'the pod is gone'})`;
  return `ended with status ${exitStatus}: ${MEANINGS[exitStatus] ?? 'a fault of ours; see the log'}`;
}

/** The scraper's own status; a run that was cut short goes on with the next one. */
export function statusFor({ succeeded, exitStatus }: RunResult): number {
  if (succeeded) return ExitStatus.ok;
  return exitStatus === undefined || exitStatus === 0 ? ExitStatus.temporaryFailure : exitStatus;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number of seconds is needed.');
  return value;
}
