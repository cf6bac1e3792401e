/** Bounds of everything a foreign server could make large, long or endless. */

export interface FetchLimits {
  /** Most body bytes over the wire. @default 20 MB */
  readonly maxWireBytes: number;
  /** Most body bytes after decompression. @default 20 MB */
  readonly maxBodyBytes: number;
  /** SOCKS and TLS handshakes; TOR may need tens of seconds to build a circuit. @default 60_000 */
  readonly connectTimeoutMs: number;
  /** From the request to the end of its headers. @default 60_000 */
  readonly headersTimeoutMs: number;
  /** Longest silence inside a body. @default 30_000 */
  readonly bodyTimeoutMs: number;
  /** One request from start to last byte: ends a slow drip. @default 180_000 */
  readonly totalTimeoutMs: number;
  /** @default 5 */
  readonly maxRedirects: number;
  /** Tries of one page, the first one included. @default 5 */
  readonly maxAttempts: number;
  /** Tries of one page that may be refused before the site is taken to mean it. @default 3 */
  readonly maxRefusals: number;
  /** New SOCKS identities per session, for exits that the site refuses or that fail. @default 2 */
  readonly maxFreshIdentities: number;
  /** Back-off before try n+1 is drawn from 0 to min(cap, base * 2^(n-1)). @default 2_000 */
  readonly backoffBaseMs: number;
  /** @default 60_000 */
  readonly backoffCapMs: number;
  /** A longer Retry-After ends the cycle instead of holding it. @default 900_000 */
  readonly maxRetryAfterMs: number;
}

export const DEFAULT_LIMITS: FetchLimits = {
  maxWireBytes: 20_000_000,
  maxBodyBytes: 20_000_000,
  connectTimeoutMs: 60_000,
  headersTimeoutMs: 60_000,
  bodyTimeoutMs: 30_000,
  totalTimeoutMs: 180_000,
  maxRedirects: 5,
  maxAttempts: 5,
  maxRefusals: 3,
  maxFreshIdentities: 2,
  backoffBaseMs: 2_000,
  backoffCapMs: 60_000,
  maxRetryAfterMs: 900_000,
};
