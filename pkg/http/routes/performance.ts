/** How fast a variant is: the operator's own measurements when there are any, else the catalogue's estimate; never mixed. */
import type { Performance } from '../../analytics/value.js';
import type { Cards } from '../cards.js';

/** `null` = not known. */
export type VariantPerformance = (variant: { model: string; memoryGb: number | null }) => Performance | null;

/** What `parseBenchmarks` gives. */
export interface MeasuredPerformance {
  fps(variant: { model: string; memoryGb: number | null }): number | undefined;
}

export function variantPerformance(cards: Cards, measured?: MeasuredPerformance): VariantPerformance {
  if (measured !== undefined)
    return (variant) => {
      const value = measured.fps(variant);
      return value === undefined ? null : { value, source: 'benchmarks', uncertainty: 0 };
    };
  return ({ model, memoryGb }) => {
    const value = cards.specIndex(model, memoryGb);
    const uncertainty = cards.find(model)?.indexUncertainty ?? 0;
    return value === undefined ? null : { value, source: 'catalogue', uncertainty };
  };
}
