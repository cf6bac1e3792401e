/** Answers of the current cycle, bounded in bytes, rendered once however many ask, dropped when a cycle is published. */
import type { Answer } from './answer.js';

export interface AnswerCacheOptions {
  /** Most bytes of bodies. @default 32 MiB */
  readonly maxBytes?: number;
  /** Told when an answer was found, had to be rendered, or was put out for want of room. */
  readonly onEvent?: (event: 'hit' | 'miss' | 'evicted') => void;
}

interface Entry {
  readonly key: string;
  readonly answer: Answer;
  readonly urls: string[];
}

const DEFAULT_MAX_BYTES = 32 * 1024 * 1024;
/** The same answer may be asked for in several spellings; only this many of them take the short way. */
const MOST_URLS_PER_ANSWER = 8;

export interface Rendered {
  readonly answer: Answer;
  /** Of the snapshot it was rendered from. */
  readonly version: string;
}

export class AnswerCache {
  readonly #maxBytes: number;
  readonly #onEvent: (event: 'hit' | 'miss' | 'evicted') => void;
  /** In order of insertion, which the eviction goes round. */
  readonly #byKey = new Map<string, Entry>();
  readonly #byUrl = new Map<string, Entry>();
  readonly #flights = new Map<string, Promise<Rendered>>();
  #bytes = 0;
  #version: string | undefined;

  constructor(options: AnswerCacheOptions = {}) {
    this.#maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
    this.#onEvent = options.onEvent ?? (() => undefined);
  }

  get bytes(): number {
    return this.#bytes;
  }

  get version(): string | undefined {
    return this.#version;
  }

  /** What readers must see from now on; anything of another version is dropped. */
  setVersion(version: string): void {
    if (version === this.#version) return;
    this.#version = version;
    this.#byKey.clear();
    this.#byUrl.clear();
    this.#bytes = 0;
  }

  /** The short way: the very text of the request's address. */
  lookup(url: string): Answer | undefined {
    const entry = this.#byUrl.get(url);
    if (entry === undefined) return undefined;
    entry.answer.used = true;
    this.#onEvent('hit');
    return entry.answer;
  }

  /**
   * The answer under `key`, rendered if need be; requests for the same key at the same time share one rendering. `confirm`
   * is asked for the current version when a rendering is of another one than we knew.
   */
  async fetch(
    key: string,
    url: string,
    render: () => Promise<Rendered>,
    confirm: () => Promise<unknown>,
  ): Promise<Answer> {
    const kept = this.#byKey.get(key);
    if (kept !== undefined) {
      this.#onEvent('hit');
      kept.answer.used = true;
      this.#alias(kept, url);
      return kept.answer;
    }
    // A flight begun under an older version must not answer whoever asks after the publish.
    const flightKey = `${this.#version ?? ''} ${key}`;
    let flight = this.#flights.get(flightKey);
    if (flight === undefined) {
      this.#onEvent('miss');
      flight = render().finally(() => this.#flights.delete(flightKey));
      this.#flights.set(flightKey, flight);
    }
    const { answer, version } = await flight;
    if (version !== this.#version) await confirm();
    if (version === this.#version) this.#keep(key, url, answer);
    return answer;
  }

  #keep(key: string, url: string, answer: Answer): void {
    const existing = this.#byKey.get(key);
    if (existing !== undefined) {
      this.#alias(existing, url);
      return;
    }
    if (answer.bytes > this.#maxBytes / 4) return;
    const entry: Entry = { key, answer, urls: [] };
    this.#byKey.set(key, entry);
    this.#bytes += answer.bytes;
    answer.onGrow((bytes) => {
      if (this.#byKey.get(key) === entry) this.#bytes += bytes;
      this.#makeRoom();
    });
    this.#alias(entry, url);
    this.#makeRoom();
  }

  #alias(entry: Entry, url: string): void {
    if (entry.urls.length >= MOST_URLS_PER_ANSWER || this.#byUrl.has(url)) return;
    entry.urls.push(url);
    this.#byUrl.set(url, entry);
  }

  /** Second chance: what was used since the last round goes to the end once, the rest goes out. */
  #makeRoom(): void {
    for (const [key, entry] of this.#byKey) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#byKey.delete(key);
      if (entry.answer.used) {
        entry.answer.used = false;
        this.#byKey.set(key, entry);
        continue;
      }
      this.#bytes -= entry.answer.bytes;
      for (const url of entry.urls) this.#byUrl.delete(url);
      this.#onEvent('evicted');
    }
  }
}
