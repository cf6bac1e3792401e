/** What became of one attempt to tell something: a closed set, so that no answer of a stranger stands in a log or in the database. */

/** Why it did not arrive. `refused` and `misconfigured` are final: asking again cannot help. */
export const FAILURES = [
  'unreachable',
  'timeout',
  'busy',
  'server-error',
  'tor-unavailable',
  'refused',
  'forbidden-target',
  'misconfigured',
] as const;
export type FailureCode = (typeof FAILURES)[number];

export type Outcome =
  | { readonly sent: true }
  | {
      readonly sent: false;
      readonly code: FailureCode;
      /** A status code or a short phrase of ours; never a text, address or secret of the channel. */
      readonly detail: string;
      readonly retry: boolean;
      /** Seconds that the other side wishes; absent where it wishes none. */
      readonly retryAfter?: number;
    };

export const SENT: Outcome = { sent: true };

const FINAL: ReadonlySet<FailureCode> = new Set(['refused', 'forbidden-target', 'misconfigured']);

export function failed(code: FailureCode, detail: string, retryAfter?: number): Outcome {
  const retry = !FINAL.has(code);
  return { sent: false, code, detail, retry, ...(retry && retryAfter !== undefined && { retryAfter }) };
}
