import { cycleStoreContract } from './cycle-store-contract.js';
import { MemoryCycleStore } from './memory-cycle-store.js';

cycleStoreContract(async () => {
  const store = new MemoryCycleStore();
  return { store, published: async () => store.published() };
});
