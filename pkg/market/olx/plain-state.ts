/** The usual page of results, read from its bytes: of its megabytes only the list of ads is decoded and parsed. */
import type { ParsedPage } from '../marketplace.js';
import { findCards, readCardPrices, searchable } from './card-prices.js';
import { STATE_MAX } from './embedded-state.js';
import { firstEscapedMember } from './escaped-member.js';
import type { OlxSite } from './olx-site.js';
import { results } from './parse-page.js';
import { cardWitness } from './price-witness.js';
import { votePrices } from './price-vote.js';
import { readListingState } from './state-page.js';

const NAME = '__PRERENDERED_STATE__';
/** `NAME = "`: white space is allowed around the sign. */
const ASSIGNMENT = /^\s*=\s*"/;
const ASSIGNMENT_MAX = 20;

/** `null` for every page but one whose state lists as many ads as the page has cards, at the same prices: that page is then read in full. */
export function readPlainState(page: Buffer, site: OlxSite): ParsedPage | null {
  const at = page.indexOf(NAME);
  if (at < 0) return null;
  const after = at + NAME.length;
  const assignment = ASSIGNMENT.exec(page.toString('latin1', after, after + ASSIGNMENT_MAX));
  if (assignment === null) return null;
  const start = after + assignment[0].length - 1;
  const member = firstEscapedMember(page, start, 'listing');
  if (member === null || member.json.length > STATE_MAX) return null;
  const end = page.indexOf('";', member.end);
  if (end < 0) return null; // torn
  const state = readListingState(parsed(member.json), site.baseUrl);
  if (state === null || state.ads.length === 0) return null;
  // Cards stand outside the state, which is most of the page, so it is not searched.
  const cards = findCards(searchable(page.subarray(0, start)), searchable(page.subarray(end)));
  if (cards.count !== state.ads.length + state.unparsed) return null;
  // A card that shows no price leaves the word to JSON-LD, which is not read here.
  const prices = readCardPrices(cards);
  if (state.ads.some(({ externalId }) => !prices.get(externalId))) return null;
  const { disagreements } = votePrices('the state', state.ads, [cardWitness(prices)]);
  return disagreements.length === 0 ? results('state', state, []) : null;
}

function parsed(json: string): unknown {
  try {
    return { listing: JSON.parse(json) as unknown };
  } catch {
    return undefined;
  }
}
