/** A file of watches read once, for a command. */
import { InvalidInputError } from '../../errors/app-error.js';
import type { Channel } from '../../notify/channel.js';
import type { Environment } from '../../watch/file/environment.js';
import type { WatchFile } from '../../watch/file/load-watches.js';
import type { WatchFileFault } from '../../watch/file/watch-file-fault.js';
import { readBounded } from './watched-file.js';
import { readWatches } from './watches-file.js';

/** @throws InvalidInputError when there is no text to check */
export async function checkFile(
  path: string,
  env: Environment,
): Promise<WatchFile<Channel> | { readonly faults: readonly WatchFileFault[] }> {
  const found = await readBounded(path);
  if ('problem' in found) throw new InvalidInputError(`${path} ${found.problem}`);
  return readWatches(found.text, env);
}
