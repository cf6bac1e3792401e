/** SQL over published offers: the columns, the conditions of a filter, the orders; and how a row becomes an Offer. */
import type { Offer, OfferFilter, OfferPageRequest, OfferSort } from '../listing/market-reader.js';

/** Columns in the order `toOffer` reads them; instants as epoch seconds, since parsing timestamps as text costs most of a page. */
export const OFFER_COLUMNS = `l.id, m.slug, l.external_id, l.url, l.title, l.model, l.memory_gb, l.price_minor, l.currency,
  l.price_eur_cents, l.price_text, l.negotiable, l.condition, l.flags, l.location, l.photo_count,
  date_part('epoch', l.first_seen_at), date_part('epoch', l.last_seen_at), l.relist_of, l.cycle_id, l.review`;

export type OfferRow = readonly [
  id: number,
  market: string,
  externalId: string,
  url: string,
  title: string,
  model: string,
  memoryGb: number | null,
  priceMinor: number,
  currency: Offer['currency'],
  priceEurCents: number | null,
  priceText: string,
  negotiable: boolean,
  condition: string | null,
  flags: Offer['flags'],
  location: string | null,
  photoCount: number,
  firstSeenAt: number,
  lastSeenAt: number,
  relistOf: number | null,
  cycleId: number | null,
  review: Offer['review'],
];

export const toDate = (epochSeconds: number): Date => new Date(Math.round(epochSeconds * 1000));

export function toOffer(row: OfferRow): Offer {
  return {
    id: row[0],
    market: row[1],
    externalId: row[2],
    url: row[3],
    title: row[4],
    model: row[5],
    memoryGb: row[6],
    priceMinor: row[7],
    currency: row[8],
    priceEurCents: row[9],
    priceText: row[10],
    negotiable: row[11],
    condition: row[12],
    flags: row[13],
    location: row[14],
    photoCount: row[15],
    firstSeenAt: toDate(row[16]),
    lastSeenAt: toDate(row[17]),
    relistOf: row[18],
    cycleId: row[19],
    review: row[20],
  };
}

/** Collects the values of a parametrised statement: `bind` keeps one and gives its placeholder. */
export class Parameters {
  readonly values: unknown[] = [];
  bind(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

const UPPER = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЇЄҐЎҚҒҲӘҢӨҰҮҺĄĆĘŁŃÓŚŹŻĂÂÎȘŞȚŢÁÀÃÇÉÊÍÔÕÚ';

/** In lower case: spelt out, since lower() knows only ASCII in a database of locale C. */
export const lowerCase = (column: string): string =>
  `translate(lower(${column}), '${UPPER}', '${UPPER.toLowerCase()}')`;

/** `column` contains `text`, ignoring case. */
export function containsText(column: string, text: string, parameters: Parameters): string {
  return `strpos(${lowerCase(column)}, ${parameters.bind(text.toLowerCase())}) > 0`;
}

/** The conditions on `listings l` (and `markets m`) for the active offers that match. */
export function offerConditions(filter: OfferFilter, parameters: Parameters): string {
  const all = [`l.status = 'active'`];
  if (filter.model !== undefined) all.push(`l.model = ${parameters.bind(filter.model)}`);
  if (filter.memoryGb === null) all.push('l.memory_gb IS NULL');
  else if (filter.memoryGb !== undefined) all.push(`l.memory_gb = ${parameters.bind(filter.memoryGb)}::real`);
  if (filter.minMemoryGb !== undefined) all.push(`l.memory_gb >= ${parameters.bind(filter.minMemoryGb)}::real`);
  if (filter.maxMemoryGb !== undefined) all.push(`l.memory_gb <= ${parameters.bind(filter.maxMemoryGb)}::real`);
  if (filter.minEurCents !== undefined) all.push(`l.price_eur_cents >= ${parameters.bind(filter.minEurCents)}`);
  if (filter.maxEurCents !== undefined) all.push(`l.price_eur_cents <= ${parameters.bind(filter.maxEurCents)}`);
  if (filter.market !== undefined)
    all.push(`l.market_id = (SELECT id FROM markets WHERE slug = ${parameters.bind(filter.market)})`);
  if (filter.review !== undefined) all.push(`l.review IS ${filter.review === 'only' ? 'NOT ' : ''}NULL`);
  if (filter.text !== undefined) all.push(containsText('l.title', filter.text, parameters));
  return all.join(' AND ');
}

/** Each is the order of an index of active listings. */
const ORDERS: Readonly<Record<OfferSort, string>> = {
  first_seen: 'l.id',
  '-first_seen': 'l.id DESC',
  price: 'l.price_eur_cents, l.id',
  '-price': 'l.price_eur_cents DESC NULLS LAST, l.id',
  model: 'l.model, l.memory_gb, l.price_eur_cents, l.id',
};

export function offerPageSql(request: OfferPageRequest, parameters: Parameters): string {
  let conditions = offerConditions(request.filter, parameters);
  if (request.afterId !== undefined)
    conditions += ` AND l.id ${request.sort === 'first_seen' ? '>' : '<'} ${parameters.bind(request.afterId)}`;
  const order = ORDERS[request.sort];
  // The page is cut before the market's name is joined, so that skipped rows cost an index step and no more.
  return `SELECT ${OFFER_COLUMNS}
            FROM (SELECT * FROM listings l WHERE ${conditions} ORDER BY ${order}
                   LIMIT ${parameters.bind(request.limit)} OFFSET ${parameters.bind(request.offset ?? 0)}) l
            JOIN markets m ON m.id = l.market_id
           ORDER BY ${order}`;
}
