/** Which failure an error of the network is: by class and code alone, since its text may hold an address or a token. */
import { failed, type Outcome } from './outcome.js';
import { ForbiddenTargetError, NoTorError, type Way } from './way-out.js';

export function failureOf(err: unknown, via: Way): Outcome {
  if (hasCause(err, ForbiddenTargetError)) return failed('forbidden-target', 'not an address of the internet');
  if (hasCause(err, NoTorError)) return failed('misconfigured', 'TOR_SOCKS_URL is not set');
  const { name, code } = err as { name?: string; code?: string };
  if (name === 'TimeoutError' || name === 'AbortError') return failed('timeout', 'no answer in time');
  if (via === 'tor') return failed('tor-unavailable', 'the proxy or its circuit failed');
  return failed('unreachable', /^[A-Z_]{1,40}$/.test(code ?? '') ? (code ?? '') : 'connection failed');
}

function hasCause(err: unknown, kind: abstract new (...args: never[]) => Error): boolean {
  let at: unknown = err;
  while (at instanceof Error) {
    if (at instanceof kind) return true;
    at = (at as Error).cause;
  }
  return false;
}
