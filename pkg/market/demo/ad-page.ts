/** The page of one ad. */
import { stateOfAd, type PageContext } from './ad-state.js';
import { escapeHtml, scriptJson } from './html.js';
import type { LiveAd } from './live-ad.js';

export function adPage(ad: LiveAd, context: PageContext): Buffer {
  const state = scriptJson(scriptJson({ ad: { ad: stateOfAd(ad, 'organic', context), breadcrumbs: [] } }));
  const title = escapeHtml(ad.text.title);
  return Buffer.from(
    `<!DOCTYPE html><html lang="bg"><head><meta charset="utf-8"><title>${title}</title></head><body>` +
      `<div data-cy="ad_title"><h4>${title}</h4></div><div data-testid="ad-price-container"><h3>${escapeHtml(ad.price.text)}</h3></div>` +
      `<div data-cy="ad_description"><div>${ad.text.description.map(escapeHtml).join('<br />')}</div></div>` +
      `<script type="text/javascript" id="olx-init-config">\nwindow.__PRERENDERED_STATE__= ${state};\n</script></body></html>`,
  );
}
