/** For a file of tests: a market of its own for each, in a database that goes with it. */
import { afterEach, beforeEach } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { WatchMarket } from './watch-market.js';

export function marketPerTest(use: (fresh: WatchMarket) => void): void {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
    use(new WatchMarket(database.db));
  });
  afterEach(() => database.drop());
}
