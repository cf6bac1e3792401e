/** Reads the cards of a search page, in the markup of every year from 2020 on. */
import { load, type Cheerio, type CheerioAPI } from 'cheerio/slim';
import type { RawAd } from '../../listing/raw-ad.js';
import { adIdFromUrl } from './ad-code.js';
import { CARD_MARKS } from './card-prices.js';
import type { OlxSite } from './olx-site.js';
import { foldedText, titleText } from './plain-text.js';
import { isNegotiableNote, readPrice } from './price-text.js';
import { adUrl, PADDING_MARK, type SourcePage } from './source-page.js';
import { readPaging, readTotal } from './dom-paging.js';

type Node = Cheerio<ReturnType<CheerioAPI>[number]>;

const GRID_MARK = 'data-testid="listing-grid"';

/** A card has some 80 tags. The bound keeps a hostile page from nesting so deep that searching it takes minutes. */
const CARD_TAGS_MAX = 600;
/** The card's own tag has some 150 characters. */
const TAG_MAX = 500;
/** Real pages have up to 52. */
const CARDS_MAX = 300;

/** @param cut the page without scripts and styles: both stand inside cards, and inside prices */
export function readDom(cut: string, site: OlxSite): SourcePage {
  const starts = cardStarts(cut);
  const secondGrid = cut.indexOf(GRID_MARK, cut.indexOf(GRID_MARK) + GRID_MARK.length);
  const ads: RawAd[] = [];
  const faults: string[] = [];
  let unparsed = Math.max(0, starts.length - CARDS_MAX);
  for (const [at, start] of starts.slice(0, CARDS_MAX).entries()) {
    const html = cut.slice(start, cardEnd(cut, start, starts[at + 1] ?? cut.length));
    // The second grid holds what the site adds to a short list of results.
    const read = readCard(load(html).root().children().first(), secondGrid >= 0 && start > secondGrid, site);
    if (typeof read === 'string') {
      unparsed += 1;
      faults.push(read);
    } else {
      ads.push(read.ad);
      if (!read.understood) faults.push(`ad ${read.ad.externalId}: the price "${read.ad.priceText}" is not understood`);
    }
  }
  if (starts.length > CARDS_MAX) faults.push(`the page has ${starts.length} cards, ${CARDS_MAX} were read`);
  const announcedTotal = readTotal(cut);
  return {
    ads,
    cards: starts.length,
    unparsed,
    faults,
    announcedTotal,
    ...readPaging(cut),
    saysEmpty: starts.length === 0 && announcedTotal === 0,
  };
}

/** Where the cards begin. Reading them one by one is faster than the page as a whole, and one cannot spoil another. */
function cardStarts(cut: string): number[] {
  for (const mark of CARD_MARKS) {
    const starts: number[] = [];
    for (let at = cut.indexOf(mark); at >= 0; at = cut.indexOf(mark, at + mark.length)) {
      const before = cut.slice(Math.max(0, at - TAG_MAX), at);
      const tag = before.lastIndexOf('<');
      // Only inside a tag is it a mark.
      if (tag >= 0 && !before.includes('>', tag)) starts.push(at - before.length + tag);
    }
    if (starts.length > 0) return starts;
  }
  return [];
}

/** At the next card, or sooner when there are too many tags for one. */
function cardEnd(cut: string, start: number, next: number): number {
  let at = start;
  for (let tags = 0; tags < CARD_TAGS_MAX; tags++) {
    at = cut.indexOf('<', at + 1);
    if (at < 0 || at >= next) return next;
  }
  return at;
}

function readCard(card: Node, padding: boolean, site: OlxSite): { ad: RawAd; understood: boolean } | string {
  const heading = card.find('h4, h6, h3').first();
  // The first link is the picture's; all of them lead to the same ad.
  const href = heading.closest('a[href]').attr('href') ?? card.find('a[href]').first().attr('href');
  const url = href === undefined ? null : adUrl(href, site.baseUrl);
  if (href === undefined || url === null) return 'a card has no link';
  const id = cardId(card) ?? adIdFromUrl(url, site.hosts);
  if (id === null) return 'a card has no numeric id';
  const title = titleText(heading.text());
  if (title === '') return `card ${id} has no title`;
  const { text, note } = priceOf(card);
  const price = readPrice(text);
  const condition = card.find('[data-nx-name="NexusBadge"]').first().text() || card.find('span[title]').attr('title');
  return {
    understood: price.understood,
    ad: {
      externalId: id,
      url: url.href,
      title,
      priceText: text,
      priceMinor: price.minor,
      currency: price.currency,
      negotiable: isNegotiableNote(`${note} ${text}`),
      ...(price.disagrees ? { priceDisagrees: true } : {}),
      promoted: isPromoted(card, href),
      padding: padding || href.includes(PADDING_MARK),
      condition: foldedText(condition ?? '') || null,
      itemCondition: null,
      location: locationOf(card),
      // Cards write a day, or a clock in UTC without its day ("today at 18:39"): neither is an instant.
      refreshedAt: null,
      params: {},
      photoCount: card.find('img[src*="/files/"]').length,
    },
  };
}

function cardId(card: Node): string | null {
  const id = card.attr('id') ?? card.find('[data-id]').first().attr('data-id') ?? '';
  return /^[1-9]\d{0,14}$/.test(id) ? id : null;
}

/** The element's own text is the amount; its children are notes ("do negocjacji"), which text content would glue to it. */
function priceOf(card: Node): { text: string; note: string } {
  const price = card.find('[data-testid="ad-price"]').first();
  if (price.length > 0) {
    const own = price.contents().not('*').text();
    return { text: foldedText(own), note: foldedText(price.children().text()) };
  }
  const old = card.find('.td-price').first();
  const amount = old.find('.price').first();
  return { text: foldedText(amount.text()), note: foldedText(old.text().replace(amount.text(), '')) };
}

/** 2026 draws the badge by script on every card, so there only the link tells. */
function isPromoted(card: Node, href: string): boolean {
  return (
    /[?&]search_reason=[^&#]*promoted/.test(href) ||
    href.endsWith(';promoted') ||
    card.find('[data-testid="adCard-featured"]').length > 0
  );
}

/** "City, District - date": the date follows the last dash. */
function locationOf(card: Node): string | null {
  const line = foldedText(card.find('[data-testid="location-date"]').first().text());
  if (line === '') return foldedText(card.find('[data-icon^="location"]').first().parent().text()) || null;
  const dash = line.lastIndexOf(' - ');
  return (dash < 0 ? line : line.slice(0, dash)).trim() || null;
}
