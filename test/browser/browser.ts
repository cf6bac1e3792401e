/** Debian's Chromium, driven headless, with everything that is wrong with a page collected. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { findProgram } from '../support/find-program.js';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchBrowser(): Promise<Browser> {
  const executablePath = findProgram('chromium');
  if (executablePath === undefined) throw new Error('chromium is not installed');
  return chromium.launch({ executablePath, args: ARGS });
}

export interface WatchedPage {
  readonly page: Page;
  /** Console errors, exceptions, and requests to other hosts, in words. */
  readonly faults: string[];
}

export async function openWatched(
  browser: Browser,
  baseUrl: string,
  options: Parameters<Browser['newPage']>[0] = {},
): Promise<WatchedPage> {
  const page = await browser.newPage({ baseURL: baseUrl, locale: 'en-IE', ...options });
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (err) => faults.push(`exception: ${err.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(baseUrl)) faults.push(`asked another host: ${request.url()}`);
  });
  return { page, faults };
}
