/** Which GPUs exist: the catalogue of desktop cards, looked up by name, by spelling and by variant. */
import { InvariantError } from '../errors/app-error.js';
import { tokenize } from '../text/tokens.js';
import { gbFromMb, type FamilyRow, type GpuRow, type KnownFamily } from './catalog-schema.js';
import { FAMILIES } from './data/families.js';
import { GPUS } from './data/gpus.js';
import { KNOWN } from './data/known.js';
import { LAPTOP_ONLY } from './data/laptop-only.js';
import type { Gpu, Variant } from './gpu.js';
import { ModelNames } from './model-names.js';
import { NameTable } from './name-table.js';

export interface Catalog {
  readonly models: readonly Gpu[];
  /** The GPU with exactly this canonical name. */
  find(canonicalName: string): Gpu | undefined;
  /** The GPU that a seller's spelling means (`3060ti`, `РТХ 3060 ти`, `rtx-3060_ti`); `undefined` when unknown or ambiguous. */
  resolve(sellerSpelling: string): Gpu | undefined;
  variant(model: string, memoryGb: number): Variant | undefined;
  /**
   * Performance index, RTX 3060 12 GB = 100 (docs/catalogue.md). With `null` memory: of the capacity an unnamed one means, or of
   * the slowest common one. `undefined` for an unknown model, capacity or missing estimate.
   */
  specIndex(model: string, memoryGb: number | null): number | undefined;
  /** The grammar of model names in running text. */
  readonly names: ModelNames;
  /** What the catalogue says, as text: equal for equal catalogues. */
  fingerprint(): string;
}

/** What a catalogue has besides its followed cards. */
export interface CatalogParts {
  readonly families?: Readonly<Record<string, FamilyRow>>;
  readonly known?: readonly KnownFamily[];
  /** Names of chips that exist only in laptops. */
  readonly laptopOnly?: readonly string[];
}

const NO_CAPACITIES: readonly number[] = [];

function followedGpu(row: GpuRow, families: Readonly<Record<string, FamilyRow>>): Gpu {
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
    followed: true,
    indexUncertainty: family.uncertainty,
    memoryGb,
    defaultMemoryGb: only(common),
    modGb: row.modGb ?? NO_CAPACITIES,
    laptopGb: row.laptopGb ?? NO_CAPACITIES,
  };
}

function knownGpus({ family, vendor, segment, mb = {}, gb = {} }: KnownFamily): Gpu[] {
  const rows = [
    ...Object.entries(mb).map(([name, [launch, ...sizes]]) => ({ name, launch, sizes: sizes.map(gbFromMb) })),
    ...Object.entries(gb).map(([name, [launch, ...sizes]]) => ({ name, launch, sizes })),
  ];
  return rows.map(({ name, launch, sizes }) => {
    const memoryGb = [...sizes].sort((a, b) => a - b);
    const facts = { name, vendor, family, segment, launch, memoryGb, defaultMemoryGb: only(memoryGb) };
    return { ...facts, followed: false, indexUncertainty: 0, modGb: NO_CAPACITIES, laptopGb: NO_CAPACITIES };
  });
}

function only(capacities: readonly number[]): number | null {
  return capacities.length === 1 ? (capacities[0] ?? null) : null;
}

/** Builds a catalogue from rows; tests and operators may bring their own. */
export function buildCatalog(
  followed: readonly GpuRow[],
  { families = FAMILIES, known = [], laptopOnly = [] }: CatalogParts = {},
): Catalog {
  const models = [...followed.map((row) => followedGpu(row, families)), ...known.flatMap(knownGpus)];
  const byName = new Map(models.map((gpu) => [gpu.name, gpu]));
  const byFoldedName = new Map(models.map((gpu) => [gpu.name.toLowerCase(), gpu]));
  const indices = new Map(followed.map((row) => [row.name, row.gb]));
  const names = new ModelNames(tableOf(byName, followed, known), laptopOnly);
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
      const estimates = gpu.memoryGb.flatMap((capacity) => index(model, capacity) ?? []);
      return estimates.length === 0 ? undefined : Math.min(...estimates);
    },
    fingerprint: () => JSON.stringify([followed, families, known, laptopOnly]),
  };
}

/** Every name and alias; the followed cards first, so that of equal names theirs is found. */
function tableOf(
  byName: ReadonlyMap<string, Gpu>,
  followed: readonly GpuRow[],
  known: readonly KnownFamily[],
): NameTable {
  const table = new NameTable();
  const add = (spelling: string, name: string, asWords: boolean): void => {
    const gpu = byName.get(name);
    if (gpu === undefined) throw new InvariantError(`alias "${spelling}": no GPU "${name}" in the catalogue`);
    table.add(gpu, spelling, asWords);
  };
  for (const { name, aliases = [] } of followed) for (const spelling of [name, ...aliases]) add(spelling, name, false);
  for (const { mb, gb, aliases = {}, asWords = false } of known) {
    for (const name of Object.keys({ ...mb, ...gb })) add(name, name, asWords);
    for (const [spelling, name] of Object.entries(aliases)) add(spelling, name, asWords);
  }
  return table;
}

let shared: Catalog | undefined;

/** The catalogue of the data files; built once, immutable. */
export function loadCatalog(): Catalog {
  return (shared ??= buildCatalog(GPUS, { known: KNOWN, laptopOnly: LAPTOP_ONLY }));
}
