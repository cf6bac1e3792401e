/** What goes wrong between us and a cluster. */
import { ApiException } from '@kubernetes/client-node';
import { AppError } from '../errors/app-error.js';

/** The cluster cannot be reached or cannot answer now; the message says which. */
export class KubernetesError extends AppError {
  readonly code: string = 'KUBERNETES';
}

/** It answered, and the same question again gets the same answer: no right to ask, no such thing, or a question that is not clear. */
export class KubernetesRefusedError extends KubernetesError {
  override readonly code = 'KUBERNETES_REFUSED';
}

/** Not who we are, not allowed, not there, not valid. A conflict (409) passes. */
const LASTING: ReadonlySet<number> = new Set([400, 401, 403, 404, 422]);

/** The client's error in one sentence: what was tried, and what the API server said. */
export function kubernetesError(what: string, err: unknown): KubernetesError {
  if (err instanceof KubernetesError) return err;
  const sentence = `${what}: ${reasonOf(err)}`;
  if (!(err instanceof ApiException) || !LASTING.has(err.code)) return new KubernetesError(sentence, { cause: err });
  const hint = err.code === 403 ? '; ask for a Role with that verb and resource in this namespace' : '';
  return new KubernetesRefusedError(`${sentence}${hint}`, { cause: err });
}

function reasonOf(err: unknown): string {
  if (err instanceof ApiException) return `${err.code} ${messageIn(err.body)}`;
  const words: string[] = [];
  // "fetch failed" says nothing: its causes do.
  for (let part = err as { message?: string; code?: string; cause?: unknown } | undefined; part;) {
    const word = part.message || part.code;
    if (word) words.push(word);
    part = part.cause as typeof part;
  }
  return words.join(': ');
}

/** The body of an answer is text; a Status object in it has the sentence for people. */
function messageIn(body: unknown): string {
  try {
    const status: unknown = typeof body === 'string' ? JSON.parse(body) : body;
    if (typeof status === 'object' && status !== null && 'message' in status) return String(status.message);
  } catch {
    // Not JSON: a proxy in between answered.
  }
  return String(body).slice(0, 200);
}
