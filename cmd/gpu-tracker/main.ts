#!/usr/bin/env node
/** The command line `gpu-tracker`. */
import { leaveWithin } from '../../pkg/app/cli/leave.js';
import { runCommandLine } from '../../pkg/app/cli/run-command-line.js';

// `gpu-tracker export | head` closes the pipe early, a closed terminal gives EIO: nobody reads any more. What listens for
// signals has things to stop; anything else ends here.
let left = false;
process.stdout.on('error', (err: NodeJS.ErrnoException) => {
  if (err.code !== 'EPIPE' && err.code !== 'EIO') throw err;
  if (left) return;
  left = true;
  if (process.listenerCount('SIGTERM') === 0) process.exit(0);
  process.emit('SIGTERM', 'SIGTERM');
});

const status = await runCommandLine({
  args: process.argv.slice(2),
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
});
if (status !== undefined) process.exitCode = status;
leaveWithin(2_000, () => undefined);
