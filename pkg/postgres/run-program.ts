/** Runs a program to its end in a session of its own, so that Ctrl-C in our terminal does not cut it off half way. */
import { spawn } from 'node:child_process';
import type { UnixUser } from './embedded-binaries.js';

/** The program could not be started or ended with a status other than 0. */
export class ProgramFailed extends Error {
  constructor(
    message: string,
    readonly stderr: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ProgramFailed';
  }
}

const MAX_OUTPUT = 65_536;

/** Resolves to its stdout. @throws ProgramFailed */
export function runProgram(program: string, args: readonly string[], user: UnixUser | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...(user && { uid: user.uid, gid: user.gid }),
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C' },
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout = (stdout + chunk.toString()).slice(-MAX_OUTPUT)));
    child.stderr.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-MAX_OUTPUT)));
    child.once('error', (cause) => reject(new ProgramFailed(cause.message, stderr, { cause })));
    child.once('close', (status, signal) => {
      if (status === 0) resolve(stdout);
      else reject(new ProgramFailed(`${program} ended with ${status ?? signal ?? 'nothing'}`, stderr));
    });
  });
}
