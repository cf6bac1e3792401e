/** Requests per client and minute, in fixed windows; memory is bounded whatever the number of clients. */
import { isIPv6 } from 'node:net';

const WINDOW_MS = 60_000;
/** Beyond this many clients in a window the one seen first is forgotten. */
const MOST_CLIENTS = 50_000;

export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  /** Until the window ends. */
  readonly resetSeconds: number;
  readonly exceeded: boolean;
}

export class RateLimiter {
  readonly #limit: number;
  readonly #now: () => number;
  readonly #counts = new Map<string, number>();
  #windowStart: number;

  /** @param limit requests per minute; @param now milliseconds */
  constructor(limit: number, now: () => number) {
    this.#limit = limit;
    this.#now = now;
    this.#windowStart = now();
  }

  count(client: string): RateLimit {
    const now = this.#now();
    if (now - this.#windowStart >= WINDOW_MS) {
      this.#counts.clear();
      this.#windowStart = now;
    }
    const key = clientKey(client);
    const used = (this.#counts.get(key) ?? 0) + 1;
    if (used === 1 && this.#counts.size >= MOST_CLIENTS) {
      const [first] = this.#counts.keys();
      if (first !== undefined) this.#counts.delete(first);
    }
    this.#counts.set(key, used);
    return {
      limit: this.#limit,
      remaining: Math.max(0, this.#limit - used),
      resetSeconds: Math.max(1, Math.ceil((this.#windowStart + WINDOW_MS - now) / 1000)),
      exceeded: used > this.#limit,
    };
  }
}

/** One IPv6 customer holds a whole /64, so it counts as one client. */
function clientKey(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  if (tail !== undefined) {
    const after = tail.split(':').filter((group) => group !== '');
    while (groups.length + after.length < 8) groups.push('0');
    groups.push(...after);
  }
  return groups.slice(0, 4).join(':');
}

/**
 * The address of the client behind `hops` trusted reverse proxies: each of them appended the address it saw to
 * `X-Forwarded-For`, so only the last `hops` entries can be believed.
 */
export function clientAddress(remote: string | undefined, forwardedFor: string | undefined, hops: number): string {
  const seen = remote ?? 'unknown';
  if (hops === 0 || forwardedFor === undefined) return seen;
  const chain = forwardedFor.split(',').map((item) => item.trim());
  return chain[Math.max(0, chain.length - hops)] ?? seen;
}
