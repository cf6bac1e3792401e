/** How an amount is written on the site: lev, euro, or both in either order. */
import { bgnFromEurCents, eurCentsFromBgn, type Currency } from '../../listing/money.js';
import { at, type Item } from './item.js';
import { hash } from './random.js';

/** The words that stand in place of an amount. */
export type NoAmount = 'exchange' | 'free' | 'budget';

export interface ShownPrice {
  /** As written on the page; what it says instead when there is no amount. */
  readonly text: string;
  /** The amount of the currency that is written first, in minor units; `null` = no amount. */
  readonly minor: number | null;
  readonly currency: Currency;
  readonly noAmount: NoAmount | null;
}

const WORDS: Readonly<Record<NoAmount, string>> = {
  exchange: 'Бартер',
  free: 'Безплатно',
  budget: 'Цена по запитване',
};

export function shownPrice(item: Item, day: number): ShownPrice {
  const { minor } = at(item.prices, day);
  const { display } = at(item.displays, day);
  if (minor === null) {
    const noAmount = (['exchange', 'budget', 'free'] as const)[hash(item.key, 'no amount') % 3] ?? 'budget';
    return { text: WORDS[noAmount], minor: null, currency: 'EUR', noAmount };
  }
  const cents = item.currency === 'BGN' ? eurCentsFromBgn(minor) : minor;
  const stotinki = item.currency === 'BGN' ? minor : bgnFromEurCents(minor);
  const spaced = (['', ' ', ' ', '\u00a0', '\u202f'] as const)[hash(item.key, 'separator') % 5] ?? ' ';
  const euro = `${amount(cents, spaced)} €`;
  const lev = `${amount(stotinki, spaced)} лв.`;
  switch (display) {
    case 'eur':
      return { text: euro, minor: cents, currency: 'EUR', noAmount: null };
    case 'bgn':
      return { text: lev, minor: stotinki, currency: 'BGN', noAmount: null };
    case 'eur-bgn':
      return { text: `${euro} / ${lev}`, minor: cents, currency: 'EUR', noAmount: null };
    case 'bgn-eur':
      return { text: `${lev} / ${euro}`, minor: stotinki, currency: 'BGN', noAmount: null };
  }
}

/** `1 777.85`: decimals only where there are any. */
function amount(minor: number, separator: string): string {
  const whole = String(Math.floor(minor / 100)).replace(/\B(?=(\d{3})+$)/g, separator);
  const rest = minor % 100;
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(2, '0')}`;
}
