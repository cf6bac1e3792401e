/** Which origins browsers may read our answers from (CORS_ORIGINS). Without any, no CORS header is sent. */

const EXPOSED = 'ETag, Link, X-Total-Count, X-Request-Id, X-Stale, Retry-After, RateLimit-Remaining, RateLimit-Reset';
const PREFLIGHT_SECONDS = '86400';

export class CorsPolicy {
  readonly #any: boolean;
  readonly #origins: ReadonlySet<string>;

  /** @param origins e.g. `https://example.org`; `*` = any */
  constructor(origins: readonly string[]) {
    this.#any = origins.includes('*');
    this.#origins = new Set(origins);
  }

  allows(origin: string): boolean {
    return this.#any || this.#origins.has(origin);
  }

  addHeaders(origin: string | undefined, headers: string[]): void {
    if (origin === undefined || !this.allows(origin)) return;
    headers.push('Access-Control-Allow-Origin', this.#any ? '*' : origin, 'Access-Control-Expose-Headers', EXPOSED);
  }

  /** Additional headers of the answer to a preflight request. */
  preflight(origin: string | undefined, methods: string): string[] {
    if (origin === undefined || !this.allows(origin)) return [];
    return [
      ...['Access-Control-Allow-Methods', methods],
      ...['Access-Control-Allow-Headers', 'If-None-Match, X-Request-Id'],
      ...['Access-Control-Max-Age', PREFLIGHT_SECONDS],
    ];
  }
}
