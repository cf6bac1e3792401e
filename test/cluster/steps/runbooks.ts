/** Every command of every runbook, executed as it is printed. */
import { readdirSync } from 'node:fs';
import { check } from '../check.js';
import { commandsOf } from '../document.js';
import { NAME } from '../release.js';
import type { Step } from '../step.js';

const FOLDER = 'docs/runbooks';
/** A release that is well has no errors to show. */
const FINDS_NOTHING = 'grep() { command grep "$@" || [ $? = 1 ]; }\n';

export const runbookStep: Step = {
  name: 'runbooks',
  run: async (release) => {
    const jobs = await release.kubectl(
      'get',
      'jobs',
      '--selector',
      'app.kubernetes.io/component=migrate',
      '--output',
      'name',
    );
    const port = 18_000 + (process.pid % 1_000);
    // A person has this open in another terminal.
    const forward = `kubectl -n "$NS" port-forward svc/${NAME}-api ${port}:80 >/dev/null 2>&1 & trap "kill $!" EXIT; `;
    const listening = `until curl -so /dev/null http://127.0.0.1:${port}/livez; do sleep 0.2; done\n`;
    // That of TOR needs a TOR: steps/tor.ts.
    for (const file of readdirSync(FOLDER).filter((name) => name !== 'GpuTorUnavailable.md')) {
      const commands = commandsOf(`${FOLDER}/${file}`);
      for (const command of commands) {
        const asks = command.includes('http://127.0.0.1:8000');
        const text = command.replaceAll('127.0.0.1:8000', `127.0.0.1:${port}`);
        await release.shell(
          `${FINDS_NOTHING}JOB=${jobs.split('/').at(-1) ?? ''}\n${asks ? forward + listening : ''}${text}`,
        );
      }
      if (commands.length > 0) check(true, `${file} (${commands.length})`);
    }
  },
};
