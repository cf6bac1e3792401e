/** What is really there: the answers that a tracker of the demo market is measured against. */
import type { ConditionFlag, RejectReason } from '../../listing/verdict.js';
import type { ShownOnResults } from './ad-text.js';
import { EXPECTED_REASON, isCard, type AdKind } from './ad-kind.js';
import { isMarked } from './item.js';
import { hazardAt, MAX_LIFE_DAYS, meanGeometric, referenceCents } from './economy.js';
import type { Market, MarketDay } from './market-day.js';
import type { LiveAd } from './live-ad.js';
import type { ResultLimits } from './result-page.js';
import type { Trap } from './trap.js';
import { VARIANTS } from './variants.js';

/** One ad as it truly is on one day. */
export interface TrueListing {
  readonly externalId: string;
  readonly title: string;
  /** What its own page says; results may show less of it. */
  readonly description: string;
  readonly shownOnResults: ShownOnResults;
  readonly kind: AdKind;
  /** Why a right classifier rejects it; `null`: it is a card for sale. */
  readonly expected: RejectReason | null;
  /** Canonical name of the card that it is, contains or is for. */
  readonly model: string | null;
  /** What a reader of the title can know of it, in GB. */
  readonly memoryGb: number | null;
  readonly flags: readonly ConditionFlag[];
  readonly traps: readonly Trap[];
  readonly priceCents: number | null;
  readonly priceText: string;
  /** What such a card typically costs on the day, euro cents. */
  readonly referenceCents: number | null;
  /** Days: the thing first offered; this ad put up; this ad taken down; the thing gone for good. */
  readonly born: number;
  readonly postedOn: number;
  readonly removedOn: number;
  readonly gone: number;
  /** The ad under which the same thing was offered before. */
  readonly relistOf: string | null;
  /** Same for all ads of one thing. */
  readonly thing: number;
  /** Planted: priced clearly below the p10 of its comparables, and nothing wrong with it. */
  readonly deal: boolean;
  readonly promoted: boolean;
  readonly location: string;
  readonly photos: number;
}

/** One card's time on the market, over all its ads: what time-on-market statistics estimate. */
export interface Offer {
  readonly thing: number;
  readonly model: string;
  /** What a reader can know. */
  readonly memoryGb: number | null;
  readonly externalIds: readonly string[];
  readonly born: number;
  /** First day on which it is no longer offered. */
  readonly gone: number;
  readonly sold: boolean;
  /** Chance that it ends on any one day. */
  readonly hazard: number;
}

export interface VariantTime {
  readonly model: string;
  readonly memoryGb: number;
  /** Chance that an offer ends on any one day. */
  readonly hazard: number;
  readonly maxDays: number;
  readonly meanDays: number;
  readonly medianDays: number;
  /** Share of offers that last longer than `days`. */
  survival(days: number): number;
}

export interface PriceChange {
  readonly externalId: string;
  readonly fromCents: number | null;
  readonly toCents: number | null;
}

/** What changed between the day before and the day. */
export interface DayEvents {
  readonly appeared: readonly string[];
  readonly vanished: readonly string[];
  readonly priceChanges: readonly PriceChange[];
  /** Ads whose currency of display switched while the price stayed. */
  readonly displaySwitches: readonly string[];
}

/** A card that is marked as sold or reserved is none for sale any more. */
function kindOn({ item }: Pick<LiveAd, 'item'>, day: number): AdKind {
  return isMarked(item, day) ? 'not-for-sale' : item.kind;
}

export class MarketTruth {
  readonly #market: Market;
  readonly #dayOf: (day: number) => MarketDay;
  readonly #limits: ResultLimits;

  constructor(market: Market, dayOf: (day: number) => MarketDay, limits: ResultLimits) {
    this.#market = market;
    this.#dayOf = dayOf;
    this.#limits = limits;
  }

  /** Every ad on the site on a day, newest first. */
  listingsOn(day: number): readonly TrueListing[] {
    return this.#dayOf(day).ads.map((ad) => this.#listing(ad, day));
  }

  /** Asking prices in euro cents, ascending, of the cards for sale; `memoryGb` as a reader can know it. */
  pricesOn(day: number, model: string, memoryGb: number | null): readonly number[] {
    const prices: number[] = [];
    for (const { item, text, priceCents } of this.#dayOf(day).ads)
      if (
        kindOn({ item }, day) === 'card' &&
        item.variant?.model === model &&
        text.memoryGb === memoryGb &&
        priceCents !== null
      )
        prices.push(priceCents);
    return prices.sort((a, b) => a - b);
  }

  /**
   * The planted deals of a day that can be seen as such: at or below the tenth part of at least `leastComparables` used,
   * unmodified cards of their variant (two deals in a small group hide one another).
   */
  dealsOn(day: number, leastComparables = 8): readonly TrueListing[] {
    const cards = this.listingsOn(day).filter(
      ({ kind, priceCents, flags }) =>
        kind === 'card' && priceCents !== null && !flags.includes('new') && !flags.includes('modded'),
    );
    return cards.filter((card) => {
      if (!card.deal) return false;
      const own = cards.filter(({ model, memoryGb }) => model === card.model && memoryGb === card.memoryGb);
      const cheaper = own.filter(({ priceCents }) => (priceCents ?? 0) < (card.priceCents ?? 0)).length;
      return own.length > leastComparables && cheaper <= (own.length - 1) * 0.1;
    });
  }

  /** How many of these ads are of each kind on a day: among a tracker's deals there should be nothing but cards. */
  kindsAmong(day: number, externalIds: readonly string[]): Readonly<Partial<Record<AdKind, number>>> {
    const wanted = new Set(externalIds);
    const counts: Partial<Record<AdKind, number>> = {};
    for (const ad of this.#dayOf(day).ads)
      if (wanted.has(String(ad.id))) counts[kindOn(ad, day)] = (counts[kindOn(ad, day)] ?? 0) + 1;
    return counts;
  }

  /**
   * Ads of a day that would be deals if they were what their titles say: priced at or below the tenth part of at least
   * `leastComparables` cards, while only their description tells that no working card is for sale.
   */
  decoysOn(day: number, leastComparables = 8): readonly TrueListing[] {
    return this.listingsOn(day).filter(({ kind, traps, model, memoryGb, priceCents }) => {
      if (kind === 'card' || !traps.includes('told-in-description') || priceCents === null) return false;
      const prices = this.pricesOn(day, model ?? '', memoryGb);
      return prices.length >= leastComparables && priceCents <= (prices[Math.floor(prices.length / 10)] ?? 0);
    });
  }

  /** What the variant typically costs on a day, euro cents; `null` when the market does not trade it. */
  referenceOn(day: number, model: string, memoryGb: number): number | null {
    const variant = VARIANTS.find((own) => own.model === model && own.memoryGb === memoryGb);
    return variant === undefined ? null : referenceCents(this.#market.economy, variant, day);
  }

  /** The distribution that offers' ends are drawn from, per variant. */
  timeOnMarket(): readonly VariantTime[] {
    return VARIANTS.map(({ model, memoryGb, hazard }) => ({
      ...{ model, memoryGb, hazard, maxDays: MAX_LIFE_DAYS, meanDays: meanGeometric(hazard) },
      medianDays: Math.ceil(Math.log(0.5) / Math.log(1 - hazard)),
      survival: (days) => (days >= MAX_LIFE_DAYS ? 0 : (1 - hazard) ** Math.max(0, Math.floor(days))),
    }));
  }

  /** Share of offers of a variant that last longer than `days` at a constant share of the reference price; `null`: not traded. */
  survivalAt(model: string, memoryGb: number, share: number, days: number): number | null {
    const variant = VARIANTS.find((own) => own.model === model && own.memoryGb === memoryGb);
    if (variant === undefined) return null;
    return (1 - hazardAt(this.#market.economy, variant.hazard, share)) ** days;
  }

  /** The cards offered at some time from one day to another, oldest first. */
  *offers(fromDay: number, toDay: number): Generator<Offer> {
    for (const item of this.#market.itemsOffered(fromDay, toDay)) {
      if (item.kind !== 'card' || item.variant === null) continue;
      const { memoryGb } = this.#market.textOf(item);
      const externalIds = item.postings.map(({ id }) => String(id));
      yield {
        thing: item.key,
        model: item.variant.model,
        memoryGb,
        externalIds,
        born: item.born,
        gone: item.end,
        sold: item.sold,
        hazard: item.hazard,
      };
    }
  }

  /** Ids that a search finds, whether the site shows them or not. */
  matching(day: number, term: string): readonly string[] {
    return this.#dayOf(day)
      .search(term)
      .map(({ id }) => String(id));
  }

  /**
   * Ids that a crawler can get at through these searches: all of a search that fits the window; of a larger one what has
   * a price (any price range can be asked for), what is promoted (it takes turns on every page), and the newest up to the
   * window.
   */
  reachable(day: number, terms: readonly string[]): ReadonlySet<string> {
    const ids = new Set<string>();
    for (const term of terms) {
      const found = this.#dayOf(day).search(term);
      found.forEach((ad, place) => {
        if (place < this.#limits.resultWindow || ad.priceCents !== null || ad.text.promoted) ids.add(String(ad.id));
      });
    }
    return ids;
  }

  eventsOn(day: number): DayEvents {
    const before = new Map(this.#dayOf(day - 1).ads.map((ad) => [ad.id, ad]));
    const after = new Map(this.#dayOf(day).ads.map((ad) => [ad.id, ad]));
    const both = [...after.values()].flatMap((ad) => {
      const old = before.get(ad.id);
      return old === undefined ? [] : [{ old, ad }];
    });
    return {
      appeared: [...after.keys()].filter((id) => !before.has(id)).map(String),
      vanished: [...before.keys()].filter((id) => !after.has(id)).map(String),
      priceChanges: both
        .filter(({ old, ad }) => old.priceCents !== ad.priceCents)
        .map(({ old, ad }) => ({ externalId: String(ad.id), fromCents: old.priceCents, toCents: ad.priceCents })),
      displaySwitches: both
        .filter(({ old, ad }) => old.priceCents === ad.priceCents && old.price.text !== ad.price.text)
        .map(({ ad }) => String(ad.id)),
    };
  }

  #listing(ad: LiveAd, day: number): TrueListing {
    const { item, text } = ad;
    const kind = kindOn(ad, day);
    const place = item.postings.findIndex(({ id }) => id === ad.id);
    const posting = item.postings[place];
    const earlier = item.postings[place - 1];
    return {
      externalId: String(ad.id),
      title: text.title,
      description: text.description.join('\n'),
      shownOnResults: text.shownOnResults,
      ...{ kind, expected: EXPECTED_REASON[kind] },
      model: item.variant?.model ?? null,
      memoryGb: isCard(kind) || text.traps.includes('told-in-description') ? text.memoryGb : null,
      ...{ flags: text.flags, traps: text.traps, priceCents: ad.priceCents, priceText: ad.price.text },
      referenceCents: item.variant === null ? null : referenceCents(this.#market.economy, item.variant, day),
      ...{ born: item.born, postedOn: posting?.from ?? item.born, removedOn: posting?.to ?? item.end, gone: item.end },
      relistOf: earlier === undefined ? null : String(earlier.id),
      ...{ thing: item.key, deal: item.deal, promoted: text.promoted, location: text.location, photos: text.photos },
    };
  }
}
