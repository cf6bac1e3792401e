/** A variant: a model with its memory, the thing that has a price. */

export interface Variant {
  /** Canonical name, e.g. `RTX 3060`. */
  readonly model: string;
  /** Gigabytes; `null` = the ads do not say and the model has several. */
  readonly memoryGb: number | null;
}

/** A text that is equal for equal variants, and only for them. */
export function variantKey({ model, memoryGb }: Variant): string {
  return `${model}|${memoryGb ?? '?'}`;
}

/** For people: `RTX 3060 12GB`, or the model alone where the memory is not known. */
export function variantName({ model, memoryGb }: Variant): string {
  return memoryGb === null ? model : `${model} ${memoryGb}GB`;
}

/** Orders by name, then memory; numbers in names count as numbers (RTX 980 before RTX 3060). */
export function compareVariants(a: Variant, b: Variant): number {
  return a.model.localeCompare(b.model, 'en', { numeric: true }) || (a.memoryGb ?? 0) - (b.memoryGb ?? 0);
}
