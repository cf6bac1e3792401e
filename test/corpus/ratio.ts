/** A share of counted things, with its 95 % Wilson interval: what the share of the next thousand may really be. */
export interface Ratio {
  readonly right: number;
  readonly of: number;
}

/** 1 where nothing was counted: an empty set breaks no bar. */
export const share = ({ right, of }: Ratio): number => (of === 0 ? 1 : right / of);

const Z = 1.959964;

/** The Wilson score interval of 95 %. */
export function wilson({ right, of }: Ratio): { low: number; high: number } {
  if (of === 0) return { low: 0, high: 1 };
  const p = right / of;
  const z2 = (Z * Z) / of;
  const middle = (p + z2 / 2) / (1 + z2);
  const half = (Z * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of))) / (1 + z2);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** `98.50 % (197/200) [95.7, 99.5]`. */
export function shown(ratio: Ratio): string {
  if (ratio.of === 0) return '-';
  const { low, high } = wilson(ratio);
  const percent = (value: number): string => (100 * value).toFixed(1);
  return `${(100 * share(ratio)).toFixed(2)} % (${ratio.right}/${ratio.of}) [${percent(low)}, ${percent(high)}]`;
}

/** Counts one thing after another. */
export class Counter {
  right = 0;
  of = 0;

  count(right: boolean): void {
    if (right) this.right += 1;
    this.of += 1;
  }

  get ratio(): Ratio {
    return { right: this.right, of: this.of };
  }
}
