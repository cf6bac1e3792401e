/** Polls the API like a user while everything around it is killed: each whole answer must be one cycle's. */
import { freePort } from '../../pkg/postgres/embedded.js';
import { startProduct } from '../support/product-process.js';

export interface Reader {
  /** Whole market views that were read. */
  reads(): number;
  /** Ends the reading and the API; resolves to what was wrong. */
  stop(): Promise<string[]>;
}

interface Row {
  readonly external_id: string;
  readonly price_original: number;
}

/** `allowed`: what `visibleSet` said after each cycle of the undisturbed run. */
export async function startReader(databaseUrl: string, allowed: ReadonlySet<string>): Promise<Reader> {
  const port = await freePort();
  const api = startProduct('api', {
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
  });
  const faults = new Set<string>();
  let reads = 0;
  let stopping = false;
  const isStopping = (): boolean => stopping;
  let wasFilled = false;
  await untilReady(port, () => api.child.exitCode !== null);
  const reading = (async () => {
    while (!isStopping()) {
      const response = await fetch(`http://127.0.0.1:${port}/api/listings/?size=1000`);
      if (response.status === 503) continue; // an honest "not now"; the cache was empty and PostgreSQL away
      if (!response.ok) {
        faults.add(`the API answered ${response.status}`);
        continue;
      }
      const rows = (await response.json()) as Row[];
      const ids = rows.map((row) => row.external_id);
      if (new Set(ids).size !== ids.length) faults.add('a listing stood twice in one answer');
      if (rows.length === 0 && wasFilled) faults.add('the market was empty after a publish');
      if (rows.length > 0) wasFilled = true;
      const seen = rows
        .map((row) => `${row.external_id}=${Math.round(row.price_original * 100)}`)
        .sort()
        .join(' ');
      if (!allowed.has(seen)) faults.add(`an answer of ${rows.length} listings was no published cycle`);
      reads += 1;
    }
  })();
  return {
    reads: () => reads,
    stop: async () => {
      stopping = true;
      await reading;
      api.child.kill('SIGTERM');
      const status = await api.ended;
      if (status !== 0) faults.add(`the API ended with ${status}: ${api.log().slice(-500)}`);
      return [...faults];
    },
  };
}

async function untilReady(port: number, hasEnded: () => boolean): Promise<void> {
  for (;;) {
    if (hasEnded()) throw new Error('the API ended before it was ready');
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
