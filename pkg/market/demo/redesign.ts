/** What the site could look like after a redesign that nobody was told of: the same ads, nothing to hold on to. */
import { escapeHtml } from './html.js';
import type { ResultPage } from './result-page.js';

export function redesignedPage({ slots, padding }: ResultPage): Buffer {
  const tiles = [...slots, ...padding].map(
    ({ ad }) =>
      `<article class="x7q"><b class="k1">${escapeHtml(ad.text.title)}</b><i class="k2">${escapeHtml(ad.price.text)}</i></article>`,
  );
  return Buffer.from(
    `<!DOCTYPE html><html lang="bg"><head><meta charset="utf-8"><title>Новият сайт</title></head><body><main class="app">${tiles.join('')}</main></body></html>`,
  );
}
