/** Alternating runs of two servers under the same load. */
import { load, type LoadOptions, type LoadResult } from './load.js';

/** Seconds of each run, and runs of each side (odd, so that a median is one of the measured values). */
export const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 3);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Alternates the two, so that whatever else the machine does meets both. */
export async function compare(
  ours: LoadOptions,
  peer: LoadOptions,
): Promise<{ ratio: number; ours: LoadResult[]; peer: LoadResult[] }> {
  const results = { ours: [] as LoadResult[], peer: [] as LoadResult[] };
  await load({ ...ours, seconds: 1 });
  await load({ ...peer, seconds: 1 });
  for (let round = 0; round < ROUNDS; round += 1) {
    results.ours.push(await load(ours));
    results.peer.push(await load(peer));
  }
  const failures = [...results.ours, ...results.peer].reduce((sum, one) => sum + one.failures, 0);
  if (failures > 0) throw new Error(`${failures} failed requests on ${ours.path}`);
  const rate = (all: readonly LoadResult[]): number => median(all.map(({ perSecond }) => perSecond));
  return { ratio: rate(results.ours) / rate(results.peer), ...results };
}

export const rates = ({ ours, peer }: { ours: LoadResult[]; peer: LoadResult[] }): string =>
  `${Math.round(median(ours.map((one) => one.perSecond)))} against ${Math.round(median(peer.map((one) => one.perSecond)))} requests/s`;
