/** Watches as parsed YAML, each by itself, so that what is wrong with one hides nothing of another. */
import type { Catalog } from '../../catalog/index.js';
import { cardsOf, compileWatch, type CompiledWatch } from '../compile-watch.js';
import { hint } from '../nearest.js';
import { CardsSchema, WatchSchema } from '../watch-schema.js';
import { schemaFaults, valueAt, type SchemaFault } from './schema-faults.js';
import { pathText, type Path } from './watch-file-fault.js';

export interface Known {
  readonly catalog: Catalog;
  /** Names that `notify` may have; default: any. */
  readonly channels?: readonly string[] | undefined;
  /** Slugs that `select.market` may have; default: any. */
  readonly markets?: readonly string[] | undefined;
}

/** @param faults what is wrong is added to them */
export function readWatches(
  values: readonly unknown[],
  known: Known,
  faults: SchemaFault[],
  prefix: Path,
): CompiledWatch[] {
  const watches = values.flatMap((value, at) => readWatch(value, known, faults, [...prefix, at]));
  faults.push(...repeated(values, prefix));
  return watches;
}

export function readWatch(value: unknown, known: Known, faults: SchemaFault[], prefix: Path): CompiledWatch[] {
  const before = faults.length;
  const notify = valueAt(value, ['notify']);
  for (const [at, name] of (Array.isArray(notify) ? notify : []).entries())
    faults.push(...unknown([...prefix, 'notify', at], 'there is no channel called', name, known.channels));
  const market = valueAt(value, ['select', 'market']);
  faults.push(...unknown([...prefix, 'select', 'market'], 'there is no market', market, known.markets));
  const read = WatchSchema.safeParse(value);
  if (read.success) {
    const compiled = compileWatch(read.data, known.catalog);
    if (!('faults' in compiled)) return faults.length === before ? [compiled] : [];
    add(compiled.faults);
  } else {
    faults.push(...schemaFaults(read.error.issues, value, prefix));
    // A watch that is wrong elsewhere has its cards looked up all the same.
    const cards = CardsSchema.safeParse(valueAt(value, ['select']));
    if (cards.success) add(cardsOf(cards.data, known.catalog).faults);
  }
  return [];

  function add(ofCards: readonly SchemaFault[]): void {
    for (const { path, message } of ofCards) faults.push({ path: [...prefix, ...path], message });
  }
}

function unknown(path: Path, what: string, written: unknown, known: readonly string[] | undefined): SchemaFault[] {
  if (typeof written !== 'string' || known === undefined || known.includes(written.trim())) return [];
  return [{ path, message: `${what} "${written}"${hint(written, known)}` }];
}

function repeated(watches: readonly unknown[], prefix: Path): SchemaFault[] {
  const first = new Map<string, number>();
  return watches.flatMap((watch, at): SchemaFault[] => {
    const written = valueAt(watch, ['name']);
    if (typeof written !== 'string') return [];
    const name = written.trim();
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, at);
    if (earlier === undefined) return [];
    return [{ path: [...prefix, at, 'name'], message: `${pathText([...prefix, earlier])} is called "${name}" too` }];
  });
}
