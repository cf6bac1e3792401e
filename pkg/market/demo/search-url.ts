/** Addresses of searches, in both directions. */
import type { Order } from './market-day.js';
import type { PageRequest } from './result-page.js';

const ORDERS: readonly (readonly [string, Order])[] = [
  ['created_at:desc', 'newest'],
  ['relevance:desc', 'relevance'],
  ['filter_float_price:asc', 'price-asc'],
  ['filter_float_price:desc', 'price-desc'],
];

/** Path and query as the site writes them: page 1 has no number, brackets are encoded. */
export function searchHref({ term, range, order, page }: PageRequest): string {
  const query = new URLSearchParams();
  if (page > 1) query.set('page', String(page));
  if (range.from !== null) query.set('search[filter_float_price:from]', String(range.from));
  if (range.to !== null) query.set('search[filter_float_price:to]', String(range.to));
  if (order !== 'newest') query.set('search[order]', ORDERS.find(([, own]) => own === order)?.[0] ?? '');
  const text = query.toString();
  return `/ads/q-${encodeURIComponent(term.replaceAll(' ', '-'))}/${text === '' ? '' : `?${text}`}`;
}

/** What a search address asks for; `null` when it is not one. Unknown parameters are ignored, as the site does. */
export function readSearchUrl(url: URL): PageRequest | null {
  const match = /^\/(?:ads|elektronika)\/(?:[a-z0-9-]+\/)*?(?:q-([^/]*)\/?)?$/.exec(url.pathname);
  if (match === null) return null;
  let term: string;
  try {
    term = decodeURIComponent(match[1] ?? '').replaceAll('-', ' ');
  } catch {
    return null;
  }
  const order = url.searchParams.get('search[order]');
  return {
    term,
    range: {
      from: amount(url.searchParams.get('search[filter_float_price:from]')),
      to: amount(url.searchParams.get('search[filter_float_price:to]')),
    },
    order: ORDERS.find(([name]) => name === order)?.[1] ?? 'newest',
    page: Math.max(1, Math.trunc(Number(url.searchParams.get('page') ?? 1)) || 1),
  };
}

function amount(text: string | null): number | null {
  const value = text === null || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
