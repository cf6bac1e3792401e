/** A file of watches: its channels and its watches, or every fault of it with line and column. */
import { z } from 'zod';
import type { Catalog } from '../../catalog/index.js';
import { cardsOf, compileWatch, type CompiledWatch } from '../compile-watch.js';
import { hint } from '../nearest.js';
import { CardsSchema, nameSchema, WatchSchema } from '../watch-schema.js';
import type { Environment } from './environment.js';
import { schemaFaults, valueAt, type SchemaFault } from './schema-faults.js';
import { pathText, type WatchFileFault } from './watch-file-fault.js';
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
  const names = Object.keys(content.channels);
  const watches = content.watches.flatMap((each, at) => readWatch(each, at, names, options, faults));
  faults.push(...repeated(content.watches));
  if (faults.length === 0) return { channels, watches };
  const placed = faults.map(({ path, message, key }) => {
    if (key === undefined) return source.at(path, message);
    const fault = source.atKey(path, message);
    return key === 'shown' ? fault : { ...fault, path: pathText(path.slice(0, -1)) };
  });
  return { faults: placed.sort((a, b) => a.line - b.line || a.column - b.column) };
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

function readWatch<Channel>(
  value: unknown,
  at: number,
  channels: readonly string[],
  { catalog, markets }: LoadOptions<Channel>,
  faults: SchemaFault[],
): CompiledWatch[] {
  const prefix = ['watches', at];
  const before = faults.length;
  for (const [index, name] of texts(valueAt(value, ['notify'])).entries())
    if (typeof name === 'string' && !channels.includes(name.trim())) {
      const message = `this file has no channel called "${name}"${hint(name, channels)}`;
      faults.push({ path: [...prefix, 'notify', index], message });
    }
  const market = valueAt(value, ['select', 'market']);
  if (typeof market === 'string' && markets?.includes(market.trim()) === false)
    faults.push({
      path: [...prefix, 'select', 'market'],
      message: `there is no market "${market}"${hint(market, markets)}`,
    });
  const read = WatchSchema.safeParse(value);
  // A watch that is wrong elsewhere has its cards looked up all the same.
  const select = read.success ? undefined : CardsSchema.safeParse(valueAt(value, ['select'])).data;
  const compiled = read.success ? compileWatch(read.data, catalog) : undefined;
  const ofCards =
    compiled === undefined ? select && cardsOf(select, catalog).faults : 'faults' in compiled ? compiled.faults : [];
  if (!read.success) faults.push(...schemaFaults(read.error.issues, value, prefix));
  for (const { path, message } of ofCards ?? []) faults.push({ path: [...prefix, ...path], message });
  return compiled !== undefined && !('faults' in compiled) && faults.length === before ? [compiled] : [];
}

const texts = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function repeated(watches: readonly unknown[]): SchemaFault[] {
  const first = new Map<string, number>();
  return watches.flatMap((watch, at): SchemaFault[] => {
    const name = valueAt(watch, ['name']);
    if (typeof name !== 'string') return [];
    const earlier = first.get(name.trim());
    if (earlier === undefined) first.set(name.trim(), at);
    return earlier === undefined
      ? []
      : [{ path: ['watches', at, 'name'], message: `watches[${earlier}] is called "${name.trim()}" too` }];
  });
}
