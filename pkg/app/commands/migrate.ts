/** `gpu-tracker migrate`: applies what is missing, or tells whether something is, or waits until nothing is. */
import { Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../../config/config.js';
import { databaseFailure } from '../../errors/database-failure.js';
import { systemClock, type Clock } from '../../clock/clock.js';
import { openDatabase } from '../../postgres/database.js';
import { migrate, pendingMigrations, SchemaNotCurrentError } from '../../postgres/migrate.js';
import { databaseUrlOf } from '../database.js';

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring the database schema up to date, or wait until it is')
    .option('--check', 'change nothing; exit 0 when the schema is current, else 75')
    .option('--wait <seconds>', 'change nothing; wait at most this long until the schema is current', seconds)
    .option('--json', 'print {"applied": [...]} or {"pending": [...]}')
    .addHelpText('after', '\nDATABASE_URL names the database.')
    .action(async (options: { check?: boolean; wait?: number; json?: boolean }) => {
      const db = openDatabase({
        url: databaseUrlOf(readConfig(process.env)),
        applicationName: 'gpu-tracker-migrate',
        poolMax: 2,
      });
      const say = (text: string, data: unknown): void => {
        process.stdout.write(`${options.json === true ? JSON.stringify(data) : text}\n`);
      };
      try {
        if (options.check !== true && options.wait === undefined) {
          const applied = await migrate(db);
          say(applied.length === 0 ? 'the schema is current' : `applied ${applied.join(', ')}`, { applied });
          return;
        }
        const pending = await waitUntilCurrent(() => pendingMigrations(db), (options.wait ?? 0) * 1_000, systemClock);
        if (pending.length > 0) {
          if (options.json === true) say('', { pending });
          throw new SchemaNotCurrentError(`the schema is not current: ${pending.join(', ')} missing`);
        }
        say('the schema is current', { pending });
      } finally {
        await db.destroy();
      }
    });
}

const POLL_MS = 1_000;

/** What is pending when nothing is any more, or when `timeoutMs` have passed; a database that is away counts as "not yet". */
export async function waitUntilCurrent(
  pending: () => Promise<string[]>,
  timeoutMs: number,
  clock: Clock,
): Promise<string[]> {
  const until = clock.now().getTime() + timeoutMs;
  for (;;) {
    const last = clock.now().getTime() >= until;
    try {
      const names = await pending();
      if (names.length === 0 || last) return names;
    } catch (err) {
      // Also a refusal: while an installation comes up, the database stands before its roles do.
      if (last || !isForNow(err)) throw err;
    }
    await clock.sleep(POLL_MS);
  }
}

/** PostgreSQL's code for a right that one has not got. */
const PERMISSION_DENIED = '42501';

/** What a database may answer while an installation comes up: it is away, its roles are not there yet, or have not got their rights yet. */
function isForNow(err: unknown): boolean {
  const failure = databaseFailure(err);
  return failure === 'ours' ? (err as { code?: unknown }).code === PERMISSION_DENIED : failure !== undefined;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 86_400)
    throw new InvalidArgumentError('a whole number of seconds, at most 86400, is needed.');
  return value;
}
