/** `npm run screenshots -- http://localhost:8000`: every page of the dashboard, light, dark and phone, into docs/screenshots/. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../test/browser/browser.js';

const PAGES = {
  overview: '/',
  value: '/dashboard/value',
  model: '/dashboard/models/RTX%203060',
  listings: '/dashboard/listings',
  rejected: '/dashboard/rejected',
  scraper: '/dashboard/scraper',
};
const KINDS = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const;

const baseURL = process.argv[2] ?? 'http://localhost:8000';
const folder = join(import.meta.dirname, '../docs/screenshots');
await mkdir(folder, { recursive: true });
const browser = await launchBrowser();
for (const { name, ...look } of KINDS) {
  const page = await browser.newPage({ baseURL, locale: 'en-IE', ...look });
  for (const [view, path] of Object.entries(PAGES)) {
    await page.goto(path);
    await page.locator('main h1').waitFor();
    await page.locator('.skeleton').first().waitFor({ state: 'detached' });
    await page.screenshot({ path: join(folder, `${view}-${name}.png`) });
    console.log(`${view}-${name}.png`);
  }
  await page.close();
}
await browser.close();
