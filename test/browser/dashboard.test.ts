/** The dashboard as people meet it: a real browser on a real API over a real database. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { runApi } from '../../pkg/app/processes/api.js';
import { readConfig } from '../../pkg/config/config.js';
import { startDemoMarket, type DemoMarket } from '../../pkg/market/demo/demo-server.js';
import { freePort } from '../../pkg/postgres/embedded.js';
import { silentLogger } from '../../pkg/telemetry/logger.js';
import { runDemoCycle } from '../support/demo-cycle.js';
import { describeWith } from '../support/needs.js';
import { buildProduct } from '../support/product-process.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { launchBrowser, openWatched, type WatchedPage } from './browser.js';

const PAGES = [
  '/',
  '/dashboard/value',
  '/dashboard/models/RTX%203060',
  '/dashboard/listings',
  '/dashboard/listings/1',
  '/dashboard/rejected',
  '/dashboard/scraper',
];
const HOSTILE = `<script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">\u202E RTX 3060 12GB ${'x'.repeat(5_000)}`;
const webDir = join(import.meta.dirname, '../../dist/web');

describeWith('chromium', 'dashboard', () => {
  let database: TestDatabase;
  let market: DemoMarket;
  let browser: Browser;
  let port: number;
  let api: { stop(): Promise<void> };
  let watched: WatchedPage;
  let page: Page;

  const startApi = async (): Promise<{ stop(): Promise<void> }> => {
    const abort = new AbortController();
    const config = readConfig({
      DATABASE_URL: await database.urlAs('gpu_tracker_api'),
      HOST: '127.0.0.1',
      PORT: String(port),
    });
    const accessLog = new Writable({ write: (_chunk, _encoding, done) => done() });
    const ended: Promise<void>[] = [];
    await new Promise<void>((resolve, reject) => {
      const running = runApi({
        config,
        log: silentLogger,
        signal: abort.signal,
        accessLog,
        webDir,
        onListening: () => resolve(),
      });
      running.catch(reject);
      ended.push(running);
    });
    return {
      stop: () => {
        abort.abort();
        return Promise.all(ended).then(() => undefined);
      },
    };
  };

  beforeAll(async () => {
    buildProduct();
    database = await createTestDatabase();
    market = await startDemoMarket({ seed: 41, ads: 600 });
    for (let day = 0; day < 3; day += 1) {
      const now = new Date(Date.now() - (2 - day) * 86_400_000);
      await runDemoCycle({
        db: database.db,
        marketUrl: market.url,
        adPages: 40,
        clock: { now: () => now, sleep: () => Promise.resolve() },
      });
      market.advance(1);
    }
    await database
      .db('listings')
      .where({ id: database.db('listings').where({ status: 'active', model: 'RTX 3060' }).min('id') })
      .update({ title: HOSTILE });
    port = await freePort();
    api = await startApi();
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await api.stop();
    await market.close();
    await database.drop();
  });
  beforeEach(async () => {
    watched = await openWatched(browser, `http://127.0.0.1:${port}`);
    ({ page } = watched);
  });
  afterEach(() => page.close());

  /** Resolves when what the page loads first is there. */
  const settled = async (): Promise<void> => {
    await page.locator('main h1').waitFor();
    await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  };

  test.each(PAGES)('%s has no serious accessibility issue, no console error and asks nobody else', async (path) => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await page.goto(path);
    await settled();
    await page.evaluate(axe);
    const serious = await page.evaluate(
      `axe.run().then((result) => result.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
         .map((v) => v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')))`,
    );
    expect(serious).toEqual([]);
    expect(watched.faults).toEqual([]);
  });

  test('a filter and an order are in the address and survive a reload', async () => {
    await page.goto('/dashboard/listings');
    await settled();
    await page.getByLabel('Model', { exact: true }).fill('3060ti');
    await page.getByLabel('Sort').selectOption('price');
    await page.waitForURL(/model=3060ti.*sort=price/);
    await page.reload();
    await settled();
    await page.locator('tbody tr').first().waitFor();
    const models = await page.locator('tbody tr .model').allInnerTexts();
    expect(new Set(models.map((text) => text.replace(/ \d+ GB$/, '')))).toEqual(new Set(['RTX 3060 Ti']));
    const prices = (await page.locator('tbody tr td.number').allInnerTexts()).map((text) =>
      Number(text.replace(/[^\d]/g, '')),
    );
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    expect(watched.faults).toEqual([]);
  });

  test('the ranking sorts by any heading, with the keyboard', async () => {
    await page.goto('/dashboard/value');
    await settled();
    await page.getByRole('button', { name: 'Price', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/sort=-price/);
    await page.locator('th[aria-sort="descending"]').waitFor();
    const prices = (await page.locator('tbody tr td:nth-child(5)').allInnerTexts()).map((text) =>
      Number(text.replace(/[^\d]/g, '')),
    );
    expect(prices.length).toBeGreaterThan(10);
    expect(prices).toEqual([...prices].sort((a, b) => b - a));
  });

  test('the language switches at once and is remembered', async () => {
    await page.goto('/');
    await settled();
    await page.getByLabel('Language').selectOption('bg');
    await page.getByRole('heading', { name: 'Изгодни обяви' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Изгодни обяви' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('bg');
  });

  test('an ad is appraised on the first page, in the language of the page', async () => {
    await page.goto('/?lang=bg');
    await settled();
    await page.getByLabel('Обява или карта').fill('видеокарта rtx3060 12гб');
    await page.getByLabel('Искана цена').fill('20,50');
    await page.getByRole('button', { name: 'Оцени' }).click();
    await page.getByText(/^Справедлива цена за RTX 3060 12GB е/).waitFor();
    await page.getByText(/^20,50 € .*твърде евтино, за да е истина/).waitFor();
    expect(await page.getByRole('heading', { name: 'Ако продаваш' }).count()).toBe(1);
    await page.getByLabel('Обява или карта').fill('лаптоп с rtx 3060');
    await page.getByRole('button', { name: 'Оцени' }).click();
    await page.getByText(/^Това е лаптоп/).waitFor();
    expect(watched.faults).toEqual([]);
  });

  test('a deal says what is saved, against what, how sure, since when, and what to ask', async () => {
    await page.goto('/');
    const deal = page.locator('.deals > li').first();
    await deal.waitFor();
    for (const words of [/saved\s€/, /fair\s€/, /sure: \d+%/, /up for \d+ days/, /is \d+ % below/])
      expect(await deal.innerText()).toMatch(words);
    await deal.getByText('What to ask the seller').click();
    await deal
      .getByText(/^Ask (to|for|whether)/)
      .first()
      .waitFor();
  });

  test('what is too cheap to be true says so wherever it is shown, and is the cheapest nowhere', async () => {
    const { db } = database;
    const { id } = await db('listings')
      .where({ status: 'active', review: null, model: 'RTX 3060', memory_gb: 12 })
      .max<{ id: number }[]>('id as id')
      .then((rows) => rows[0]!);
    await db('listings').where({ id }).update({ price_minor: 2_000, currency: 'EUR', price_eur_cents: 2_000 });
    await db('markets').increment('data_version');
    await db.raw(`SELECT pg_notify('cycle_published', 'demo:0')`);
    await page.goto('/dashboard/models/RTX%203060?memory=12');
    const warned = page.locator('tbody tr', { hasText: 'too cheap to be true' });
    await warned.waitFor();
    expect(await warned.innerText()).toMatch(/€20\s/);
    expect(await page.locator('.figure', { hasText: 'cheapest' }).innerText()).not.toMatch(/€20\s/);
    await page.goto(`/dashboard/listings/${id}`);
    await page.locator('h1').getByText('too cheap to be true').waitFor();
    await page.goto('/dashboard/listings?sort=price&model=RTX+3060');
    await warned.waitFor();
    await page.goto('/dashboard/value');
    await settled();
    const ranked = await page.locator('tbody tr', { hasText: 'RTX 3060' }).allInnerTexts();
    expect(ranked.length).toBeGreaterThan(0);
    expect(ranked.filter((text) => /€20\s/.test(text))).toEqual([]);
  });

  test('an API that goes away and comes back is said, and survived without a reload', async () => {
    await page.goto('/dashboard/scraper');
    await settled();
    await api.stop();
    await page.locator('.tag', { hasText: 'not live' }).waitFor();
    await page.getByRole('link', { name: 'Value' }).click();
    await page.getByRole('alert').waitFor();
    api = await startApi();
    await page.locator('tbody tr').first().waitFor({ timeout: 20_000 });
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('hostile titles are only text', async () => {
    await page.goto('/dashboard/listings?model=RTX+3060');
    await page.getByText('<script>window.hacked').first().waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    await page.getByText('<script>window.hacked').first().click();
    await page.locator('article h1').waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    expect(watched.faults).toEqual([]);
  });

  test.each(PAGES)('%s fits a phone', async (path) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(path);
    await settled();
    const tooWide = `[...document.querySelectorAll('main, main *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1
      && !e.closest('.table, .chart, .hidden')).map((e) => e.outerHTML.slice(0, 200))`;
    expect(await page.evaluate(tooWide)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
  });

  test('the first load is under 150 KB compressed and paints within a second', async () => {
    await page.goto('/');
    await settled();
    const bytes =
      await page.evaluate(`performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
      .reduce((sum, entry) => sum + entry.transferSize, 0)`);
    expect(bytes).toBeLessThan(150_000);
    const paint = await page.evaluate(`new Promise((resolve) => new PerformanceObserver((list) =>
      resolve(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true }))`);
    expect(paint).toBeLessThan(1_000);
  });

  // Last, since a publish writes the hostile title over.
  test('a running cycle shows its progress live, and what it published appears without a reload', async () => {
    await page.goto('/');
    await settled();
    const cycle = runDemoCycle({ db: database.db, marketUrl: market.url, requestsPerMinute: 900 });
    await page.locator('.running progress').waitFor();
    await page.locator('.running', { hasText: 'reading "' }).waitFor();
    const { published } = await cycle;
    await page
      .locator('.figure', { hasText: 'offers' })
      .getByText(String(published?.active), { exact: true })
      .waitFor();
    await page.locator('.running').waitFor({ state: 'detached' });
  });
});
