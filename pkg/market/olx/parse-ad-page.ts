/** Decides what the answer to an ad's own address is: the ad, the site's word that it has ended, or nothing to conclude from. */
import type { RawAd } from '../../listing/raw-ad.js';
import type { AdPage, AskedAd, PageSource } from '../marketplace.js';
import { readAdMarkup, type AdMarkup } from './ad-dom.js';
import { cutMarkup, visibleText } from './cut-markup.js';
import { readEmbeddedState } from './embedded-state.js';
import { readJsonLdAd } from './json-ld.js';
import type { OlxSite } from './olx-site.js';
import { blockedSign, endedSign, overloadedSign } from './page-signs.js';
import { saidPrice } from './price-witness.js';
import { votePrices, type PriceWitness, type SaidPrice } from './price-vote.js';
import { isEndedState, readAdState } from './state-page.js';

/** Pages that only say something say it at the start. */
const TEXT_MAX = 500_000;

/**
 * State, markup and structured data are three witnesses: the first that has the ad gives it, and two against one say its
 * price. A heading of the page ("no longer available") counts only where no source has a description.
 */
export function parseAdPage(body: string, asked: AskedAd, site: OlxSite): AdPage {
  const cut = cutMarkup(body);
  const embedded = readEmbeddedState(body);
  const state = embedded.kind === 'found' ? embedded.state : undefined;
  const stated = readAdState(state, site.baseUrl);
  const markup = readAdMarkup(cut, site);
  const structured = readJsonLdAd(body, site)?.ads[0];
  const sources = { stated: stated?.ads[0], markup, structured };
  const id = sources.stated?.externalId ?? markup?.externalId ?? structured?.externalId;
  if (id === undefined) return withoutAd(body, cut, stated?.faults ?? []);
  // A site may show another ad, with status 200, at an address that it does not know.
  if (id !== asked.externalId) return nothing('unrecognised', `it is the page of the ad ${id}`);
  if (isEndedState(state)) return nothing('gone', 'the site marks it as ended');
  const hasText = [stated?.ads[0], markup, structured].some((source) => (source?.description ?? '') !== '');
  const ended = hasText ? null : endedSign(cut.slice(0, TEXT_MAX), body);
  if (ended !== null) return nothing('gone', `it has no description and says "${ended}"`);
  const read = choose(sources, asked, body.includes('</html'));
  if (read === null) return nothing('unrecognised', 'the page ends in the middle', stated?.faults ?? []);
  const { ads, disagreements } = votePrices(read.name, [read.ad], read.witnesses, true);
  return {
    ...{ kind: 'ad', ad: ads[0] ?? read.ad, source: read.source },
    disagreements: [...(stated?.faults ?? []), ...disagreements],
  };
}

interface Sources {
  readonly stated: RawAd | undefined;
  readonly markup: AdMarkup | null;
  readonly structured: RawAd | undefined;
}

interface Chosen {
  readonly source: PageSource;
  readonly name: string;
  readonly ad: RawAd;
  readonly witnesses: readonly PriceWitness[];
}

/** @param whole markup that is cut off could be a part of the text, so it is read from whole pages only */
function choose({ stated, markup, structured }: Sources, asked: AskedAd, whole: boolean): Chosen | null {
  const { url } = asked;
  const inPage: PriceWitness = {
    name: 'the page',
    priceOf: () => (markup === null || markup.priceText === '' ? undefined : saidPrice(markup.priceText)),
  };
  const inJsonLd: PriceWitness = { name: 'JSON-LD', priceOf: () => structured };
  if (stated !== undefined)
    return { source: 'state', name: 'the state', ad: { ...stated, url }, witnesses: [inPage, inJsonLd] };
  if (markup !== null && whole)
    return { source: 'dom', name: 'the page', ad: markupAd(markup, asked, structured), witnesses: [inJsonLd] };
  return structured === undefined
    ? null
    : { source: 'json-ld', name: 'JSON-LD', ad: { ...structured, url }, witnesses: [] };
}

/** What the markup does not say is taken from the structured data, where there is any. */
function markupAd(markup: AdMarkup, { externalId, url }: AskedAd, structured: RawAd | undefined): RawAd {
  const { title, description = structured?.description, priceText } = markup;
  return {
    ...{ externalId, url, title, ...(description !== undefined && { description }) },
    ...(priceText === '' && structured !== undefined ? priceOf(structured) : saidPrice(priceText)),
    ...{ negotiable: false, promoted: false, padding: false, condition: null, itemCondition: null },
    ...{ refreshedAt: null, params: {} },
    ...{ location: structured?.location ?? null, photoCount: structured?.photoCount ?? 0 },
  };
}

function priceOf({ priceText, priceMinor, currency }: RawAd): SaidPrice {
  return { priceText, priceMinor, currency };
}

function withoutAd(body: string, cut: string, faults: readonly string[]): AdPage {
  const start = cut.slice(0, TEXT_MAX);
  const text = visibleText(start);
  const blocked = blockedSign(text, body);
  if (blocked !== null) return nothing('blocked', `it says "${blocked}"`, faults);
  const overloaded = overloadedSign(text);
  if (overloaded !== null) return nothing('overloaded', `it says "${overloaded}"`, faults);
  const ended = endedSign(start, body);
  if (ended !== null) return nothing('gone', `it says "${ended}"`, faults);
  return nothing('unrecognised', 'no source has an ad, and the page does not say that it has ended', faults);
}

function nothing(kind: Exclude<AdPage['kind'], 'ad'>, note: string, disagreements: readonly string[] = []): AdPage {
  return { kind, ad: null, source: null, disagreements, note };
}
