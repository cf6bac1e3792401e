/** Who asked for what and when, bounded: what tests of politeness measure at the market's side. */

export interface RequestEntry {
  /** Counts from 1 over all requests. */
  readonly number: number;
  /** Real milliseconds, on the clock that `Retry-After` dates are written in. */
  readonly startedAt: number;
  finishedAt: number | null;
  readonly path: string;
  /** Where the connection comes from: with a proxy, its exit address. */
  readonly remoteAddress: string;
  readonly localAddress: string;
  readonly userAgent: string | null;
  status: number | null;
  /** The fault that was played, if any. */
  fault: string | null;
  /** Came before the time that an earlier 429 or 503 had set by `Retry-After`. */
  readonly tooEarly: boolean;
}

export interface RequestStats {
  readonly total: number;
  readonly inFlight: number;
  readonly maxInFlight: number;
  /** Requests that ignored a `Retry-After`. */
  readonly tooEarly: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly byRemoteAddress: Readonly<Record<string, number>>;
  readonly byUserAgent: Readonly<Record<string, number>>;
}

const MOST_NAMES = 1000;

export class RequestLog {
  /** The latest requests, oldest first. */
  readonly entries: RequestEntry[] = [];
  readonly #keep: number;
  #total = 0;
  #inFlight = 0;
  #maxInFlight = 0;
  #tooEarly = 0;
  #notBefore = 0;
  readonly #byStatus = new Map<string, number>();
  readonly #byRemoteAddress = new Map<string, number>();
  readonly #byUserAgent = new Map<string, number>();

  constructor(keep = 20_000) {
    this.#keep = keep;
  }

  begin(request: Pick<RequestEntry, 'path' | 'remoteAddress' | 'localAddress' | 'userAgent'>): RequestEntry {
    const startedAt = Date.now();
    const tooEarly = startedAt < this.#notBefore;
    const entry = {
      number: ++this.#total,
      startedAt,
      finishedAt: null,
      ...request,
      status: null,
      fault: null,
      tooEarly,
    };
    if (tooEarly) this.#tooEarly += 1;
    this.#maxInFlight = Math.max(this.#maxInFlight, ++this.#inFlight);
    count(this.#byRemoteAddress, request.remoteAddress);
    count(this.#byUserAgent, request.userAgent ?? '');
    this.entries.push(entry);
    if (this.entries.length > this.#keep) this.entries.splice(0, this.entries.length - this.#keep);
    return entry;
  }

  end(entry: RequestEntry, status: number): void {
    if (entry.finishedAt !== null) return;
    entry.finishedAt = Date.now();
    entry.status = status;
    this.#inFlight -= 1;
    count(this.#byStatus, String(status));
  }

  /** The site has asked to be left alone until then (milliseconds). */
  holdUntil(instant: number): void {
    this.#notBefore = Math.max(this.#notBefore, instant);
  }

  get stats(): RequestStats {
    return {
      total: this.#total,
      inFlight: this.#inFlight,
      maxInFlight: this.#maxInFlight,
      tooEarly: this.#tooEarly,
      byStatus: Object.fromEntries(this.#byStatus),
      byRemoteAddress: Object.fromEntries(this.#byRemoteAddress),
      byUserAgent: Object.fromEntries(this.#byUserAgent),
    };
  }
}

function count(counts: Map<string, number>, name: string): void {
  if (counts.has(name) || counts.size < MOST_NAMES) counts.set(name, (counts.get(name) ?? 0) + 1);
}
