/** What goes wrong between us and a cluster. */
import { ApiException } from '@kubernetes/client-node';
import { AppError } from '../errors/app-error.js';

/** The cluster cannot be reached, refuses us, or does not have what was asked for; the message says which. */
export class KubernetesError extends AppError {
  readonly code = 'KUBERNETES';
}

/** The client's error in one sentence: what was tried, and what the API server said. */
export function kubernetesError(what: string, err: unknown): KubernetesError {
  if (err instanceof KubernetesError) return err;
  return new KubernetesError(`${what}: ${reasonOf(err)}`, { cause: err });
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
