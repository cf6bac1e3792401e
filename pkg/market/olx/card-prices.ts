/** What the cards of a page say they cost, found without parsing them: the second witness of every price of the state. */
import { foldedText, resolveEntities } from './plain-text.js';

/** A page as text or as its bytes: all that is looked for is ASCII. */
export interface Searchable {
  indexOf(text: string, from: number): number;
  /** The text from one place to another; a character that is cut there may come out broken. */
  text(from: number, to: number): string;
}

export function searchable(page: string | Buffer): Searchable {
  const indexOf = (text: string, from: number): number => page.indexOf(text, from);
  return {
    indexOf,
    text: (from, to) => (typeof page === 'string' ? page.slice(from, to) : page.toString('utf8', from, to)),
  };
}

/** Names of the card by year; class names made by the site's build (`css-...`) change with every release. */
export const CARD_MARKS = ['data-cy="l-card"', 'data-testid="l-card"', 'class="offer-wrapper"'] as const;
const PRICE_MARK = 'data-testid="ad-price"';
const PRICE_END = '</p>';
const ID = ' id="';
const ID_MAX = 16;
/** A card's own tag has some 150 characters, a price with its styles and notes some 300. */
const TAG_MAX = 300;
const PRICE_MAX = 2_000;

/** Where the cards of a page stand. */
export interface CardPlaces {
  /** Marks of cards, wherever they stand. */
  readonly count: number;
  readonly parts: readonly { readonly part: Searchable; readonly starts: readonly number[] }[];
}

/** @param parts the page without its embedded state, which is most of it */
export function findCards(...parts: readonly Searchable[]): CardPlaces {
  for (const mark of CARD_MARKS) {
    const found = parts.map((part) => ({ part, starts: placesOf(part, mark) }));
    const count = found.reduce((sum, { starts }) => sum + starts.length, 0);
    if (count > 0) return { count, parts: found };
  }
  return { count: 0, parts: [] };
}

function placesOf(part: Searchable, mark: string): number[] {
  const places: number[] = [];
  for (let at = part.indexOf(mark, 0); at >= 0; at = part.indexOf(mark, at + mark.length)) places.push(at);
  return places;
}

/** The text of the price by ad id, of an ad's first card; empty when it shows none, or none that can be found so. */
export function readCardPrices({ parts }: CardPlaces): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { part, starts } of parts) {
    let price = -1;
    for (const [at, start] of starts.entries()) {
      if (price < start) price = part.indexOf(PRICE_MARK, start);
      if (price < 0) price = Number.MAX_SAFE_INTEGER;
      const id = cardId(part, start);
      if (id === null || texts.has(id)) continue;
      texts.set(id, price < (starts[at + 1] ?? Number.MAX_SAFE_INTEGER) ? priceText(part, price) : '');
    }
  }
  return texts;
}

/** The card's id from the tag that carries the mark; it stands behind the mark, or seldom before it. */
function cardId(part: Searchable, mark: number): string | null {
  const end = part.indexOf('>', mark);
  const id = part.indexOf(ID, mark);
  if (id >= 0 && id < end) return idOf(part.text(id, id + ID.length + ID_MAX));
  const before = part.text(Math.max(0, mark - TAG_MAX), mark);
  return idOf(before.slice(Math.max(0, before.lastIndexOf('<'))));
}

function idOf(tag: string): string | null {
  return / id="([1-9]\d{0,14})"/.exec(tag)?.[1] ?? null;
}

/** Most prices end where the first paragraph does; one that does not is read again, with more around it. */
function priceText(part: Searchable, mark: number): string {
  const near = part.indexOf(PRICE_END, mark);
  const text = near < 0 || near - mark > PRICE_MAX ? null : ownText(part.text(mark, near + PRICE_END.length));
  return text ?? ownText(part.text(mark, mark + PRICE_MAX)) ?? '';
}

const TAG = /<(?:!--|(\/?)([a-z][a-z0-9]*)[^<>]*>)/giy;

/** The price element's own text is the amount; its children are notes and styles. `null` when its end is not there. */
function ownText(html: string): string | null {
  let at = html.indexOf('>') + 1;
  let text = '';
  for (let depth = 0; at > 0;) {
    const start = html.indexOf('<', at);
    TAG.lastIndex = Math.max(0, start);
    const [tag, closes, name] = TAG.exec(html) ?? [];
    if (start < 0 || tag === undefined) return null;
    if (depth === 0) text += html.slice(at, start);
    at = start + tag.length;
    if (name === undefined) at = after(html, '-->', at);
    else if (closes !== '') depth -= 1;
    else if (name === 'style') at = after(html, '</style>', at);
    else if (name !== 'br') depth += 1;
    if (depth < 0) return foldedText(resolveEntities(text));
  }
  return null;
}

/** 0 when it does not come. */
function after(html: string, closing: string, from: number): number {
  const at = html.indexOf(closing, from);
  return at < 0 ? 0 : at + closing.length;
}
