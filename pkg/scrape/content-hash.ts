/** The identity of what a page said about an ad: the same content is stored and judged once. */
import { createHash } from 'node:crypto';
import type { RawAd } from '../listing/raw-ad.js';

/** SHA-256 over everything that is stored of the ad, except what moves without the ad changing (promotion, refresh date). */
export function contentHash(ad: RawAd): Uint8Array {
  const params = Object.entries(ad.params).sort(([a], [b]) => (a < b ? -1 : 1));
  const content = [
    ad.url,
    ad.title,
    ad.description ?? null,
    ad.priceText,
    ad.priceMinor,
    ad.currency,
    ad.negotiable,
    ad.priceDisagrees ?? false,
    ad.condition,
    ad.location,
    params,
    ad.photoCount,
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest();
}

/** Digest over the organic ads of first pages; three equal ones in a row mean that the site serves a frozen catalogue. */
export function firstPagesDigest(pages: readonly (readonly RawAd[])[]): string {
  const shown = pages.map((ads) => ads.filter((ad) => !ad.padding).map((ad) => [ad.externalId, ad.priceText]));
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
}
