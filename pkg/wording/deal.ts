/** Says why an offer is a deal, or too cheap to be true, in one sentence. */
import type { FairPrice } from '../analytics/fair-price.js';
import { variantName, type Variant } from '../analytics/variant.js';
import { counted, euros, percent, wholeEuros, type Language } from './language.js';

export interface DealFacts extends Variant {
  readonly priceEurCents: number;
  readonly fair: FairPrice;
  readonly discount: number;
  readonly flags: readonly string[];
}

const FLAGS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { mined: 'it mined', repaired: 'it was repaired', modded: 'it was modified' },
  bg: { mined: 'копала е', repaired: 'ремонтирана е', modded: 'преработена е' },
};

export function dealSentence(facts: DealFacts, language: Language): string {
  const { price, share, fair, offers, name } = wordsOf(facts, language);
  const said = facts.flags.flatMap((flag) => FLAGS[language][flag] ?? []);
  return language === 'bg'
    ? `${price} е с ${share} под ${fair} – справедливата цена за ${name} по ${offers}${said.length === 0 ? '' : `; в обявата пише, че ${said.join(' и ')}`}.`
    : `${price} is ${share} below ${fair}, the fair price of ${name} by ${offers}${said.length === 0 ? '' : `; the ad says that ${said.join(' and ')}`}.`;
}

export function suspicionSentence(facts: DealFacts, language: Language): string {
  const { price, share, fair, offers, name } = wordsOf(facts, language);
  return language === 'bg'
    ? `${price} е с ${share} под ${fair} – справедливата цена за ${name} по ${offers}: твърде евтино, за да е истина.`
    : `${price} is ${share} below ${fair}, the fair price of ${name} by ${offers}: too cheap to be true.`;
}

function wordsOf(facts: DealFacts, language: Language): Record<'price' | 'share' | 'fair' | 'offers' | 'name', string> {
  const { priceEurCents, fair, discount } = facts;
  return {
    price: euros(priceEurCents, language),
    share: percent(discount),
    fair: wholeEuros(fair.eurCents, language),
    offers: language === 'bg' ? counted(fair.n, 'bg', 'обява', 'обяви') : counted(fair.n, 'en', 'offer', 'offers'),
    name: variantName(facts),
  };
}
