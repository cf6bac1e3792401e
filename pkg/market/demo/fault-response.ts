/** Plays one fault over the real socket. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FaultRule, RequestFault } from './faults.js';

export interface FaultScene {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly rule: FaultRule & { readonly kind: RequestFault };
  /** The page that would have come. */
  readonly page: () => Buffer;
  /** Told when the client has been asked to wait until then (milliseconds). */
  readonly holdUntil: (instant: number) => void;
}

export const OVERLOADED_TEXT = 'Сървърите ни са леко претоварени, опитайте отново след малко.';
export const CAPTCHA_PAGE =
  '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Please verify you are a human</h1>' +
  '<div id="captcha-container" class="g-recaptcha"></div><p>Access to this page has been denied.</p></body></html>';
const BLOCKED_PAGE =
  '<!DOCTYPE html><html><head><title>ERROR: The request could not be satisfied</title></head><body><h1>403 ERROR</h1>' +
  '<p>The request could not be satisfied. Request blocked.</p></body></html>';

const MEGABYTE = 1 << 20;

export async function playFault(scene: FaultScene): Promise<void> {
  const { request, response, rule } = scene;
  switch (rule.kind) {
    case '403': {
      html(response, 403, BLOCKED_PAGE);
      return;
    }
    case '429':
    case '429-date': {
      tooMany(scene);
      return;
    }
    case '500':
    case '502': {
      html(response, Number(rule.kind), '<!DOCTYPE html><title>error</title><h1>Server error</h1>');
      return;
    }
    case '503':
      if (rule.value !== undefined) {
        response.setHeader('Retry-After', String(Math.ceil(rule.value)));
        scene.holdUntil(Date.now() + Math.ceil(rule.value) * 1000);
      }
      {
        html(response, 503, '<!DOCTYPE html><title>unavailable</title><h1>Service unavailable</h1>');
        return;
      }
    case 'overloaded': {
      html(
        response,
        200,
        `<!DOCTYPE html><html><body><div class="css-1empty"><p>${OVERLOADED_TEXT}</p></div></body></html>`,
      );
      return;
    }
    case 'captcha': {
      html(response, 200, CAPTCHA_PAGE);
      return;
    }
    case 'truncated':
      return truncate(response, scene.page());
    case 'drip':
      return drip(response, scene.page(), rule.value ?? 100);
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'gzip-bomb':
      return bomb(response, rule.value ?? 1024);
    case 'giant':
      return giant(response, rule.value ?? 512);
    case 'redirect-foreign': {
      redirect(response, `http://foreign.demo.invalid${request.url ?? '/'}`);
      return;
    }
    case 'redirect-loop': {
      redirect(response, request.url ?? '/');
      return;
    }
  }
}

export function html(response: ServerResponse, status: number, body: string | Buffer): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': bytes.length });
  response.end(bytes);
}

function redirect(response: ServerResponse, to: string): void {
  response.writeHead(302, { Location: to, 'Content-Length': 0 }).end();
}

/** An HTTP date has whole seconds, so the wait is rounded up to the next one. */
function tooMany({ response, rule, holdUntil }: FaultScene): void {
  const seconds = Math.ceil(rule.value ?? 2);
  if (rule.kind === '429') {
    holdUntil(Date.now() + seconds * 1000);
    response.setHeader('Retry-After', String(seconds));
  } else {
    const until = Math.ceil(Date.now() / 1000 + seconds) * 1000;
    holdUntil(until);
    response.setHeader('Retry-After', new Date(until).toUTCString());
  }
  html(response, 429, '<!DOCTYPE html><title>Too many requests</title><h1>Too many requests</h1>');
}

async function truncate(response: ServerResponse, page: Buffer): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': page.length });
  await write(response, page.subarray(0, Math.floor(page.length / 2)));
  response.destroy();
}

async function drip(response: ServerResponse, page: Buffer, pauseMs: number): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': page.length });
  for (let at = 0; at < page.length && !response.destroyed; at += 64) {
    await write(response, page.subarray(at, at + 64));
    await pause(response, pauseMs);
  }
  response.end();
}

/** Ends early when the client has gone. */
function pause(response: ServerResponse, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      response.off('close', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    response.on('close', done);
  });
}

/** Members of 64 MB of blanks, some 64 kB each, one after another: a valid gzip stream. */
async function bomb(response: ServerResponse, megabytes: number): Promise<void> {
  const member = await promisify(gzip)(Buffer.alloc(64 * MEGABYTE, ' '));
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': 'gzip' });
  for (let sent = 0; sent < megabytes && !response.destroyed; sent += 64) await write(response, member);
  response.end();
}

async function giant(response: ServerResponse, megabytes: number): Promise<void> {
  const chunk = Buffer.alloc(MEGABYTE, '<p>видеокарта</p>\n');
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  for (let sent = 0; sent < megabytes && !response.destroyed; sent++) await write(response, chunk);
  response.end();
}

/** Resolves when the bytes are on their way or the client has gone. */
function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  if (response.destroyed) return Promise.resolve();
  return new Promise((resolve) => response.write(bytes, () => resolve()));
}
