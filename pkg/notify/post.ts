/** Sends one bounded request to a channel's HTTP API and says what became of it. No redirect is followed; nothing of the answer is kept but its status. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { failed, SENT, type Outcome } from './outcome.js';
import type { Way, WayOut } from './way-out.js';
import { failureOf } from './failure.js';

/** Larger messages are a mistake of ours: no service takes them. */
const BODY_MAX_BYTES = 64 * 1024;
/** Of an answer; what is longer is not read. */
const ANSWER_MAX_BYTES = 64 * 1024;
/** From the first packet to the last: a service that trickles holds nobody up. */
const TIMEOUT_MS = 20_000;
/** Longer wishes are cut to this: a day, after which a notification is given up anyway. */
const RETRY_AFTER_MAX_SECONDS = 86_400;

export interface Post {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  readonly via: Way;
  /** Name of the channel, for its own circuit. */
  readonly channel: string;
  readonly signal?: AbortSignal | undefined;
  /** @default 20 s */
  readonly timeoutMs?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** How one service's answers are to be read, where the usual reading is not enough. */
export type Reading = (answer: Answer) => Outcome | undefined;

/** @param read is asked first; what it leaves undecided is read by its status (RFC 9110) */
export async function post(wayOut: WayOut, wanted: Post, read: Reading = () => undefined): Promise<Outcome> {
  if (Buffer.byteLength(wanted.body) > BODY_MAX_BYTES) return failed('misconfigured', 'message too large');
  try {
    const answer = await exchange(wayOut, wanted);
    return read(answer) ?? byStatus(answer);
  } catch (err) {
    return failureOf(err, wayOut.wayOf(wanted.via));
  }
}

function exchange(wayOut: WayOut, { url, headers, body, via, channel, signal, timeoutMs }: Post): Promise<Answer> {
  const deadline = AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS);
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const agent = wayOut.agentFor(url, via, channel);
  const until = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        ...{ method: 'POST', agent },
        headers: {
          'content-type': 'application/json',
          'user-agent': 'gpu-tracker',
          ...headers,
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let length = 0;
        const end = (): void => {
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          });
          answer.destroy();
        };
        answer.on('data', (chunk: Buffer) => {
          length += chunk.length;
          if (length > ANSWER_MAX_BYTES) end();
          else chunks.push(chunk);
        });
        answer.once('end', end);
        answer.once('error', reject);
      },
    );
    sent.on('error', reject);
    // Not the request's own `signal`: it says nothing as long as the agent has no socket, so a proxy that hangs would hold us.
    const cut = (): void => {
      reject(until.reason as Error);
      sent.destroy();
    };
    until.addEventListener('abort', cut, { once: true });
    sent.once('close', () => {
      until.removeEventListener('abort', cut);
    });
    if (until.aborted) cut();
    sent.end(body);
  });
}

/** 2xx is sent; 408, 425, 429 and 5xx are tried again; a redirect and every other 4xx would answer the same the next time. */
export function byStatus({ status, headers }: Answer): Outcome {
  if (status >= 200 && status < 300) return SENT;
  const retryAfter = retryAfterOf(headers['retry-after']);
  if (status === 429 || status === 408 || status === 425) return failed('busy', `HTTP ${status}`, retryAfter);
  if (status >= 500) return failed('server-error', `HTTP ${status}`, retryAfter);
  return failed('refused', `HTTP ${status}`);
}

/** Seconds from a Retry-After header: a number or a date (RFC 9110, 10.2.3); `undefined` where it says nothing. */
export function retryAfterOf(value: string | undefined, now = Date.now()): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : (httpDate(text) - now) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 0), RETRY_AFTER_MAX_SECONDS);
}

/** `Sun, 06 Nov 1994 08:49:37 GMT`; Date.parse takes almost anything for a date. */
function httpDate(text: string): number {
  return /^[A-Za-z]{3,9},? .{6,30}$/.test(text) ? Date.parse(text) : NaN;
}
