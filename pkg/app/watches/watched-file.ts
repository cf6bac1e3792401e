/** A file that is read again when its content changes: by content, so that a ConfigMap's swapped symlink and an editor's rename are seen, too. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Clock } from '../../clock/clock.js';

export const LOOK_EVERY_MS = 2_000;
/** Four bytes for each character that a file of watches may have. */
export const MAX_BYTES = 16 * 1_024 * 1_024;

/** `problem` says why there is no text, in words that follow the name of the file. */
export type Found = { readonly text: string } | { readonly problem: string };

export interface WatchedFileOptions {
  /** @default LOOK_EVERY_MS */
  readonly everyMs?: number;
  readonly clock: Clock;
}

export class WatchedFile {
  readonly #path: string;
  readonly #options: WatchedFileOptions;
  #given: string | undefined;
  #seen: string | undefined;

  constructor(path: string, options: WatchedFileOptions) {
    this.#path = path;
    this.#options = options;
  }

  /** Until `signal` aborts. A file that is not there, or cannot be read, is found as such and looked for again. */
  async run(onFound: (found: Found) => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.look(onFound);
      await this.#options.clock.sleep(this.#options.everyMs ?? LOOK_EVERY_MS, signal);
    }
  }

  /** One look: calls back with what is there at first, then with each change that two looks in a row have seen, since a file may be half written. */
  async look(onFound: (found: Found) => void): Promise<void> {
    const found = await readBounded(this.#path);
    const seen = fingerprint(found);
    const isSettled = this.#given === undefined || seen === this.#seen;
    this.#seen = seen;
    if (seen === this.#given || !isSettled) return;
    this.#given = seen;
    onFound(found);
  }
}

const fingerprint = (found: Found): string =>
  'text' in found ? createHash('sha256').update(found.text).digest('base64') : found.problem;

/** One read. */
export async function readBounded(path: string): Promise<Found> {
  try {
    const info = await stat(path);
    if (!info.isFile()) return { problem: 'is no file' };
    if (info.size > MAX_BYTES) return { problem: `is larger than ${MAX_BYTES} bytes` };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)) };
  } catch (err) {
    const { code } = err as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { problem: 'is not there' };
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { problem: 'is no UTF-8' };
    return { problem: `cannot be read (${code ?? 'unknown'})` };
  }
}
