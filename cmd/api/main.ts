#!/usr/bin/env node
/** The API process. */
import { join } from 'node:path';
import { runApi } from '../../pkg/app/processes/api.js';
import { runProcess } from '../../pkg/app/cli/run-process.js';
import { PROJECT_DIR, VERSION } from '../../pkg/config/version.js';

await runProcess({
  component: 'api',
  torMode: () => false, // it reaches no market
  run: async ({ config, log, stop }) => {
    const webDir = join(PROJECT_DIR, 'dist/web');
    await runApi({ config, log, signal: stop, accessLog: process.stdout, version: VERSION, webDir });
    return undefined;
  },
});
