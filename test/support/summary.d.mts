export interface Counts {
  readonly passed: number;
  readonly failed: number;
}
/** Both return the line that was written. */
export function writeSummary(counts: Counts): string;
export function addToSummary(counts: Counts): string;
