/** The pages of single ads of a market's cycles, in memory. */
import type { PageAnswer, PageCandidate, PageCounts, PageOutcome, PendingPage, PlannedPage } from '../ad-page-store.js';
import { isWhole } from '../merge-ad.js';
import { isSamePrice, toEurCents, type Money } from '../money.js';
import type { RawAd } from '../raw-ad.js';
import type { MemoryRawAds } from './memory-raw-ads.js';

/** Title and price are those for which it was opened, then those of its page. */
type MemoryPage = { -readonly [K in keyof PlannedPage]: PlannedPage[K] } & {
  readonly cycle: number;
  outcome: PageOutcome | null;
  openedAt: Date | null;
  rawAdId: number | null;
};

type Ask = Pick<RawAd, 'priceMinor' | 'currency'>;

const moneyOf = ({ priceMinor, currency }: Ask): Money | null =>
  priceMinor === null || currency === null ? null : { minor: priceMinor, currency };

function isSameAsk(a: Ask, b: Ask): boolean {
  const [x, y] = [moneyOf(a), moneyOf(b)];
  return x === null || y === null ? x === y : isSamePrice(x, y);
}

/** Ads of a cycle by external id, as numbers of their contents. */
type Contents = Map<string, number>;

export class MemoryAdPages {
  readonly #pages: MemoryPage[] = [];
  readonly #raw: MemoryRawAds;

  constructor(raw: MemoryRawAds) {
    this.#raw = raw;
  }

  plan(cycle: number, pages: readonly PlannedPage[]): void {
    if (this.#planOf(cycle).length > 0) return;
    for (const page of pages) this.#pages.push({ ...page, cycle, outcome: null, openedAt: null, rawAdId: null });
  }

  next(cycle: number, ads: Contents): PendingPage | undefined {
    const plan = this.#planOf(cycle);
    const page = plan.find(({ outcome }) => outcome === null);
    if (page === undefined) return undefined;
    const { externalId, url, why } = page;
    const rawAdId = ads.get(externalId);
    const ad = rawAdId === undefined ? null : this.#raw.at(rawAdId).ad;
    return { position: plan.indexOf(page) + 1, externalId, url, why, ad };
  }

  answer(cycle: number, ads: Contents, { position, now, outcome, judged }: PageAnswer): void {
    const page = this.#planOf(cycle)[position - 1];
    if (page === undefined) throw new RangeError(`no page is planned at ${position}`);
    Object.assign(page, { outcome, openedAt: now });
    if (judged === undefined) return;
    const { externalId, title, priceMinor, currency } = judged.ad;
    const rawAdId = this.#raw.store(judged);
    Object.assign(page, { rawAdId, title, priceMinor, currency });
    if (ads.has(externalId)) ads.set(externalId, rawAdId);
  }

  counts(cycle: number): PageCounts {
    const plan = this.#planOf(cycle);
    const count = (wanted: PageOutcome): number => plan.filter(({ outcome }) => outcome === wanted).length;
    return { planned: plan.length, read: count('ad'), gone: count('gone'), unread: count('unread') };
  }

  goneIn(cycle: number): ReadonlySet<string> {
    const gone = this.#planOf(cycle).filter(({ outcome }) => outcome === 'gone');
    return new Set(gone.map(({ externalId }) => externalId));
  }

  /** What a cycle goes by: the ads of its searches that have not ended, and those that only their own pages showed. */
  contentsOf(cycle: number, ads: Contents): Contents {
    const contents = new Map(ads);
    for (const { externalId, outcome, rawAdId } of this.#planOf(cycle))
      if (outcome === 'gone') contents.delete(externalId);
      else if (rawAdId !== null) contents.set(externalId, rawAdId);
    return contents;
  }

  candidates(ads: Contents, rulesVersion: string, readSince: Date): PageCandidate[] {
    return [...ads].flatMap(([externalId, rawAdId]): PageCandidate[] => {
      const { ad, verdicts } = this.#raw.at(rawAdId);
      const verdict = verdicts.get(rulesVersion);
      if (verdict === undefined || verdict.verdict === 'rejected') return [];
      const { url, title, priceMinor, currency, itemCondition: condition } = ad;
      const money = moneyOf(ad);
      return [
        {
          ...{ externalId, url, title, verdict: verdict.verdict, model: verdict.model, memoryGb: verdict.memoryGb },
          ...{ flags: verdict.flags, condition, priceMinor, currency, daysUp: 0 },
          priceEurCents: money === null ? null : toEurCents(money),
          ...{ hasText: this.hasText(rawAdId), isRead: this.#isRead(ad, readSince) },
        },
      ];
    });
  }

  hasText(rawAdId: number): boolean {
    const { externalId, title, description } = this.#raw.at(rawAdId).ad;
    if (description === undefined) return false;
    const isOwn = (page: MemoryPage): boolean => page.outcome === 'ad' && page.title === title;
    return isWhole(description) || this.#pages.some((page) => page.externalId === externalId && isOwn(page));
  }

  #isRead({ externalId, title, priceMinor, currency }: RawAd, since: Date): boolean {
    return this.#pages.some(
      (page) =>
        page.externalId === externalId &&
        page.openedAt !== null &&
        page.openedAt > since &&
        page.outcome !== 'gone' &&
        page.title === title &&
        isSameAsk(page, { priceMinor, currency }),
    );
  }

  #planOf(cycle: number): MemoryPage[] {
    return this.#pages.filter((page) => page.cycle === cycle);
  }
}
