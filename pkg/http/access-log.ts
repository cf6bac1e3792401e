/** One line per request with fixed fields, formatted cheaply and written in batches, since a hot answer costs less than a log call. */
import type { Writable } from 'node:stream';

export interface AccessRecord {
  readonly method: string;
  /** As asked, query included. */
  readonly path: string;
  /** Template, or `unmatched`. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
  /** Of the body; 0 when streamed. */
  readonly bytes: number;
  readonly requestId: string;
}

const LONGEST_PATH = 300;
const FLUSH_MS = 100;
const FLUSH_BYTES = 64 * 1024;
/** A reader of the log that falls this far behind loses lines rather than the process its memory. */
const MOST_BUFFERED_BYTES = 8 * 1024 * 1024;

/** The client's address is left out on purpose: it is personal data, and the proxy in front has it. */
export class AccessLog {
  readonly #stream: Writable;
  readonly #format: (record: AccessRecord) => string;
  #buffer = '';
  #timer: NodeJS.Timeout | undefined;
  #dropped = 0;

  constructor(stream: Writable, format: 'text' | 'json') {
    this.#stream = stream;
    this.#format = format === 'json' ? jsonLine : textLine;
  }

  write(record: AccessRecord): void {
    this.#buffer += this.#format(record);
    if (this.#buffer.length >= FLUSH_BYTES) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS).unref();
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#buffer === '') return;
    const lines = this.#buffer;
    this.#buffer = '';
    if (this.#stream.writableLength > MOST_BUFFERED_BYTES) this.#dropped += 1;
    else this.#stream.write(lines);
  }

  /** Batches lost because the log was not read fast enough. */
  get dropped(): number {
    return this.#dropped;
  }
}

/** To the microsecond. */
const milliseconds = (seconds: number): number => Math.round(seconds * 1e6) / 1e3;

let lastMs = 0;
let lastText = '';

/** Many requests end within one millisecond: it is written out once. */
function timestamp(): string {
  const now = Date.now();
  if (now !== lastMs) {
    lastMs = now;
    lastText = new Date(now).toISOString();
  }
  return lastText;
}

function jsonLine({ method, path, route, status, seconds, bytes, requestId }: AccessRecord): string {
  const shown = JSON.stringify(path.length > LONGEST_PATH ? path.slice(0, LONGEST_PATH) : path);
  return (
    `{"level":"info","message":"request","method":"${method}","path":${shown},"route":"${route}","status":${status},` +
    `"duration_ms":${milliseconds(seconds)},"bytes":${bytes},"request_id":"${requestId}","timestamp":"${timestamp()}"}\n`
  );
}

function textLine({ method, path, route, status, seconds, bytes, requestId }: AccessRecord): string {
  const shown = JSON.stringify(path.length > LONGEST_PATH ? path.slice(0, LONGEST_PATH) : path);
  return (
    `${timestamp()} info  request method=${method} path=${shown} route=${route} status=${status} ` +
    `duration_ms=${milliseconds(seconds)} bytes=${bytes} request_id=${requestId}\n`
  );
}
