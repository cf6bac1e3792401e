/** Sorts what can go wrong underneath HTTP by what to do about it. */

/** `certificate`: TLS is not the site's, so it is the exit's fault. `truncated`: an answer began and broke off. */
export type FailureReason = 'network' | 'timeout' | 'truncated' | 'certificate';

const TIMEOUTS = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);
const TRUNCATED = new Set(['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'ERR_STREAM_PREMATURE_CLOSE']);
const CERTIFICATES =
  /^(CERT_|ERR_TLS_CERT|ERR_SSL_|UNABLE_TO_(GET|VERIFY|DECRYPT)_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|HOSTNAME_MISMATCH)/;

export function classifyFailure(err: unknown): FailureReason {
  const codes: string[] = [];
  // By shape and not by class: what node itself throws may come from another realm than ours.
  for (let at = err; typeof at === 'object' && at !== null; at = (at as { cause?: unknown }).cause) {
    const { code, name } = at as { code?: unknown; name?: unknown };
    if (typeof code === 'string') codes.push(code);
    if (name === 'TimeoutError') codes.push('ETIMEDOUT');
  }
  if (codes.some((code) => CERTIFICATES.test(code))) return 'certificate';
  if (codes.some((code) => TIMEOUTS.has(code))) return 'timeout';
  // Z_*: zlib met the end, or garbage, before the stream was whole.
  if (codes.some((code) => TRUNCATED.has(code) || code.startsWith('Z_') || code.startsWith('ERR__ERROR_FORMAT')))
    return 'truncated';
  return 'network';
}
