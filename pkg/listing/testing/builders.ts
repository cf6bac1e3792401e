/** Builders for tests: each shows only what matters to the test that calls it. */
import { createHash } from 'node:crypto';
import type { PageRecord } from '../cycle-store.js';
import type { JudgedAd } from '../judge-ad.js';
import type { RawAd } from '../raw-ad.js';
import type { Verdict } from '../verdict.js';

export const RULES = 'rules-1';

export function aRawAd(over: Partial<RawAd> = {}): RawAd {
  const externalId = over.externalId ?? '1001';
  return {
    externalId,
    url: `https://market.test/ad/${externalId}`,
    title: 'RTX 3060 12GB',
    priceText: '250 €',
    priceMinor: 25_000,
    currency: 'EUR',
    negotiable: false,
    promoted: false,
    padding: false,
    condition: 'Използвано',
    itemCondition: 'used',
    location: 'София',
    refreshedAt: null,
    params: { state: 'used' },
    photoCount: 3,
    ...over,
  };
}

export function anAccepted(over: Partial<Extract<Verdict, { verdict: 'accepted' }>> = {}): Verdict {
  return {
    verdict: 'accepted',
    model: 'RTX 3060',
    memoryGb: 12,
    flags: [],
    rule: 'model.alias',
    evidence: [],
    rulesVersion: RULES,
    ...over,
  };
}

export function aReview(over: Partial<Extract<Verdict, { verdict: 'review' }>> = {}): Verdict {
  return {
    ...{ verdict: 'review', reason: 'weak-evidence', model: 'RTX 3060', memoryGb: 12, flags: [] },
    ...{ rule: 'score.low', evidence: [], rulesVersion: RULES },
    ...over,
  };
}

export function aRejected(over: Partial<Extract<Verdict, { verdict: 'rejected' }>> = {}): Verdict {
  return { verdict: 'rejected', reason: 'laptop', rule: 'laptop.word', evidence: [], rulesVersion: RULES, ...over };
}

export function aJudgedAd(over: Partial<RawAd> = {}, verdict: Verdict = anAccepted()): JudgedAd {
  const ad = aRawAd(over);
  return { ad, verdict, contentHash: createHash('sha256').update(JSON.stringify(ad)).digest() };
}

/** The only and last page of a search. */
export function aLastPage(searchId: number, ads: readonly JudgedAd[], over: Partial<PageRecord> = {}): PageRecord {
  return {
    searchId,
    page: 1,
    now: new Date('2026-11-01T10:00:00Z'),
    ads,
    cards: ads.length + (over.padding ?? 0) + (over.unparsed ?? 0),
    padding: 0,
    unparsed: 0,
    repeats: ads.length - new Set(ads.map(({ ad }) => ad.externalId)).size,
    announced: new Set(ads.map(({ ad }) => ad.externalId)).size,
    totalPages: 1,
    disagreements: 0,
    outcome: 'exhausted',
    ...over,
  };
}
