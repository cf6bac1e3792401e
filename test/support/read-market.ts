/** Reads the published market as the API does, once. */
import type { MarketView } from '../../pkg/listing/market-reader.js';
import { PgMarketReader } from '../../pkg/postgres/pg-market-reader.js';
import { openReaderPool } from '../../pkg/postgres/reader-pool.js';

export async function readMarket<T>(url: string, work: (view: MarketView) => Promise<T>): Promise<T> {
  const pool = openReaderPool({
    ...{ url, applicationName: 'test', poolMax: 1 },
    onIdleError: (err) => {
      throw err;
    },
  });
  try {
    return await new PgMarketReader(pool).read(work);
  } finally {
    await pool.end();
  }
}
