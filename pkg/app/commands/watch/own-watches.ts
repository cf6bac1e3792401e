/** The watches that the command line brought; those of a file or of a Kubernetes object are changed where they are written. */
import { InvalidInputError, NotFoundError } from '../../../errors/app-error.js';
import type { Database } from '../../../postgres/database.js';
import { listWatches, pauseWatch, putWatch, removeWatch, type Put } from '../../../postgres/watches/pg-watch-store.js';
import type { CompiledWatch } from '../../../watch/compile-watch.js';
import { hint } from '../../../watch/nearest.js';
import type { WatchOrigin } from '../../../watch/watch-schema.js';

const OWN = 'cli' satisfies WatchOrigin;

const WRITTEN: Readonly<Record<Exclude<WatchOrigin, typeof OWN>, string>> = {
  file: 'is a watch of WATCHES_FILE',
  kube: 'is a PriceWatch object',
};

export interface Added {
  readonly name: string;
  readonly outcome: Put;
}

/** @throws InvalidInputError for a name that a watch of another origin has: messages could not tell them apart; then none is added */
export async function addWatches(db: Database, watches: readonly CompiledWatch[], now: Date): Promise<Added[]> {
  return db.transaction(async (trx) => {
    for (const { spec } of watches)
      for (const { origin } of await listWatches(trx, spec.name))
        if (origin !== OWN) throw new InvalidInputError(`"${spec.name}" ${WRITTEN[origin]}: choose another name`);
    const added: Added[] = [];
    for (const watch of watches) added.push({ name: watch.spec.name, outcome: await putWatch(trx, OWN, watch, now) });
    return added;
  });
}

/** @throws InvalidInputError, NotFoundError */
export async function setPaused(db: Database, name: string, paused: boolean, now: Date): Promise<void> {
  await assertOwn(db, name, paused ? 'write "paused: true" there' : 'write "paused: false" there');
  await pauseWatch(db, OWN, name, paused, now);
}

/** @throws InvalidInputError, NotFoundError */
export async function remove(db: Database, name: string): Promise<void> {
  await assertOwn(db, name, 'remove it there');
  await removeWatch(db, OWN, name);
}

async function assertOwn(db: Database, name: string, instead: string): Promise<void> {
  const origins = (await listWatches(db, name)).map(({ origin }) => origin);
  if (origins.includes(OWN)) return;
  const [origin] = origins;
  if (origin === undefined || origin === OWN) throw await noSuchWatch(db, name);
  throw new InvalidInputError(`"${name}" ${WRITTEN[origin]}: ${instead}`);
}

export async function noSuchWatch(db: Database, name: string): Promise<NotFoundError> {
  const names = (await listWatches(db)).map((watch) => watch.name);
  return new NotFoundError(`there is no watch called "${name}"${hint(name, names)}`);
}
