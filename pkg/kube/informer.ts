/** Knows all objects of one kind: listed once, watched from there, listed anew after any error and every ten minutes. */
import { Watch, type KubeConfig } from '@kubernetes/client-node';
import type { Clock } from '../clock/clock.js';
import { kubernetesError } from './errors.js';
import type { KubeObject } from './objects.js';
import type { Rest } from './rest.js';
import { retryMs } from './work-queue.js';

export interface InformerOptions {
  readonly config: KubeConfig;
  readonly rest: Rest;
  /** Of the list: `/apis/batch/v1/namespaces/prices/cronjobs`. */
  readonly path: string;
  readonly labelSelector?: string;
  readonly clock: Clock;
  /** An object came, changed or went; at each list every one of them, whether it changed or not, so that nothing is missed for long. */
  readonly onChange: (name: string) => void;
  readonly onError: (err: unknown) => void;
}

const RELIST_MS = 600_000;
/** A server that has nothing to say sends a bookmark each minute or so; one that is silent for this long is gone. */
const SILENT_MS = 150_000;

export class Informer<T extends KubeObject> {
  readonly #options: InformerOptions;
  #objects = new Map<string, T>();
  #isListed = false;

  constructor(options: InformerOptions) {
    this.#options = options;
  }

  /** Whether everything has been seen once; before, what is not here may only not be here yet. */
  get isListed(): boolean {
    return this.#isListed;
  }

  get(name: string): T | undefined {
    return this.#objects.get(name);
  }

  list(): readonly T[] {
    return [...this.#objects.values()];
  }

  /** Until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    const { onError, clock } = this.#options;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const version = await this.#relist();
        failures = 0;
        await this.#watch(version, signal);
      } catch (err) {
        failures += 1;
        onError(err);
        await clock.sleep(retryMs(failures), signal);
      }
    }
  }

  async #relist(): Promise<string> {
    const { rest, path, labelSelector, onChange } = this.#options;
    const { items, metadata } = await rest.list<T>(path, labelSelector === undefined ? {} : { labelSelector });
    const before = this.#objects;
    this.#objects = new Map(items.map((object) => [nameOf(object), object]));
    this.#isListed = true;
    for (const name of new Set([...before.keys(), ...this.#objects.keys()])) onChange(name);
    return metadata?.resourceVersion ?? '';
  }

  /** Resolves when the server ends the stream in peace, or it is time to list; rejects for anything else. */
  async #watch(resourceVersion: string, signal: AbortSignal): Promise<void> {
    const { config, path, labelSelector, clock } = this.#options;
    const stop = new AbortController();
    const end = (): void => {
      stop.abort();
    };
    signal.addEventListener('abort', end, { once: true });
    try {
      await new Promise<void>((resolve, reject) => {
        const query = {
          resourceVersion,
          allowWatchBookmarks: true,
          ...(labelSelector !== undefined && { labelSelector }),
        };
        const onEvent = (phase: string, object: T): void => {
          if (phase === 'ERROR') reject(kubernetesError(`watching ${path}`, new Error(JSON.stringify(object))));
          else this.#take(phase, object);
        };
        const onEnd = (err: unknown): void => {
          if (err === null || err === undefined || stop.signal.aborted) resolve();
          else reject(kubernetesError(`watching ${path}`, err));
        };
        // Its own 30 seconds are shorter than a server's silence between bookmarks.
        const watch = new Watch(config);
        Reflect.set(watch, 'requestTimeoutMs', SILENT_MS);
        void watch.watch(path, query, onEvent, onEnd).then((request) => {
          stop.signal.addEventListener('abort', () => {
            request.abort();
          });
          if (stop.signal.aborted) request.abort();
        }, reject);
        void clock.sleep(RELIST_MS, stop.signal).then(() => {
          end();
          resolve();
        });
      });
    } finally {
      signal.removeEventListener('abort', end);
      stop.abort();
    }
  }

  #take(phase: string, object: T): void {
    if (phase === 'BOOKMARK') return;
    const name = nameOf(object);
    if (phase === 'DELETED') this.#objects.delete(name);
    else this.#objects.set(name, object);
    this.#options.onChange(name);
  }
}

const nameOf = ({ metadata }: KubeObject): string => metadata?.name ?? '';
