/** Counts what a crawl session tells about itself, for the monotonic counters in the database. */
import type { FetchEvent } from '../fetch/fetch-event.js';

export interface Counter {
  readonly name: string;
  readonly label: string;
  readonly value: number;
}

export class FetchCounters {
  readonly #counts = new Map<string, number>();

  count(event: FetchEvent): void {
    if (event.type === 'request') this.#add('pages_fetched', event.statusClass);
    else if (event.type === 'retry') {
      this.#add('retries', event.reason);
      if (event.reason === 'refused' || event.reason === 'overloaded') this.#add('blocked_responses', event.reason);
    } else if (event.type === 'newIdentity') this.#add('identity_renewals', event.reason);
  }

  counters(): Counter[] {
    return [...this.#counts].map(([key, value]) => {
      const [name = '', label = ''] = key.split('/');
      return { name, label, value };
    });
  }

  #add(name: string, label: string): void {
    const key = `${name}/${label}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }
}
