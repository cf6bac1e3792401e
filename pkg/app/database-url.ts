/** The database to use, or a clear refusal to start without one. */
import type { Config } from '../config/config.js';
import { InvalidConfigError } from '../errors/app-error.js';

/** @throws InvalidConfigError when DATABASE_URL is not set */
export function databaseUrlOf(config: Config): string {
  if (config.DATABASE_URL === undefined)
    throw new InvalidConfigError(
      'bad configuration: DATABASE_URL: is required (only `gpu-tracker up` brings its own PostgreSQL)',
    );
  return config.DATABASE_URL;
}
