/** Listings in memory, changed by the rule of pkg/listing/changes-of.ts and nothing else. */
import {
  EVENTS,
  type Action,
  type Change,
  type Circumstances,
  type ListingState,
  type Observation,
} from '../change.js';
import type { AbsentAd } from '../ad-page-store.js';
import { changesOf } from '../changes-of.js';
import type { Published } from './published.js';

interface MemoryListing {
  readonly market: string;
  readonly externalId: string;
  state: ListingState;
  readonly told: ({ readonly at: Date } & Change)[];
}

export class MemoryListings {
  readonly #listings = new Map<string, MemoryListing>();

  /** Listings of the market that may still be there, but for those `seen`; the missing ones first. */
  open(market: string, seen: { has(externalId: string): boolean }): AbsentAd[] {
    return [...this.#listings.values()]
      .filter((listing) => listing.market === market && !seen.has(listing.externalId))
      .filter(({ state: { status } }) => status === 'active' || status === 'missing')
      .sort((a, b) => (a.state.status === b.state.status ? 0 : a.state.status === 'missing' ? -1 : 1))
      .map(({ externalId, state: { url, title, price } }) => ({
        ...{ externalId, url, title, priceMinor: price.minor, currency: price.currency },
      }));
  }

  active(market: string): number {
    return [...this.#listings.values()].filter((own) => own.market === market && own.state.status === 'active').length;
  }

  publish(
    market: string,
    { now, complete }: Pick<Circumstances, 'complete'> & { readonly now: Date },
    observations: readonly { readonly externalId: string; readonly seen: Observation }[],
  ): Partial<Record<Action, number>> {
    const counts: Partial<Record<Action, number>> = {};
    for (const { externalId, seen } of observations) {
      const key = `${market}/${externalId}`;
      const known = this.#listings.get(key);
      for (const { action, before, after, why, whyCode } of changesOf(known?.state ?? null, seen, {
        complete,
        source: 'publish',
      })) {
        const listing = this.#listings.get(key) ?? { market, externalId, state: after, told: [] };
        listing.state = after;
        listing.told.push({ at: now, action, before, after, why, whyCode });
        this.#listings.set(key, listing);
        counts[action] = (counts[action] ?? 0) + 1;
      }
    }
    return counts;
  }

  published(): Published {
    const minute = (at: Date): string => at.toISOString().slice(0, 16).replace('T', ' ');
    const listings = [...this.#listings.values()].sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
    const told = listings.flatMap(({ externalId, told: steps }) =>
      steps.map((step) => ({ externalId, ...step, at: minute(step.at) })),
    );
    return {
      listings: listings.map(({ market, externalId, state: { model, memoryGb, price, status, review } }) => ({
        ...{ market, externalId, model, memoryGb, priceMinor: price.minor, currency: price.currency, status, review },
      })),
      prices: told
        .filter(({ action, whyCode }) => action === 'add' || action === 'reprice' || whyCode === 'became-another-card')
        // Another price of another card is one price: the first that it asks.
        .filter((step, i, all) => !all.slice(i + 1).some((l) => l.externalId === step.externalId && l.at === step.at))
        .map(({ externalId, at, after: { price } }) => ({
          ...{ externalId, since: at, priceMinor: price.minor, currency: price.currency },
        })),
      events: told
        .filter(({ action }) => EVENTS.includes(action))
        .map(({ externalId, at, before, after, why }) => ({
          ...{ externalId, at, from: before?.status ?? null, to: after.status, why },
        })),
      changes: told.map(({ externalId, action, why }) => ({ externalId, action, why })),
    };
  }
}
