/** What a crawl session tells about itself, for metrics and counters. No address and no credential is part of it. */

/** `refused`: 401/403/429 or an anti-bot page. `overloaded`: 5xx or a page that asks to come back. `certificate`: TLS was not the site's. */
export type RetryReason = 'network' | 'timeout' | 'truncated' | 'overloaded' | 'refused' | 'certificate' | 'proxy';

export type FetchEvent =
  | {
      readonly type: 'request';
      /** `error`: no complete answer came. */
      readonly statusClass: '2xx' | '3xx' | '4xx' | '5xx' | 'error';
      /** Body bytes over the wire, before decompression. */
      readonly bytes: number;
      readonly ms: number;
    }
  | { readonly type: 'retry'; readonly reason: RetryReason; readonly delayMs: number }
  | { readonly type: 'newIdentity'; readonly reason: RetryReason }
  | { readonly type: 'robots'; readonly outcome: 'read' | 'absent' | 'unreachable' | 'disallowed' };
