#!/usr/bin/env node
/** The notifier process. */
import { runProcess } from '../../pkg/app/cli/run-process.js';
import { runNotifier } from '../../pkg/app/processes/notifier.js';

await runProcess({
  component: 'notifier',
  torMode: () => false, // each channel says whether it goes by TOR
  run: async (parts) => {
    await runNotifier({ ...parts, env: process.env });
    return undefined;
  },
});
