import { describe } from '@jest/globals';
import { CONTRACT_LISTINGS, marketReaderContract } from './market-reader-contract.js';
import { MemoryMarketReader } from './memory-market-reader.js';

describe('the market in memory', () => {
  marketReaderContract(() => Promise.resolve(new MemoryMarketReader({ version: '1', listings: CONTRACT_LISTINGS })));
});
