/** Watches without channels: one, or a list of them, as `gpu-tracker watch add` takes them. */
import type { CompiledWatch } from '../compile-watch.js';
import { readWatch, readWatches, type Known } from './read-watches.js';
import { placed, type SchemaFault } from './schema-faults.js';
import type { WatchFileFault } from './watch-file-fault.js';
import { readYaml } from './yaml-source.js';

export function loadFragment(
  text: string,
  known: Known,
): { readonly watches: readonly CompiledWatch[] } | { readonly faults: readonly WatchFileFault[] } {
  const source = readYaml(text, {});
  if ('faults' in source) return source;
  const faults: SchemaFault[] = [];
  const { value } = source;
  const watches = Array.isArray(value) ? readWatches(value, known, faults, []) : readWatch(value, known, faults, []);
  return faults.length === 0 ? { watches } : { faults: placed(faults, source) };
}
