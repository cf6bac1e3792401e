/** What a person reads on stderr when a command fails. */
import { InvalidConfigError, InvalidInputError } from '../../errors/app-error.js';
import { describeError } from '../../telemetry/logger.js';
import { knownFailure, messageOf } from './exit-status-of.js';

export interface DescribeOptions {
  /** Adds the stack and the causes. */
  readonly verbose: boolean;
}

/** One sentence with the stable code; a bad configuration or input has every fault on a line of its own. */
export function describeFailure(err: unknown, { verbose }: DescribeOptions): string {
  const lines: string[] = [];
  const known = knownFailure(err);
  if (known instanceof InvalidConfigError && known.faults.length > 0)
    lines.push(`error: bad configuration (${known.code})`, ...known.faults.map((fault) => `  ${fault}`));
  else if (known instanceof InvalidInputError)
    lines.push(`error: ${known.message} (${known.code})`, ...known.faults.map((fault) => `  ${fault}`));
  else if (known !== undefined) lines.push(`error: ${known.message} (${known.code})`);
  else {
    lines.push(`error: ${messageOf(err)}`);
    if (!verbose) lines.push('This was not foreseen; -v shows where it happened.');
  }
  if (verbose) {
    const { chain, stack } = describeError(known ?? err);
    for (const cause of chain.slice(1)) lines.push(`caused by: ${cause}`);
    if (stack !== undefined) lines.push(stack);
  }
  return lines.join('\n');
}
