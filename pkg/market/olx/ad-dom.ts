/** Reads the markup of an ad's own page: what is left when the page carries no state, and the second witness of its price. */
import { adIdFromUrl } from './ad-code.js';
import { innerHtml } from './inner-html.js';
import type { OlxSite } from './olx-site.js';
import { descriptionText, foldedText, titleText } from './plain-text.js';

export interface AdMarkup {
  /** `null` when the page does not say which ad it is of. */
  readonly externalId: string | null;
  readonly title: string;
  readonly priceText: string;
  /** Absent when the page has no place for one. */
  readonly description?: string;
}

const TITLE = ['data-cy="offer_title"', 'data-testid="offer_title"', 'data-cy="ad_title"', 'data-testid="ad_title"'];
const PRICE = ['data-testid="ad-price-container"'];
const DESCRIPTION = ['data-cy="ad_description"', 'data-testid="ad_description"'];
const FOOTER = ['data-cy="ad-footer-bar-section"', 'data-testid="ad-footer-bar-section"'];

const LINE_MAX = 5_000;
const TEXT_MAX = 100_000;

/** @param cut the page without scripts and styles; `null` when it has no title of an ad */
export function readAdMarkup(cut: string, site: OlxSite): AdMarkup | null {
  const title = titleText(descriptionText(innerHtml(cut, TITLE, LINE_MAX) ?? ''));
  if (title === '') return null;
  const price = innerHtml(cut, PRICE, LINE_MAX) ?? '';
  const description = innerHtml(cut, DESCRIPTION, TEXT_MAX);
  return {
    externalId: adId(cut, site),
    title,
    // Notes ("negotiable") stand beside the heading that is the amount.
    priceText: foldedText(descriptionText(/<h[1-6][^<>]*>(.*?)<\/h[1-6]>/is.exec(price)?.[1] ?? price)),
    ...(description !== null && {
      description: descriptionText(description.replace(/<h[1-6][^<>]*>.*?<\/h[1-6]>/gis, '')),
    }),
  };
}

/** The number in the page's foot, or that of its own address. */
function adId(cut: string, site: OlxSite): string | null {
  const written = /(?<!\d)[1-9]\d{4,14}(?!\d)/.exec(descriptionText(innerHtml(cut, FOOTER, LINE_MAX) ?? ''))?.[0];
  if (written !== undefined) return written;
  const link = /<link\s[^<>]*rel="canonical"[^<>]*>/i.exec(cut)?.[0] ?? '';
  const href = / href="([^"<>]{1,500})"/.exec(link)?.[1];
  return href === undefined || !URL.canParse(href, site.baseUrl)
    ? null
    : adIdFromUrl(new URL(href, site.baseUrl), site.hosts);
}
