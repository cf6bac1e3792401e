/** Server-sent events of the scraper: any number of clients on one database connection, each kept from filling our memory. */
import type { ServerResponse } from 'node:http';
import type { Logger } from '../telemetry/logger.js';
import { OverloadedError } from './problems.js';
import type { ScrapeStatusDto } from './schemas/scrape.js';

export interface EventStreamOptions {
  readonly readStatus: () => Promise<ScrapeStatusDto>;
  readonly log: Logger;
  /** @default 5000 */
  readonly maxClients?: number;
  /** @default 15000 */
  readonly heartbeatMs?: number;
  /** Progress is told at most this often. @default 500 */
  readonly progressMs?: number;
  readonly onClients?: (count: number) => void;
}

/** A client that has not read this much is cut; it reconnects and gets the state anew. */
const MOST_UNREAD_BYTES = 256 * 1024;
/** What a client waits before it connects again, told at the start and at shutdown. */
const RETRY_MS = 3_000;

export class EventStream {
  readonly #options: EventStreamOptions;
  readonly #clients = new Set<ServerResponse>();
  readonly #heartbeat: NodeJS.Timeout;
  #progressTimer: NodeJS.Timeout | undefined;
  #reading: Promise<ScrapeStatusDto> | undefined;
  #stopped = false;

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#heartbeat = setInterval(() => this.#broadcast(': heartbeat\n\n'), options.heartbeatMs ?? 15_000).unref();
  }

  /** Answers with `state` at once, then with what happens. @throws OverloadedError, DatabaseUnavailableError before anything is sent */
  async open(res: ServerResponse, writeHead: () => void): Promise<void> {
    if (this.#stopped || this.#clients.size >= (this.#options.maxClients ?? 5_000))
      throw new OverloadedError('too many event streams: try again in a moment');
    const status = await this.#status();
    if (res.destroyed) return;
    writeHead();
    res.socket?.setNoDelay(true);
    res.write(`retry: ${RETRY_MS}\n${event('state', status)}`);
    this.#clients.add(res);
    this.#options.onClients?.(this.#clients.size);
    res.once('close', () => {
      this.#clients.delete(res);
      this.#options.onClients?.(this.#clients.size);
    });
    if (this.#isStopped()) this.#sayBye(res);
  }

  /** Somewhere progress was made: tells all clients the new status, bundling what comes in quick succession. */
  progress(): void {
    this.#progressTimer ??= setTimeout(() => {
      this.#progressTimer = undefined;
      void this.#tell('progress');
    }, this.#options.progressMs ?? 500).unref();
  }

  /** A cycle was published. */
  published(): void {
    void this.#tell('published');
  }

  /** Says goodbye to every client, with the time to come back after. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#heartbeat);
    clearTimeout(this.#progressTimer);
    for (const client of this.#clients) this.#sayBye(client);
  }

  #isStopped(): boolean {
    return this.#stopped;
  }

  #sayBye(client: ServerResponse): void {
    client.end(`retry: ${RETRY_MS}\nevent: bye\ndata: {}\n\n`);
  }

  async #tell(name: 'progress' | 'published'): Promise<void> {
    if (this.#clients.size === 0) return;
    try {
      this.#broadcast(event(name, await this.#status()));
    } catch (err) {
      this.#options.log.warn('scrape status not told to event streams', { err });
    }
  }

  /** One read serves all who ask while it runs. */
  #status(): Promise<ScrapeStatusDto> {
    return (this.#reading ??= this.#options.readStatus().finally(() => {
      this.#reading = undefined;
    }));
  }

  #broadcast(text: string): void {
    const bytes = Buffer.from(text);
    for (const client of this.#clients) {
      if (client.writableLength > MOST_UNREAD_BYTES) client.destroy();
      else client.write(bytes);
    }
  }
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
