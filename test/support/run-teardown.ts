/** Stops the run's PostgreSQL and removes its files. */
import { rm } from 'node:fs/promises';

export default async function globalTeardown(): Promise<void> {
  const { stopTestPostgres, testPostgresDir } = globalThis as unknown as {
    stopTestPostgres: () => Promise<void>;
    testPostgresDir: string;
  };
  await stopTestPostgres();
  await rm(testPostgresDir, { recursive: true, force: true });
}
