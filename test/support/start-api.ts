/** Runs the whole API in-process on free ports, as role gpu_tracker_api. */
import { Writable } from 'node:stream';
import { runApi, type ApiOptions } from '../../pkg/app/processes/api.js';
import { readConfig } from '../../pkg/config/config.js';
import { silentLogger } from '../../pkg/telemetry/logger.js';

export interface RunningApi {
  /** Without a slash at the end. */
  readonly url: string;
  readonly metricsUrl: string;
  /** Access log so far. */
  log(): string;
  /** Aborts and waits for the end. */
  stop(): Promise<void>;
}

export async function startApi(
  databaseUrl: string,
  options: Partial<Omit<ApiOptions, 'config' | 'signal'>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<RunningApi> {
  let written = '';
  const accessLog = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });
  const stopping = new AbortController();
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_FORMAT: 'json',
    MARKETS: 'demo',
    ...env,
  });
  let ended: Promise<void> = Promise.resolve();
  const ports = await new Promise<{ port: number; metricsPort: number }>((onListening, onFailure) => {
    ended = runApi({
      config,
      log: silentLogger,
      accessLog,
      version: '0.0.0-test',
      ...options,
      signal: stopping.signal,
      onListening,
    });
    ended.catch(onFailure);
  });
  return {
    url: `http://127.0.0.1:${ports.port}`,
    metricsUrl: `http://127.0.0.1:${ports.metricsPort}/metrics`,
    log: () => written,
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
