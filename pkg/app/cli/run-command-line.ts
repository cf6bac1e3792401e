/** The frame of the command line: finds the command, runs it, and turns every way of failing into one sentence and a status. */
import { Command, CommanderError } from 'commander';
import { VERSION } from '../../config/version.js';
import { ExitStatus } from '../../errors/exit-status.js';
import { InvalidInputError } from '../../errors/app-error.js';
import { exitStatusOf, messageOf } from './exit-status-of.js';
import { COMMANDS, type CommandEntry } from './commands.js';
import { describeFailure } from './describe-failure.js';

export interface CommandLineOptions {
  /** Without node and the script. */
  readonly args: readonly string[];
  readonly stderr: (text: string) => void;
  readonly stdout: (text: string) => void;
  /** @default all commands */
  readonly commands?: readonly CommandEntry[];
}

/** Resolves to the exit status; `undefined` when the command set `process.exitCode` itself or succeeded. */
export async function runCommandLine(options: CommandLineOptions): Promise<number | undefined> {
  const { args, commands = COMMANDS } = options;
  const program = new Command('gpu-tracker')
    .description('Watches the second-hand market for graphics cards and tells people what a card is worth.')
    .version(VERSION)
    .option('-v, --verbose', 'show where an error came from')
    .showSuggestionAfterError()
    .showHelpAfterError('(--help lists what can be said)')
    .exitOverride()
    .configureOutput({ writeOut: options.stdout, writeErr: options.stderr });
  try {
    const wanted = args.find((arg) => !arg.startsWith('-'));
    for (const { name, summary, load } of commands) {
      if (name !== wanted && !(wanted === 'help' && args.includes(name))) program.command(name).description(summary);
      else program.addCommand(inherit(await present(name, load), program));
    }
    if (args.length === 0) {
      options.stdout(program.helpInformation());
      return ExitStatus.ok;
    }
    await program.parseAsync([...args], { from: 'user' });
    return undefined;
  } catch (err) {
    if (err instanceof CommanderError) return err.exitCode === 0 ? ExitStatus.ok : ExitStatus.badConfiguration;
    const verbose = program.opts<{ verbose?: boolean }>().verbose === true;
    options.stderr(`${describeFailure(err, { verbose })}\n`);
    return exitStatusOf(err);
  }
}

/** An image carries the commands of its purpose only. @throws InvalidInputError for one that was left out */
async function present(name: string, load: CommandEntry['load']): Promise<Command> {
  try {
    return await load();
  } catch (err) {
    if ((err as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw err;
    throw new InvalidInputError(`"${name}" is not part of this installation: ${messageOf(err)}`, { cause: err });
  }
}

/** exitOverride and the output reach only commands made by `program.command()`, so they are handed on by hand. */
function inherit(command: Command, from: Command): Command {
  command.copyInheritedSettings(from);
  for (const child of command.commands) inherit(child, command);
  return command;
}
