/** The demo market of `up`: in this process, going on where the last start left it, with a simulated history before the first day. */
import { join } from 'node:path';
import type { Clock } from '../../clock/clock.js';
import { startDemoMarket } from '../../market/demo/demo-server.js';
import type { Logger } from '../../telemetry/logger.js';
import type { Progress } from '../cli/progress.js';
import { runOnce, type ScraperOptions } from '../processes/scrape.js';
import { assertPortFree, PortTakenError } from './assert-port-free.js';
import type { DataFolder } from './data-folder.js';
import { loadDemoState, saveDemoState, type DemoState } from './demo-state.js';

export interface Demo {
  /** Without a trailing slash. */
  readonly url: string;
  /** The simulated instant: what days on the market count by. */
  now(): Date;
  /** Reads each simulated day before today: a real cycle per day, one after the other. */
  simulateHistory(scraper: Omit<ScraperOptions, 'clock'>, progress: Progress): Promise<void>;
  /** A simulated day passes. */
  nextDay(): void;
  close(): Promise<void>;
}

export interface DemoOptions {
  readonly folder: DataFolder;
  readonly demoDays: number;
  /** @default that of the last start, so that links to its ads stay right; else 8090; a free one when it is taken */
  readonly demoPort?: number;
  readonly demoSeed?: number;
  readonly clock: Clock;
  readonly log: Logger;
}

export async function startDemo({ folder, demoDays, demoPort, demoSeed, clock, log }: DemoOptions): Promise<Demo> {
  if (demoPort !== undefined) await assertPortFree(HOST, demoPort, '--demo-port');
  const file = join(folder.dir, 'demo-market.json');
  let state: DemoState = await loadDemoState(file, {
    now: clock.now(),
    historyDays: demoDays,
    ...(demoSeed !== undefined && { seed: demoSeed }),
  });
  const epoch = new Date(state.epoch);
  const port = demoPort ?? (await usual(state.port ?? USUAL_PORT));
  const { seed, day: today, priceEffect } = state;
  const market = await startDemoMarket({ seed, port, day: today, priceEffect, now: () => epoch });
  let saving = Promise.resolve();
  const change = (changed: Partial<DemoState>): void => {
    state = { ...state, ...changed };
    const saved = state;
    saving = saving
      .then(() => saveDemoState(file, saved))
      .catch((err: unknown) => log.warn('where the demo market stands could not be saved', { err }));
  };
  change({ port: Number(new URL(market.url).port) });
  const nextDay = (): void => change({ day: market.advance(1) });
  return {
    url: market.url,
    nextDay,
    now: () => market.today(),
    simulateHistory: async (scraper, progress) => {
      const first = state.day;
      for (let day = first; day < state.liveFromDay && !scraper.stop.aborted; day = market.day) {
        const total = state.liveFromDay;
        const show = (percent: number): void =>
          progress.update((100 * (day + percent / 100)) / total, `simulating the past: day ${day + 1} of ${total}`);
        show(0);
        const [run] = await runOnce({
          ...scraper,
          clock,
          marketNow: () => market.today(),
          trigger: 'demo',
          onProgress: (_market, percent) => show(percent),
        });
        if (run?.status !== 'published' && run?.status !== 'partial') break;
        nextDay();
        await saving;
      }
      progress.stop();
    },
    close: async () => {
      await market.close();
      await saving;
    },
  };
}

const HOST = '127.0.0.1';
const USUAL_PORT = 8090;

/** `port`, or 0 (any) when it is taken. */
async function usual(port: number): Promise<number> {
  try {
    await assertPortFree(HOST, port);
    return port;
  } catch (err) {
    if (err instanceof PortTakenError) return 0;
    throw err;
  }
}
