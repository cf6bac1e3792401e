/** Where the demo market of a data folder stands, so that the next start goes on with it. */
import { randomInt } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../errors/app-error.js';

/** The file that says where the demo market stands cannot be understood. */
export class DemoStateError extends AppError {
  readonly code = 'DEMO_STATE';
}

const State = z.strictObject({
  seed: z.int().min(0),
  /** The simulated day that the next cycle sees. */
  day: z.int().min(0),
  /** The days before this one are simulated history: they are read one after the other, without a wait. */
  liveFromDay: z.int().min(0),
  /** The instant of day 0. */
  epoch: z.iso.datetime(),
  /** How much sooner a cheaper card goes; the folders of earlier builds know no such thing. */
  priceEffect: z.number().min(0).default(0),
  /** Where it answered last: links to its ads name it. */
  port: z.int().optional(),
});

export type DemoState = z.output<typeof State>;

/** At 10 % below what such cards cost one goes 1.4 times as fast. */
const PRICE_EFFECT = 3;

const DAY_MS = 86_400_000;

export interface NewDemo {
  readonly now: Date;
  /** Days of history to simulate before today. */
  readonly historyDays: number;
  /** @default random */
  readonly seed?: number;
}

/** The state in `file`; a new one, saved there, when there is none. @throws DemoStateError */
export async function loadDemoState(file: string, { now, historyDays, seed }: NewDemo): Promise<DemoState> {
  const text = await readFile(file, 'utf8').catch((err: unknown) => {
    if ((err as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw err;
  });
  if (text === undefined) {
    const state: DemoState = {
      seed: seed ?? randomInt(1, 1_000_000),
      day: 0,
      liveFromDay: historyDays,
      priceEffect: PRICE_EFFECT,
      epoch: new Date(now.getTime() - historyDays * DAY_MS).toISOString(),
    };
    await saveDemoState(file, state);
    return state;
  }
  try {
    return State.parse(JSON.parse(text));
  } catch (cause) {
    throw new DemoStateError(`${file} cannot be understood: put it back, or move its whole folder away to start anew`, {
      cause,
    });
  }
}

/** Written beside and renamed, so that a kill leaves the old or the new state, never half of one. */
export async function saveDemoState(file: string, state: DemoState): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(state)}\n`);
  await rename(`${file}.new`, file);
}
