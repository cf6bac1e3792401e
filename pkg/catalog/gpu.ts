/** One GPU of the catalogue, and one of its capacities. */
import type { Segment, Vendor } from './catalog-schema.js';

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
  /** Whether it has a place in performance rankings; a card that is only known has none and no index. */
  readonly followed: boolean;
  /** The share by which its index may be off to either side, e.g. 0.07; 0 where there is none. */
  readonly indexUncertainty: number;
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
