/** What pages said, in memory: each content once, with its verdicts. */
import type { KnownText } from '../ad-page-store.js';
import type { Observation } from '../change.js';
import type { JudgedAd } from '../judge-ad.js';
import type { RawAd } from '../raw-ad.js';
import type { Verdict } from '../verdict.js';

interface MemoryRawAd {
  readonly ad: RawAd;
  readonly hash: string;
  readonly verdicts: Map<string, Verdict>;
}

export class MemoryRawAds {
  readonly #all: MemoryRawAd[] = [];

  store({ ad, contentHash, verdict }: JudgedAd): number {
    const hash = Buffer.from(contentHash).toString('hex');
    let id = this.#all.findIndex((raw) => raw.ad.externalId === ad.externalId && raw.hash === hash);
    if (id === -1) id = this.#all.push({ ad, hash, verdicts: new Map() }) - 1;
    const { verdicts } = this.at(id);
    if (!verdicts.has(verdict.rulesVersion)) verdicts.set(verdict.rulesVersion, verdict);
    return id;
  }

  at(id: number): MemoryRawAd {
    const raw = this.#all[id];
    if (raw === undefined) throw new RangeError(`no raw ad ${id}`);
    return raw;
  }

  knownTexts(ads: readonly Pick<RawAd, 'externalId' | 'title'>[]): Map<string, KnownText> {
    const known = new Map<string, KnownText>();
    for (const { ad } of this.#all)
      if (ads.some(({ externalId, title }) => externalId === ad.externalId && title === ad.title)) {
        const { description, params, itemCondition, photoCount } = ad;
        if (description !== undefined) known.set(ad.externalId, { description, params, itemCondition, photoCount });
      }
    return known;
  }

  /** What a publish knows of an ad that the cycle saw. */
  observationOf(rawAdId: number, rulesVersion: string): Observation {
    const { ad, verdicts } = this.at(rawAdId);
    const verdict = verdicts.get(rulesVersion);
    const { url, title, negotiable, location, photoCount, priceText, priceMinor, currency, itemCondition } = ad;
    const text = { rawAdId, url, title, negotiable, location, photoCount };
    if (verdict === undefined) throw new RangeError(`raw ad ${rawAdId} is not judged by ${rulesVersion}`);
    if (verdict.verdict === 'rejected') return { kind: 'rejected', reason: verdict.reason, ...text };
    if (priceMinor === null || currency === null) throw new RangeError(`a card without a price: raw ad ${rawAdId}`);
    const { model, memoryGb, flags } = verdict;
    const review = verdict.verdict === 'review' ? verdict.reason : null;
    const price = { minor: priceMinor, currency };
    return { kind: 'card', ...text, model, memoryGb, review, flags, price, priceText, condition: itemCondition };
  }
}
