/** A file of watches: its channels and its watches, or every fault of it with line and column. */
import { z } from 'zod';
import type { Catalog } from '../../catalog/index.js';
import type { CompiledWatch } from '../compile-watch.js';
import { nameSchema } from '../watch-schema.js';
import type { Environment } from './environment.js';
import { readWatches } from './read-watches.js';
import { placed, schemaFaults, valueAt, type SchemaFault } from './schema-faults.js';
import type { WatchFileFault } from './watch-file-fault.js';
import { readYaml } from './yaml-source.js';

export const MAX_CHANNELS = 100;
export const MAX_WATCHES = 10_000;

/** The frame; what is in it is read one by one. */
const FileSchema = z.strictObject({
  channels: z.record(z.string(), z.unknown()).default({}),
  watches: z.array(z.unknown()).max(MAX_WATCHES).default([]),
});

export interface LoadOptions<Channel> {
  /** `${NAME}` in a channel is taken from here. */
  readonly env: Environment;
  readonly channel: z.ZodType<Channel>;
  readonly catalog: Catalog;
  /** Slugs that `select.market` may have; default: any. */
  readonly markets?: readonly string[];
}

export interface WatchFile<Channel> {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly watches: readonly CompiledWatch[];
}

export function loadWatches<Channel>(
  text: string,
  options: LoadOptions<Channel>,
): WatchFile<Channel> | { readonly faults: readonly WatchFileFault[] } {
  const source = readYaml(text, options.env);
  if ('faults' in source) return source;
  // A file that somebody is only about to write must not remove all that is watched.
  if (source.value === null) return { faults: [source.at([], 'is empty; to have no watches, write "watches: []"')] };
  const frame = FileSchema.safeParse(source.value);
  const content = frame.success ? frame.data : readable(source.value);
  const faults: SchemaFault[] = frame.success ? [] : schemaFaults(frame.error.issues, source.value);
  const channels = readChannels(content.channels, options.channel, faults);
  const watches = readWatches(content.watches, { ...options, channels: Object.keys(content.channels) }, faults, [
    'watches',
  ]);
  if (faults.length === 0) return { channels, watches };
  return { faults: placed(faults, source) };
}

/** What of a file with a wrong frame can still be looked at, so that its other faults are named too. */
function readable(value: unknown): z.output<typeof FileSchema> {
  const channels = FileSchema.shape.channels.safeParse(valueAt(value, ['channels']));
  const watches = z.array(z.unknown()).safeParse(valueAt(value, ['watches']));
  return { channels: channels.data ?? {}, watches: (watches.data ?? []).slice(0, MAX_WATCHES) };
}

function readChannels<Channel>(
  given: Readonly<Record<string, unknown>>,
  schema: z.ZodType<Channel>,
  faults: SchemaFault[],
): ReadonlyMap<string, Channel> {
  const channels = new Map<string, Channel>();
  const entries = Object.entries(given);
  if (entries.length > MAX_CHANNELS)
    faults.push({ path: ['channels'], message: `must have at most ${MAX_CHANNELS} entries` });
  for (const [name, value] of entries) {
    const path = ['channels', name];
    if (!nameSchema.safeParse(name).success || name !== name.trim())
      faults.push({ path, message: 'is no name of a channel: 1 to 100 printable characters', key: 'shown' });
    const read = schema.safeParse(value);
    if (read.success) channels.set(name, read.data);
    else faults.push(...schemaFaults(read.error.issues, value, path));
  }
  return channels;
}
