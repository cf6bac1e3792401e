/** Makes of what people write what evaluation goes by: names of the catalogue, euro cents, words in lower case. */
import type { Catalog } from '../catalog/index.js';
import { InvariantError } from '../errors/app-error.js';
import type { ChangeRule } from './change-condition.js';
import type { LowestRule } from './lowest-condition.js';
import { hint } from './nearest.js';
import type { PriceRule } from './price-condition.js';
import type { ScraperRule } from './scraper-condition.js';
import type { Selection } from './selection.js';
import type { CardSelect, WatchSpec } from './watch-schema.js';

export type Condition =
  | { readonly kind: 'offer' | 'deal' }
  | ({ readonly kind: 'price' } & PriceRule)
  | ({ readonly kind: 'change' } & ChangeRule)
  | ({ readonly kind: 'lowest' } & LowestRule)
  | ({ readonly kind: 'scraper' } & ScraperRule);

/** A part of a watch that the catalogue does not know. */
export interface WatchFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export interface CompiledWatch {
  readonly spec: WatchSpec;
  readonly selection: Selection;
  readonly condition: Condition;
}

export function compileWatch(
  spec: WatchSpec,
  catalog: Catalog,
): CompiledWatch | { readonly faults: readonly WatchFault[] } {
  const { models, faults } = cardsOf(spec.select, catalog);
  if (faults.length > 0) return { faults };
  const { select, suspicious } = spec;
  const selection: Selection = {
    models,
    memoryGb: several(select.memory_gb),
    minEurCents: cents(select.min_price),
    maxEurCents: cents(select.max_price),
    places: several(select.place)?.map(lower) ?? null,
    excludeWords: select.exclude_words?.map(lower) ?? [],
    conditions: several(select.condition),
    excludeFlags: select.exclude_flags ?? [],
    requireFlags: select.require_flags ?? [],
    market: select.market ?? null,
    suspicious: suspicious === 'include',
  };
  return { spec, selection, condition: conditionOf(spec) };
}

/** The cards of a selection: canonical names, sorted; `null` = all. */
export function cardsOf(
  { models, families, vendor, memory_gb: memory }: CardSelect,
  catalog: Catalog,
): { readonly models: readonly string[] | null; readonly faults: readonly WatchFault[] } {
  const faults: WatchFault[] = [];
  const named = new Set<string>();
  for (const [at, spelling] of (models ?? []).entries()) {
    const gpu = catalog.resolve(spelling);
    if (gpu === undefined) faults.push(unknown(['select', 'models', at], 'card', spelling, cardNames(catalog)));
    else named.add(gpu.name);
  }
  const known = new Set(catalog.models.map(({ family }) => family));
  for (const [at, family] of (families ?? []).entries()) {
    const own = catalog.models.filter((gpu) => lower(gpu.family) === lower(family));
    if (own.length === 0) faults.push(unknown(['select', 'families', at], 'family', family, known));
    for (const gpu of own) named.add(gpu.name);
  }
  const vendors = several(vendor);
  const chosen = catalog.models.filter(
    (gpu) =>
      (models === undefined && families === undefined ? true : named.has(gpu.name)) &&
      (vendors === null || vendors.some((each) => each === gpu.vendor)),
  );
  if (faults.length === 0 && chosen.length === 0)
    faults.push({ path: ['select', 'vendor'], message: 'has none of these cards' });
  const sizes = several(memory);
  if (
    faults.length === 0 &&
    sizes !== null &&
    !chosen.some((gpu) => sizes.some((gb) => [...gpu.memoryGb, ...gpu.modGb].includes(gb)))
  )
    faults.push({ path: ['select', 'memory_gb'], message: 'none of these cards has that memory' });
  const all = models === undefined && families === undefined && vendor === undefined;
  return { models: all ? null : chosen.map(({ name }) => name).sort(), faults };
}

/** Those that people look for come first. */
const cardNames = ({ models }: Catalog): string[] =>
  models.toSorted((a, b) => Number(b.followed) - Number(a.followed)).map(({ name }) => name);

function unknown(path: WatchFault['path'], what: string, written: string, known: Iterable<string>): WatchFault {
  return { path, message: `the catalogue has no ${what} called "${written}"${hint(written, known)}` };
}

function conditionOf(spec: WatchSpec): Condition {
  const { when, again_after_percent: againAfterPercent } = spec;
  if (typeof when === 'string') return { kind: when };
  const { price, change, lowest, scraper } = when;
  if (price !== undefined) {
    const limit = cents(price.below ?? price.above);
    if (limit === null) throw new InvariantError('a price watch without a limit');
    const direction = price.below === undefined ? 'above' : 'below';
    const { rearm_percent: rearmPercent, cooldown_hours: cooldownHours } = price;
    return { kind: 'price', direction, limitEurCents: limit, rearmPercent, cooldownHours };
  }
  if (change !== undefined) {
    const { percent, days, direction, cooldown_hours: cooldownHours } = change;
    return { kind: 'change', percent, days, direction, cooldownHours };
  }
  if (lowest !== undefined)
    return { kind: 'lowest', days: lowest.days, againAfterPercent, cooldownHours: lowest.cooldown_hours };
  if (scraper !== undefined) return { kind: 'scraper', staleHours: scraper.stale_hours };
  throw new InvariantError('a watch without a condition');
}

const lower = (text: string): string => text.toLowerCase();
const cents = (euros: number | undefined): number | null => (euros === undefined ? null : Math.round(euros * 100));

function several<T>(value: T | readonly T[] | undefined): readonly T[] | null {
  if (value === undefined) return null;
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
