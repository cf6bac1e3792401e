/** The page of one ad, with an embedded state or without; its whole description is found nowhere else. */
import { adUrl, stateOfAd, type PageContext } from './ad-state.js';
import { escapeHtml, scriptJson } from './html.js';
import type { LiveAd } from './live-ad.js';
import type { Generation } from './page-html.js';

export function adPage(ad: LiveAd, context: PageContext, generation: Generation): Buffer {
  const { text, price } = ad;
  const title = escapeHtml(text.title);
  const box = generation === '2025' ? 'ad_title' : 'offer_title';
  return Buffer.from(
    `<!DOCTYPE html><html lang="bg"><head><meta charset="utf-8"><title>${title}</title>${jsonLd(ad, context)}</head><body>` +
      `<div data-cy="${box}" data-testid="${box}"><style data-emotion="css u346e4">.css-u346e4{margin:0 0 3px;}</style><h4>${title}</h4></div>` +
      `<div data-testid="ad-price-container"><h3>${escapeHtml(price.text)}</h3>${text.negotiable ? '<p>По договаряне</p>' : ''}</div>` +
      `<div data-cy="ad_description" data-testid="ad_description"><h3>Описание</h3><div class="css-19duwlz">${text.description.map(escapeHtml).join('<br />')}</div></div>` +
      `<div data-cy="ad-footer-bar-section" data-testid="ad-footer-bar-section"><span>ID: <!-- -->${ad.id}</span></div>` +
      `${generation === 'no-state' ? '' : stateScript(ad, context)}</body></html>`,
  );
}

function stateScript(ad: LiveAd, context: PageContext): string {
  const state = scriptJson(scriptJson({ ad: { ad: stateOfAd(ad, 'own-page', context), breadcrumbs: [] } }));
  return `<script type="text/javascript" id="olx-init-config">\nwindow.__PRERENDERED_STATE__= ${state};\n</script>`;
}

function jsonLd(ad: LiveAd, context: PageContext): string {
  const { minor, currency } = ad.price;
  const product = {
    ...{ '@context': 'https://schema.org', '@type': 'Product', name: ad.text.title, url: adUrl(ad, context) },
    ...{ description: ad.text.description.join(' '), sku: String(ad.id) },
    offers: {
      ...{ '@type': 'Offer', availability: 'https://schema.org/InStock', priceCurrency: currency },
      ...{ price: (minor ?? 0) / 100, areaServed: { '@type': 'City', name: ad.text.location.split(', ')[0] } },
    },
  };
  return `<script data-rh="true" type="application/ld+json">${scriptJson(product)}</script>`;
}
