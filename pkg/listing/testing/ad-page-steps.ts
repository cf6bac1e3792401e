/** Steps of cycles that open pages of ads, for the contracts. */
import type { PageCandidate, PlannedPage } from '../ad-page-store.js';
import type { CycleToken } from '../cycle.js';
import type { CycleStore } from '../cycle-store.js';
import type { JudgedAd } from '../judge-ad.js';
import { aLastPage, aRejected, RULES } from './builders.js';
import { begin, HOUR, START } from './cycle-steps.js';

export const at = (hour: number): Date => new Date(START + hour * HOUR);
export const DEFECT = aRejected({ reason: 'defective' });
export const plan = (externalId: string, over: Partial<PlannedPage> = {}): PlannedPage => ({
  ...{ externalId, url: `https://market.test/ad/${externalId}`, why: 'deal', title: 'RTX 3060 12GB' },
  ...{ priceMinor: 25_000, currency: 'EUR', ...over },
});

/** A cycle that has read its only search. */
export async function read(store: CycleStore, hour: number, ads: readonly JudgedAd[]): Promise<CycleToken> {
  const token = await begin(store, hour);
  const search = await store.nextSearch(token);
  await store.savePage(token, aLastPage(search!.id, ads));
  return token;
}

export async function candidatesOf(
  store: CycleStore,
  token: CycleToken,
  readSince = at(-1),
): Promise<Record<string, PageCandidate>> {
  const candidates = await store.pageCandidates(token, { rulesVersion: RULES, readSince, now: at(0) });
  return Object.fromEntries(candidates.map((candidate) => [candidate.externalId, candidate]));
}
