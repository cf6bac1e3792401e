/** Recognises an ad that was deleted and put up again, by what it says and asks: nothing about its seller is needed or kept. */
import { variantKey, type Variant } from './variant.js';

/** What of an ad is compared. */
export interface RelistSketch extends Variant {
  readonly title: string;
  /** `null` where the page did not carry it. */
  readonly description: string | null;
  readonly priceEurCents: number | null;
  readonly photoCount: number;
  readonly location: string | null;
}

export interface NewAd extends RelistSketch {
  readonly id: number;
  readonly firstSeenAt: Date;
}

/** An ad that is no longer there: missing or gone. */
export interface EndedAd extends RelistSketch {
  readonly id: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

export interface RelistMatch {
  /** The ended ad that was put up again. */
  readonly id: number;
  /** 0 to 1: likeness of the texts times closeness of the prices. */
  readonly score: number;
  /** Why, in words and numbers. */
  readonly reason: string;
}

/** Sellers put an ad up again within days; after a month the same words are more likely another card. */
const MAX_GAP_DAYS = 30;
const DAY_MS = 86_400_000;

/** New price over old: sellers who try again ask the same or less, seldom a little more. */
const PRICE_RATIO = { low: 0.75, high: 1.1 } as const;

/** With a description: this much of the text must agree, and there must be enough of it to mean something. */
const MIN_LIKENESS = 0.8;
const MIN_TEXT_WORDS = 12;

/** Without one, many sellers write the same title: it must be long, word for word the same, from one place, at nearly one price. */
const MIN_TITLE_WORDS = 5;
const TITLE_PRICE_RATIO = { low: 0.95, high: 1.05 } as const;

/** Words per shingle (Broder 1997, "On the resemblance and containment of documents"). */
const SHINGLE_WORDS = 3;

/**
 * The ended ad that `candidate` is, put up again, or `null`. Precision goes before recall, since a wrong match would join the
 * histories of two cards: model, memory, place and number of photos must agree, the price be close, and the text be nearly
 * the same. Where two matching ads were up at the same time, they were two cards, and nothing can tell which one this is.
 */
export function findRelisted(candidate: NewAd, ended: readonly EndedAd[]): RelistMatch | null {
  const matches = ended.flatMap((ad) => {
    const match = compare(candidate, ad);
    return match === null ? [] : [{ ad, match }];
  });
  const twoCards = matches.some(({ ad: a }) =>
    matches.some(({ ad: b }) => a.id !== b.id && a.firstSeenAt <= b.lastSeenAt && b.firstSeenAt <= a.lastSeenAt),
  );
  if (twoCards) return null;
  matches.sort((a, b) => b.ad.lastSeenAt.getTime() - a.ad.lastSeenAt.getTime());
  return matches[0]?.match ?? null;
}

/**
 * Matches of all new ads of a cycle, by the id of the new ad. An ended ad that two new ones claim belongs to neither: they are
 * several cards with one text.
 */
export function pairRelisted(candidates: readonly NewAd[], ended: readonly EndedAd[]): Map<number, RelistMatch> {
  const byVariant = new Map<string, EndedAd[]>();
  for (const ad of ended) {
    const key = variantKey(ad);
    const group = byVariant.get(key);
    if (group === undefined) byVariant.set(key, [ad]);
    else group.push(ad);
  }
  const pairs = new Map<number, RelistMatch>();
  const claims = new Map<number, number>();
  for (const candidate of candidates) {
    const match = findRelisted(candidate, byVariant.get(variantKey(candidate)) ?? []);
    if (match === null) continue;
    pairs.set(candidate.id, match);
    claims.set(match.id, (claims.get(match.id) ?? 0) + 1);
  }
  for (const [candidate, match] of pairs) if ((claims.get(match.id) ?? 0) > 1) pairs.delete(candidate);
  return pairs;
}

function compare(candidate: NewAd, ended: EndedAd): RelistMatch | null {
  const gapDays = (candidate.firstSeenAt.getTime() - ended.lastSeenAt.getTime()) / DAY_MS;
  if (candidate.id === ended.id || gapDays < 0 || gapDays > MAX_GAP_DAYS) return null;
  if (variantKey(candidate) !== variantKey(ended)) return null;
  if (candidate.priceEurCents === null || !ended.priceEurCents) return null;
  if (candidate.photoCount !== ended.photoCount) return null;
  const place = sameplace(candidate.location, ended.location);
  if (place === 'other') return null;
  const ratio = candidate.priceEurCents / ended.priceEurCents;
  const text = likeness(candidate, ended);
  const allowed = text.from === 'description' ? PRICE_RATIO : TITLE_PRICE_RATIO;
  if (ratio < allowed.low || ratio > allowed.high) return null;
  const alike = text.from === 'description' ? text.value >= MIN_LIKENESS : text.value === 1 && place === 'same';
  if (!alike) return null;
  const reason =
    `${text.from} ${Math.floor(text.value * 100)} % alike, price ${percentChange(ratio)}, ` +
    `${candidate.photoCount} photos as before${place === 'same' ? ', same place' : ''}, ${Math.floor(gapDays)} days after it ended`;
  return { id: ended.id, score: text.value * Math.min(ratio, 1 / ratio), reason };
}

function likeness(a: RelistSketch, b: RelistSketch): { from: 'description' | 'title'; value: number } {
  const [titleA, titleB] = [words(a.title), words(b.title)];
  if (a.description !== null && b.description !== null) {
    const [textA, textB] = [words(`${a.title} ${a.description}`), words(`${b.title} ${b.description}`)];
    if (Math.min(textA.length, textB.length) >= MIN_TEXT_WORDS)
      return { from: 'description', value: jaccard(shingles(textA), shingles(textB)) };
  }
  const same = titleA.length >= MIN_TITLE_WORDS && titleA.join(' ') === titleB.join(' ');
  return { from: 'title', value: same ? 1 : 0 };
}

/** Lower case, letters and digits of any script only, so that emoji and punctuation sellers add count for nothing. */
function words(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function shingles(text: readonly string[]): Set<string> {
  const count = Math.max(1, text.length - SHINGLE_WORDS + 1);
  return new Set(Array.from({ length: count }, (_, at) => text.slice(at, at + SHINGLE_WORDS).join(' ')));
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const shingle of a) if (b.has(shingle)) common += 1;
  return common / (a.size + b.size - common);
}

function sameplace(a: string | null, b: string | null): 'same' | 'other' | 'unknown' {
  if (a === null || b === null) return 'unknown';
  return words(a).join(' ') === words(b).join(' ') ? 'same' : 'other';
}

function percentChange(ratio: number): string {
  const percent = Math.round(Math.abs(ratio - 1) * 100);
  if (percent === 0) return 'the same';
  return `${percent} % ${ratio < 1 ? 'lower' : 'higher'}`;
}
