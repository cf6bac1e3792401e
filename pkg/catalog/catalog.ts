/** Which GPUs exist: the catalogue of desktop cards, looked up by name, by spelling and by variant. */
import { InvariantError } from '../errors/app-error.js';
import type { FamilyRow, GpuRow, Segment, Vendor } from './catalog-schema.js';
import { FAMILIES, GPUS, LAPTOP_ONLY } from './data/gpus.js';
import { ModelNames } from './model-names.js';
import { tokenize } from '../text/tokens.js';

/** One desktop GPU. */
export interface Gpu {
  /** Canonical name, e.g. `RTX 3060 Ti`. */
  readonly name: string;
  readonly vendor: Vendor;
  /** Generation as the vendor groups it, e.g. `GeForce 30`. */
  readonly family: string;
  readonly segment: Segment;
  /** Year of launch. */
  readonly launch: number;
  /** Factory capacities in GB, ascending. */
  readonly memoryGb: readonly number[];
  /** The capacity meant by an ad that names none; `null` when several are common. */
  readonly defaultMemoryGb: number | null;
  /** Capacities that only after-market work gives. */
  readonly modGb: readonly number[];
  /** Capacities that only the laptop chip of the same name has. */
  readonly laptopGb: readonly number[];
}

/** A GPU with one of its factory capacities. */
export interface Variant {
  readonly model: string;
  readonly memoryGb: number;
  /** Performance index, RTX 3060 12 GB = 100; `undefined` where there is no estimate. */
  readonly specIndex: number | undefined;
}

export interface Catalog {
  readonly models: readonly Gpu[];
  /** The GPU with exactly this canonical name. */
  find(canonicalName: string): Gpu | undefined;
  /** The GPU that a seller's spelling means (`3060ti`, `РТХ 3060 ти`, `rtx-3060_ti`); `undefined` when unknown or ambiguous. */
  resolve(sellerSpelling: string): Gpu | undefined;
  variant(model: string, memoryGb: number): Variant | undefined;
  /**
   * Performance index, RTX 3060 12 GB = 100 (own estimate from public specifications). With `null` memory: of the capacity
   * an unnamed one means, or of the slowest common one. `undefined` for an unknown model, capacity or missing estimate.
   */
  specIndex(model: string, memoryGb: number | null): number | undefined;
  /** The grammar of model names in running text. */
  readonly names: ModelNames;
  /** What the catalogue says, as text: equal for equal catalogues. */
  fingerprint(): string;
}

function toGpu(row: GpuRow, families: Readonly<Record<string, FamilyRow>>): Gpu {
  const family = families[row.family];
  if (family === undefined) throw new InvariantError(`${row.name}: no family "${row.family}" in the catalogue`);
  const memoryGb = Object.keys(row.gb)
    .map(Number)
    .sort((a, b) => a - b);
  const common = memoryGb.filter((capacity) => !row.rareGb?.includes(capacity));
  return {
    name: row.name,
    vendor: family.vendor,
    family: row.family,
    segment: family.segment,
    launch: row.launch,
    memoryGb,
    defaultMemoryGb: common.length === 1 ? (common[0] ?? null) : null,
    modGb: row.modGb ?? [],
    laptopGb: row.laptopGb ?? [],
  };
}

/** Builds a catalogue from rows; tests and operators may bring their own. */
export function buildCatalog(
  rows: readonly GpuRow[],
  families: Readonly<Record<string, FamilyRow>> = FAMILIES,
  laptopOnly: readonly string[] = LAPTOP_ONLY,
): Catalog {
  const models = rows.map((row) => toGpu(row, families));
  const byName = new Map(models.map((gpu) => [gpu.name, gpu]));
  const byFoldedName = new Map(models.map((gpu) => [gpu.name.toLowerCase(), gpu]));
  const indices = new Map(rows.map((row) => [row.name, row.gb]));
  const names = new ModelNames(
    models,
    new Map(rows.flatMap((row) => (row.aliases ?? []).map((alias) => [alias, row.name] as const))),
    laptopOnly,
  );
  const index = (model: string, memoryGb: number): number | undefined => indices.get(model)?.[memoryGb] ?? undefined;
  return {
    models,
    names,
    find: (canonicalName) => byName.get(canonicalName),
    resolve: (sellerSpelling) =>
      byFoldedName.get(sellerSpelling.trim().toLowerCase()) ??
      names.whole(tokenize(sellerSpelling.replaceAll('+', ' '), 24)),
    variant: (model, memoryGb) =>
      byName.get(model)?.memoryGb.includes(memoryGb) === true
        ? { model, memoryGb, specIndex: index(model, memoryGb) }
        : undefined,
    specIndex: (model, memoryGb) => {
      const gpu = byName.get(model);
      if (gpu === undefined) return undefined;
      if (memoryGb !== null) return index(model, memoryGb);
      if (gpu.defaultMemoryGb !== null) return index(model, gpu.defaultMemoryGb);
      const known = gpu.memoryGb.flatMap((capacity) => index(model, capacity) ?? []);
      return known.length === 0 ? undefined : Math.min(...known);
    },
    fingerprint: () => JSON.stringify([rows, families, laptopOnly]),
  };
}

let shared: Catalog | undefined;

/** The catalogue of the data file; built once, immutable. */
export function loadCatalog(): Catalog {
  return (shared ??= buildCatalog(GPUS));
}
