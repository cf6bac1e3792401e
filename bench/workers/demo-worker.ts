/** The simulated market as a process of its own, so that its work is not counted as the scraper's. Prints its address. */
import { startDemoMarket } from '../../pkg/market/demo/demo-server.js';

const [ads = '1800', pageBytes = '0'] = process.argv.slice(2);
const market = await startDemoMarket({ seed: 11, ads: Number(ads), pageBytes: Number(pageBytes), generation: '2026' });
console.log(market.url);
process.once('SIGTERM', () => void market.close());
