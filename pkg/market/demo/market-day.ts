/** The market as it stands on one day: which ads are there, in which order, and which of them a search finds. */
import { InvalidInputError } from '../../errors/app-error.js';
import { BIRTHS_MAX, idToCode, itemOfId } from './ad-id.js';
import { markedText, writeText, type AdText } from './ad-text.js';
import { MAX_LIFE_DAYS, meanLifeDays, Mix, type Economy } from './economy.js';
import { keepLatest } from './keep-latest.js';
import type { LiveAd } from './live-ad.js';
import { isMarked, pageOn, postingOn, priceCentsOn, type Item, type Posting } from './item.js';
import { makeItem } from './make-item.js';
import { shownPrice } from './price-text.js';
import { fraction, hash } from './random.js';
import { slugOf, wordsOf } from './slug.js';
import { WordIndex } from './word-index.js';

export interface PriceRange {
  /** Whole euro, inclusive; `null` = open. */
  readonly from: number | null;
  readonly to: number | null;
}

export type Order = 'newest' | 'relevance' | 'price-asc' | 'price-desc';

export const SECONDS_PER_DAY = 86_400;

const MOST_OF_MEAN_BIRTHS = 1.1;

/** A market as a function of the day. Nothing in it depends on what was asked before. */
export class Market {
  readonly economy: Economy;
  readonly #birthsPerDay: number;
  readonly #mix: Mix;
  readonly #cohorts: (day: number) => readonly Item[];
  readonly #texts = new WeakMap<Item, AdText>();
  readonly #marked = new WeakMap<Item, AdText>();
  readonly #slugs = new WeakMap<Item, string>();

  /**
   * @param ads about how many are live on any day
   * @throws InvalidInputError when there are no ids for so many
   */
  constructor(economy: Economy, ads: number) {
    const most = Math.floor((BIRTHS_MAX / MOST_OF_MEAN_BIRTHS) * meanLifeDays());
    if (!(ads >= 0 && ads <= most)) throw new InvalidInputError(`the demo market has 0 to ${most} ads, not ${ads}`);
    this.economy = economy;
    this.#birthsPerDay = ads / meanLifeDays();
    this.#mix = new Mix(economy);
    this.#cohorts = keepLatest(MAX_LIFE_DAYS + 2, (day: number) =>
      Array.from({ length: this.birthsOn(day) }, (_, index) => makeItem(economy, this.#mix, day, index)),
    );
  }

  /** They wander by a tenth from day to day. */
  birthsOn(day: number): number {
    const births = this.#birthsPerDay * (MOST_OF_MEAN_BIRTHS - 0.2 * fraction(this.economy.seed, day, 'births'));
    return Math.floor(births) + (fraction(this.economy.seed, day, 'rest') < births % 1 ? 1 : 0);
  }

  itemsBornOn(day: number): readonly Item[] {
    return this.#cohorts(day);
  }

  /** Everything offered at some time within [from, to], oldest first. */
  *itemsOffered(from: number, to: number): Generator<Item> {
    for (let day = from - MAX_LIFE_DAYS; day <= to; day++)
      for (const item of this.itemsBornOn(day)) if (item.end > from) yield item;
  }

  /** The thing that is, was or will be offered under an ad id. */
  itemById(id: number): Item | null {
    const place = itemOfId(id);
    if (place === null || place.index >= this.birthsOn(place.born)) return null;
    const item = makeItem(this.economy, this.#mix, place.born, place.index);
    return item.postings.some((posting) => posting.id === id) ? item : null;
  }

  /** The market as it stands on a day. */
  on(day: number): MarketDay {
    const ads: LiveAd[] = [];
    for (const item of this.itemsOffered(day, day)) {
      const ad = this.adOn(item, day);
      if (ad !== null) ads.push(ad);
    }
    return new MarketDay(day, ads);
  }

  /** What an item's ads say, until one is marked as sold; the same for every ad of it. */
  textOf(item: Item): AdText {
    let text = this.#texts.get(item);
    if (text === undefined) this.#texts.set(item, (text = writeText(item)));
    return text;
  }

  #textOn(item: Item, day: number): AdText {
    if (!isMarked(item, day)) return this.textOf(item);
    let text = this.#marked.get(item);
    if (text === undefined) this.#marked.set(item, (text = markedText(item, this.textOf(item))));
    return text;
  }

  #slugOf(item: Item): string {
    let slug = this.#slugs.get(item);
    if (slug === undefined) {
      slug = `${slugOf(this.textOf(item).title)}-CID${(hash(item.key, 'cid') % 90) + 10}`;
      this.#slugs.set(item, slug);
    }
    return slug;
  }

  /** The ad as the results show it on a day; `null` when the thing is not among them. */
  adOn(item: Item, day: number): LiveAd | null {
    const posting = postingOn(item, day);
    return posting === null ? null : this.#liveAd(item, posting, day);
  }

  /** The ad whose own page there is on a day, among the results or not. */
  pageOn(item: Item, day: number): LiveAd | null {
    const posting = pageOn(item, day);
    return posting === null ? null : this.#liveAd(item, posting, day);
  }

  #liveAd(item: Item, posting: Posting, day: number): LiveAd {
    const text = this.#textOn(item, day);
    const refreshDay = posting.from + Math.floor((day - posting.from) / text.refreshEvery) * text.refreshEvery;
    return {
      ...{ id: posting.id, item, text },
      path: `/d/ad/${this.#slugOf(item)}-ID${idToCode(posting.id)}.html`,
      createdAt: secondsOf(item, posting.from),
      refreshedAt: secondsOf(item, refreshDay),
      price: shownPrice(item, day),
      priceCents: priceCentsOn(item, day),
    };
  }
}

/** The events of a day lie in the 24 hours before its instant, so nothing on a page is ever in the future. */
function secondsOf(item: Item, day: number): number {
  return (day - 1) * SECONDS_PER_DAY + (hash(item.key, day, 'second') % SECONDS_PER_DAY);
}

export class MarketDay {
  readonly day: number;
  /** Newest refresh first, as the site sorts; ids break ties. */
  readonly ads: readonly LiveAd[];
  #index: WordIndex | null = null;
  readonly #found = new Map<string, readonly LiveAd[]>();

  constructor(day: number, ads: readonly LiveAd[]) {
    this.day = day;
    this.ads = [...ads].sort((a, b) => b.refreshedAt - a.refreshedAt || b.id - a.id);
  }

  /** The same day with some ads not listed. */
  without(hidden: (ad: LiveAd) => boolean): MarketDay {
    return new MarketDay(
      this.day,
      this.ads.filter((ad) => !hidden(ad)),
    );
  }

  /** Ads whose title has, for every word of the term, a word that begins with it (`rtx` finds `rtx3060ti`). */
  search(term: string, range: PriceRange = { from: null, to: null }, order: Order = 'newest'): readonly LiveAd[] {
    const key = JSON.stringify([wordsOf(term), range.from, range.to, order]);
    let found = this.#found.get(key);
    if (found === undefined) {
      found = inOrder(
        this.#matching(term).filter((ad) => isWithin(ad, range)),
        order,
      );
      if (this.#found.size >= MOST_SEARCHES_KEPT) this.#found.clear();
      this.#found.set(key, found);
    }
    return found;
  }

  #matching(term: string): readonly LiveAd[] {
    this.#index ??= new WordIndex(this.ads);
    let found: readonly LiveAd[] = this.ads;
    for (const prefix of wordsOf(term)) {
      const hits = this.#index.beginningWith(prefix);
      found = found.filter((ad) => hits.has(ad));
    }
    return found;
  }
}

const MOST_SEARCHES_KEPT = 200;

/** Inclusive at both ends, to the cent: 99.50 is in neither [.., 99] nor [100, ..]. No amount is in no range. */
function isWithin({ priceCents }: LiveAd, { from, to }: PriceRange): boolean {
  if (from === null && to === null) return true;
  if (priceCents === null) return false;
  return (from === null || priceCents >= from * 100) && (to === null || priceCents <= to * 100);
}

function inOrder(ads: readonly LiveAd[], order: Order): readonly LiveAd[] {
  if (order === 'newest' || order === 'relevance') return ads;
  const sign = order === 'price-asc' ? 1 : -1;
  const key = ({ priceCents }: LiveAd): number => (priceCents === null ? Number.MAX_VALUE : sign * priceCents);
  return [...ads].sort((a, b) => key(a) - key(b));
}
