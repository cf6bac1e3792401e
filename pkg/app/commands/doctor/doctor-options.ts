/** What the checks of `gpu-tracker doctor` look at. */
import type { Clock } from '../../../clock/clock.js';
import type { Config } from '../../../config/config.js';
import type { Database } from '../../../postgres/database.js';

export interface DoctorOptions {
  /** The database that `config` names. */
  readonly db: Database;
  readonly config: Config;
  readonly clock: Clock;
  /** What WATCHES_FILE takes its secrets from. */
  readonly env: Readonly<Record<string, string | undefined>>;
}
