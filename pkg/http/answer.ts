/** A rendered answer: its bytes, as they are and compressed, with every header that does not depend on the request. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const runGzip = promisify(gzip);
const runBrotli = promisify(brotliCompress);

export const ENCODINGS = ['identity', 'gzip', 'br'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Below this, compression saves less than its header costs. */
const SMALLEST_COMPRESSED_BYTES = 1_024;

/** Flat pairs as `writeHead` takes them: name, value, name, value. */
export type HeaderList = readonly string[];

export interface Representation {
  readonly body: Buffer;
  readonly headers: HeaderList;
}

export interface AnswerParts {
  /** Template of the route, for metrics and log. */
  readonly route: string;
  readonly contentType: string;
  readonly body: Buffer;
  /** Opaque validator without quotes. */
  readonly etag: string;
  readonly cacheControl: string;
  readonly extra?: HeaderList;
  /** Sent with every answer of the server (security). */
  readonly common: HeaderList;
}

export class Answer {
  readonly route: string;
  /** Weak: the bytes differ by encoding, the meaning does not. */
  readonly etag: string;
  readonly notModified: HeaderList;
  /** Set on each use; the cache evicts what nobody used since it looked last. */
  used = true;
  readonly #parts: AnswerParts;
  readonly #ready: Partial<Record<Encoding, Representation>>;
  readonly #pending: Partial<Record<Encoding, Promise<Representation>>> = {};
  #onGrow: (bytes: number) => void = () => undefined;

  constructor(parts: AnswerParts) {
    this.#parts = parts;
    this.route = parts.route;
    this.etag = `W/"${parts.etag}"`;
    this.notModified = [...parts.common, ...this.#validators(), ...(parts.extra ?? [])];
    this.#ready = { identity: { body: parts.body, headers: this.#headers(parts.body, 'identity') } };
  }

  /** The representation, when it exists already. */
  ready(encoding: Encoding): Representation | undefined {
    return this.#ready[this.#useful(encoding)];
  }

  /** Compresses once, off the event loop, however many ask. */
  async represent(encoding: Encoding): Promise<Representation> {
    const useful = this.#useful(encoding);
    return (
      this.#ready[useful] ??
      (this.#pending[useful] ??= this.#compress(useful).finally(() => {
        this.#pending[useful] = undefined as never;
      }))
    );
  }

  get bytes(): number {
    return ENCODINGS.reduce((sum, encoding) => sum + (this.#ready[encoding]?.body.length ?? 0), 1_024);
  }

  /** `told` hears of bytes that compression adds later. */
  onGrow(told: (bytes: number) => void): void {
    this.#onGrow = told;
  }

  #useful(encoding: Encoding): Encoding {
    return this.#parts.body.length < SMALLEST_COMPRESSED_BYTES ? 'identity' : encoding;
  }

  async #compress(encoding: Encoding): Promise<Representation> {
    const { body } = this.#parts;
    const compressed =
      encoding === 'br'
        ? await runBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
        : await runGzip(body, { level: 6 });
    const representation = { body: compressed, headers: this.#headers(compressed, encoding) };
    this.#ready[encoding] = representation;
    this.#onGrow(compressed.length);
    return representation;
  }

  #headers(body: Buffer, encoding: Encoding): HeaderList {
    const { common, contentType, extra } = this.#parts;
    return [
      ...common,
      'Content-Type',
      contentType,
      'Content-Length',
      String(body.length),
      ...(encoding === 'identity' ? [] : ['Content-Encoding', encoding]),
      ...this.#validators(),
      ...(extra ?? []),
    ];
  }

  #validators(): HeaderList {
    return ['ETag', this.etag, 'Cache-Control', this.#parts.cacheControl, 'Vary', 'Accept-Encoding, Origin'];
  }
}

/** Whether `If-None-Match` names this validator (weak comparison, RFC 9110 13.1.2). */
export function matchesEtag(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch === etag || ifNoneMatch === '*') return true;
  const opaque = etag.slice(2);
  return ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === opaque);
}

const MOST_REMEMBERED = 200;
const remembered = new Map<string, Encoding>();

/** The encoding to send for an `Accept-Encoding` header: brotli before gzip before none, as far as the client takes them. */
export function negotiate(header: string | undefined): Encoding {
  if (header === undefined || header === '') return 'identity';
  const known = remembered.get(header);
  if (known !== undefined) return known;
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((item) => item.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    weights.set(name, q === undefined ? 1 : Number(q.slice(2)) || 0);
  }
  const weight = (encoding: string): number => weights.get(encoding) ?? weights.get('*') ?? 0;
  const chosen = weight('br') > 0 && weight('br') >= weight('gzip') ? 'br' : weight('gzip') > 0 ? 'gzip' : 'identity';
  if (remembered.size < MOST_REMEMBERED) remembered.set(header, chosen);
  return chosen;
}
