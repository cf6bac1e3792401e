/** The rules for robots of the demo market: those of the site that it stands for. */

const RULES = `User-agent: *
Disallow: */ajax/
Disallow: /adminpanel/
Disallow: /api/
Disallow: */facebook/
Disallow: */rss/
Disallow: */account/
Disallow: */myaccount/
Disallow: /adprint/
Disallow: /ad/leaflet/
Disallow: /ad/contact/
Disallow: /payment/
Disallow: */i2/*
Allow: /
`;

/** `crawlDelay` in seconds; `null` = no such line. */
export function robotsTxt(crawlDelay: number | null): string {
  return crawlDelay === null ? RULES : `${RULES}Crawl-delay: ${crawlDelay}\n`;
}
