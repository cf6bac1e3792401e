#!/usr/bin/env node
/** The notifier process. */
import { runProcess } from '../../pkg/app/cli/run-process.js';
import { runNotifier } from '../../pkg/app/processes/notifier.js';

await runProcess({
  component: 'notifier',
  torMode: ({ TOR_ENABLED }) => TOR_ENABLED === true, // of its error reports: each channel says for itself whether it goes by TOR
  run: async (parts) => {
    await runNotifier({ ...parts, env: process.env });
    return undefined;
  },
});
