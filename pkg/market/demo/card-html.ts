/** One card of the result list as HTML, in the markup of a year. */
import { conditionWord, type PageContext } from './ad-state.js';
import { escapeHtml } from './html.js';
import type { LiveAd } from './live-ad.js';
import { hash } from './random.js';
import type { Slot, SlotReason } from './result-page.js';

export type Markup = '2025' | '2026';

const MONTHS = [
  'януари',
  'февруари',
  'март',
  'април',
  'май',
  'юни',
  'юли',
  'август',
  'септември',
  'октомври',
  'ноември',
  'декември',
];

/** Two links to the ad, the picture first, then the title; style elements inside the card and inside the price. */
export function cardHtml({ ad, reason }: Slot, markup: Markup, context: PageContext, nowMs: number): string {
  const href = escapeHtml(cardHref(ad, reason, markup));
  const title = escapeHtml(ad.text.title);
  const note = ad.text.negotiable && ad.price.minor !== null ? 'По договаряне' : '';
  const photo = hash(ad.item.key, 0, 'photo').toString(36);
  const box = markup === '2025' ? 'data-cy="ad-card-title"' : 'data-testid="ad-card-title"';
  const heading =
    markup === '2025'
      ? `<a class="css-1tqlkj0" href="${href}"><h6 class="css-1g61gc2">${title}</h6></a>`
      : `<a class="css-1tqlkj0" data-testid="card-title-link" aria-label="${title}" href="${href}"><h4 data-nx-name="H4">${title}</h4></a>`;
  const condition =
    markup === '2025'
      ? `<span title="${conditionWord(ad)}"><span>${conditionWord(ad)}</span></span>`
      : `<div data-nx-name="NexusBadge">${conditionWord(ad)}</div>`;
  return (
    `<div data-cy="l-card" data-testid="l-card" data-visually-ready-trigger-element="true" id="${ad.id}" class="css-1sw7q4x">` +
    `<style data-emotion="css 1r93q13">.css-1r93q13{height:100%;padding:8px;background:#FFFFFF;}</style>` +
    `<div type="list" class="css-1g5933j"><a class="css-1tqlkj0" href="${href}"><div class="css-gl6djm">` +
    `<img src="https://photos.demo.invalid/v1/files/${photo}-BG/image;s=216x152" alt="${title}"/></div>` +
    (markup === '2026'
      ? '<canvas height="24" style="display:block"></canvas>'
      : reason === 'promoted'
        ? '<div class="css-3xiokn">Промо</div>'
        : '') +
    `</a></div><div ${box} class="css-u2ayx9">${heading}` +
    `<p data-testid="ad-price" class="css-uj7mm0">${escapeHtml(ad.price.text)}` +
    `<style data-emotion="css 1hm1942">.css-1hm1942{color:#7F9799;font-weight:100;}</style><span class="css-18rym86">${note}</span><span></span></p></div>` +
    `<div class="css-krg4hw">${condition}</div>` +
    `<p data-testid="location-date" class="css-vbz67q">${escapeHtml(ad.text.location)} - ${dateWords(ad, context, nowMs)}</p>` +
    `<span data-testid="adAddToFavorites">Любима</span></div>`
  );
}

/** In 2026 every link says why the card is there; before, only padding does. */
function cardHref(ad: LiveAd, reason: SlotReason, markup: Markup): string {
  const path = ad.text.partner ? `https://partner.demo.invalid${ad.path}` : ad.path;
  if (markup === '2026') return `${path}?search_reason=search%7C${reason}`;
  return reason.startsWith('extended_search') ? `${path}?reason=${reason}` : path;
}

/** The site's server writes the refresh time in UTC, without saying so. */
function dateWords(ad: LiveAd, { epochMs }: PageContext, nowMs: number): string {
  const at = new Date(epochMs + ad.refreshedAt * 1000);
  const refreshed = ad.refreshedAt > ad.createdAt;
  if (at.toISOString().slice(0, 10) === new Date(nowMs).toISOString().slice(0, 10))
    return `${refreshed ? 'Обновено днес' : 'Днес'} в ${at.toISOString().slice(11, 16)} ч.`;
  return `${refreshed ? 'Обновено на ' : ''}${at.getUTCDate()} ${MONTHS[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()} г.`;
}
