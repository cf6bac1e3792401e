import { expect, test } from '@jest/globals';
import { Command } from 'commander';
import { DatabaseUnavailableError, InvalidConfigError } from '../../errors/app-error.js';
import { COMMANDS } from './commands.js';
import { runCommandLine } from './run-command-line.js';

async function run(args: string[], failure?: unknown) {
  let out = '';
  let err = '';
  const broken = {
    name: 'broken',
    summary: 'fails',
    load: () =>
      Promise.resolve(
        new Command('broken').description('fails').action(() => {
          throw failure;
        }),
      ),
  };
  const status = await runCommandLine({
    args,
    stdout: (text) => (out += text),
    stderr: (text) => (err += text),
    ...(failure !== undefined && { commands: [broken] }),
  });
  return { status, out, err };
}

test('a command that an image left out says so, and is no fault of the program', async () => {
  const missing = Object.assign(new Error("Cannot find module 'demo-server.js'"), { code: 'ERR_MODULE_NOT_FOUND' });
  let err = '';
  const load = (failure: Error) => ({
    ...{ args: ['absent'], stdout: () => undefined, stderr: (text: string) => void (err += text) },
    commands: [{ name: 'absent', summary: 'x', load: () => Promise.reject(failure) }],
  });
  await expect(runCommandLine(load(missing))).resolves.toBe(64);
  expect(err).toContain('"absent" is not part of this installation: Cannot find module');
  await expect(runCommandLine(load(new TypeError('a bug')))).resolves.toBe(1);
});

test('--help lists every command, and a bare call says the same', async () => {
  const help = await run(['--help']);
  expect(help.status).toBe(0);
  for (const { name, summary } of COMMANDS) {
    expect(help.out).toContain(name);
    expect(help.out.replaceAll(/\s+/g, ' ')).toContain(summary);
  }
  await expect(run([])).resolves.toEqual(help);
});

test.each(COMMANDS.map((entry) => [entry.name, entry] as const))(
  '%s describes itself and answers --help',
  async (name, entry) => {
    const command = await entry.load();
    expect(command.name()).toBe(name);
    expect(command.description()).not.toBe('');
    const help = await run([name, '--help']);
    expect(help).toMatchObject({ status: 0, err: '' });
    expect(help.out).toContain(`Usage: gpu-tracker ${name}`);
  },
);

test('an unknown command or option is a usage error with one sentence', async () => {
  await expect(run(['migrat'])).resolves.toMatchObject({
    status: 64,
    err: expect.stringMatching(/unknown command 'migrat'\n\(Did you mean migrate\?\)/),
  });
  await expect(run(['migrate', '--chek'])).resolves.toMatchObject({ status: 64 });
});

test('every fault of a bad configuration is on a line of its own', async () => {
  const { status, err } = await run(
    ['broken'],
    new InvalidConfigError('bad: a; b', ['PORT: no number', 'HOST: empty']),
  );
  expect(status).toBe(64);
  expect(err).toBe('error: bad configuration (INVALID_CONFIG)\n  PORT: no number\n  HOST: empty\n');
});

test('an error of ours is one sentence with its code; -v adds the cause and the stack', async () => {
  const failure = new DatabaseUnavailableError('the database is away', { cause: new Error('socket closed') });
  const short = await run(['broken'], failure);
  expect(short).toMatchObject({ status: 75, err: 'error: the database is away (DATABASE_UNAVAILABLE)\n' });
  const long = await run(['broken', '-v'], failure);
  expect(long.err).toContain('caused by: Error: socket closed');
  expect(long.err).toContain('run-command-line.test');
});

test('an unforeseen error says that it was not foreseen', async () => {
  const { status, err } = await run(['broken'], new TypeError('x is not a function'));
  expect(status).toBe(1);
  expect(err).toContain('error: x is not a function');
  expect(err).toContain('not foreseen');
});
