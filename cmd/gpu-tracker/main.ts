#!/usr/bin/env node
/** The command line `gpu-tracker`. */
import { leaveWithin } from '../../pkg/app/cli/leave.js';
import { runCommandLine } from '../../pkg/app/cli/run-command-line.js';

// `gpu-tracker export | head` closes the pipe early: the reader has what it wanted.
process.stdout.on('error', (err: NodeJS.ErrnoException) => {
  if (err.code === 'EPIPE') process.exit(0);
  throw err;
});

const status = await runCommandLine({
  args: process.argv.slice(2),
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
});
if (status !== undefined) process.exitCode = status;
leaveWithin(2_000, () => undefined);
