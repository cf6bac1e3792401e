/** The page of one ad. */
import { stateOfAd } from './ad-state.js';
import { escapeHtml, scriptJson } from './html.js';
import type { LiveAd } from './market-day.js';
import type { RenderOptions } from './page-html.js';

export function adPage(ad: LiveAd, options: Omit<RenderOptions, 'generation' | 'weight'>): Buffer {
  const { baseUrl, epochMs } = options;
  const state = scriptJson(scriptJson({ ad: { ad: stateOfAd(ad, 'organic', { baseUrl, epochMs }), breadcrumbs: [] } }));
  const title = escapeHtml(ad.text.title);
  return Buffer.from(
    `<!DOCTYPE html><html lang="bg"><head><meta charset="utf-8"><title>${title}</title></head><body>` +
      `<div data-cy="ad_title"><h4>${title}</h4></div><div data-testid="ad-price-container"><h3>${escapeHtml(ad.price.text)}</h3></div>` +
      `<div data-cy="ad_description"><div>${ad.text.description.map(escapeHtml).join('<br />')}</div></div>` +
      `<script type="text/javascript" id="olx-init-config">\nwindow.__PRERENDERED_STATE__= ${state};\n</script></body></html>`,
  );
}
