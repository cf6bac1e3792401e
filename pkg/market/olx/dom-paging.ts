/** The totals and page links of a search page's markup. */
import { load, type CheerioAPI } from 'cheerio/slim';
import { foldedText } from './plain-text.js';

/** "Znaleźliśmy ponad 1000 ogłoszeń": 1000, the most that the site admits to; `null` when the page gives no number. */
export function readTotal(cut: string): number | null {
  const $ = part(cut, 'data-testid="total-count"', 1_000);
  const digits = /\d[\d .]*/.exec(foldedText($('[data-testid="total-count"]').first().text()))?.[0].replace(/\D/g, '');
  return digits === undefined || digits.length > 12 ? null : Number(digits);
}

/** The last number is the page count. The current page is the marked one, or the one before the "next" link's. */
export function readPaging(cut: string): { readonly page: number | null; readonly totalPages: number | null } {
  const $ = part(cut, 'data-testid="pagination-list"', 20_000, 'class="pager', 'data-testid="pagination-list-item"');
  const numbers = $('[data-testid="pagination-list-item"]')
    .toArray()
    .map((item) => pageNumber($(item).text()))
    .filter((number) => number !== null);
  const lastLink = $('[data-cy="page-link-last"]').first().text();
  const totalPages = numbers.length > 0 ? Math.max(...numbers) : pageNumber(lastLink);
  const marked = pageNumber($('.pagination-item__active, [aria-current="page"]').first().text());
  if (marked !== null) return { page: marked, totalPages };
  const next = $('[data-testid="pagination-forward"], [data-cy="pagination-forward"], [data-cy="page-link-next"]');
  const nextPage = pageNumber(/[?&]page=(\d+)/.exec(next.first().attr('href') ?? '')?.[1] ?? '');
  if (nextPage !== null) return { page: nextPage - 1, totalPages };
  return { page: next.length === 0 ? totalPages : null, totalPages };
}

/** The part of the page that begins with the tag that carries a mark; nothing when no mark is there. */
function part(cut: string, mark: string, length: number, ...otherwise: readonly string[]): CheerioAPI {
  const at = [mark, ...otherwise].map((each) => cut.indexOf(each)).find((found) => found >= 0) ?? -1;
  const start = at < 0 ? cut.length : Math.max(0, cut.lastIndexOf('<', at));
  return load(cut.slice(start, start + length));
}

function pageNumber(text: string): number | null {
  const digits = text.trim();
  return /^[1-9]\d{0,5}$/.test(digits) ? Number(digits) : null;
}
