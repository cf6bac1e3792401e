/** Makes of what people write what evaluation goes by: names of the catalogue, euro cents, words in lower case. */
import type { Catalog } from '../catalog/index.js';
import { InvariantError } from '../errors/app-error.js';
import type { ChangeRule } from './change-condition.js';
import type { LowestRule } from './lowest-condition.js';
import type { PriceRule } from './price-condition.js';
import type { ScraperRule } from './scraper-condition.js';
import type { Selection } from './selection.js';
import type { WatchSelect, WatchSpec } from './watch-schema.js';

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
  const faults: WatchFault[] = [];
  const models = modelsOf(spec.select, catalog, faults);
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

/** Canonical names, sorted; `null` = all cards. */
function modelsOf({ models, families, vendor }: WatchSelect, catalog: Catalog, faults: WatchFault[]): string[] | null {
  if (models === undefined && families === undefined && vendor === undefined) return null;
  const named = new Set<string>();
  for (const [at, spelling] of (models ?? []).entries()) {
    const gpu = catalog.resolve(spelling);
    if (gpu === undefined)
      faults.push({ path: ['select', 'models', at], message: `the catalogue has no card called "${spelling}"` });
    else named.add(gpu.name);
  }
  for (const [at, family] of (families ?? []).entries()) {
    const own = catalog.models.filter((gpu) => lower(gpu.family) === lower(family));
    if (own.length === 0)
      faults.push({ path: ['select', 'families', at], message: `the catalogue has no family called "${family}"` });
    for (const gpu of own) named.add(gpu.name);
  }
  const vendors = several(vendor);
  const chosen = catalog.models.filter(
    (gpu) =>
      (models === undefined && families === undefined ? true : named.has(gpu.name)) &&
      (vendors === null || vendors.some((each) => each === gpu.vendor)),
  );
  if (chosen.length === 0 && faults.length === 0)
    faults.push({ path: ['select', 'vendor'], message: 'has none of these cards' });
  return chosen.map(({ name }) => name).sort();
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
