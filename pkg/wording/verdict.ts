/** Says why an ad is no card for sale, or is in doubt. */
import type { Appraisal } from '../analytics/appraisal.js';
import type { PricedOffer } from '../analytics/fair-price.js';
import { variantName } from '../analytics/variant.js';
import { counted, wholeEuros, type Language } from './language.js';

type Reason = string;

const REJECTED: Readonly<Record<Language, Readonly<Record<Reason, string>>>> = {
  en: {
    'not-a-gpu': 'This is no graphics card, or only mentions one.',
    computer: 'This is a whole computer, not a card by itself.',
    laptop: 'This is a laptop, or the card of one.',
    part: 'This is a part of a card or something made for one: a cooler, a box, a bracket, a cable.',
    defective: 'This card does not work as it should, by its own ad.',
    'mining-rig': 'This is a mining rig.',
    lot: 'This is several things at one price.',
    wanted: 'Someone wants to buy here.',
    'not-for-sale': 'This is not for sale: sold, reserved, for rent, or only to swap.',
    service: 'This is a service, such as repair or cleaning.',
    fake: 'This is a counterfeit: another chip under this name.',
    'unknown-model': 'This is a graphics card, but the ad does not say which.',
    'price-missing': 'No price is written.',
    'price-implausible': 'The price cannot be meant.',
  },
  bg: {
    'not-a-gpu': 'Това не е видеокарта или само я споменава.',
    computer: 'Това е цял компютър, а не отделна карта.',
    laptop: 'Това е лаптоп или карта за лаптоп.',
    part: 'Това е част от карта или нещо за карта: охлаждане, кутия, стойка, кабел.',
    defective: 'По думите на самата обява тази карта не работи както трябва.',
    'mining-rig': 'Това е риг за копаене.',
    lot: 'Това са няколко неща на една цена.',
    wanted: 'Тук някой търси да купи.',
    'not-for-sale': 'Не се продава: продадена, запазена, под наем или само за замяна.',
    service: 'Това е услуга, например ремонт или почистване.',
    fake: 'Това е фалшива карта: друг чип под това име.',
    'unknown-model': 'Това е видеокарта, но не е казано коя.',
    'price-missing': 'Няма написана цена.',
    'price-implausible': 'Цената не може да е истинска.',
  },
};

const NOT_APPRAISED: Readonly<Record<Language, string>> = {
  en: 'So there is no price to compare it with.',
  bg: 'Затова няма с каква цена да се сравни.',
};

const COMPARED: Readonly<Record<Language, (name: string, price: string, offers: string) => string>> = {
  en: (name, price, offers) => `For comparison: a working ${name}, by itself, costs ${price} (${offers}).`,
  bg: (name, price, offers) => `За сравнение: работеща ${name}, сама по себе си, струва ${price} (${offers}).`,
};

const DOUBT: Readonly<Record<Language, string>> = {
  en: 'The ad leaves a doubt about what it sells: read it twice before you believe the figures below.',
  bg: 'Обявата оставя съмнение какво се продава: прочети я два пъти, преди да вярваш на числата по-долу.',
};

interface LeftOut {
  /** One of the closed set of the rules; an unknown one is said as it is. */
  readonly reason: string;
  readonly model?: string;
}

/** @param working what the named card costs in working order, for comparison; empty where that tells nothing */
export function rejectionSentences(
  { reason, model = '' }: LeftOut,
  working: Appraisal<PricedOffer>['versions'],
  language: Language,
): string[] {
  const compared = working.map(({ memoryGb, fair }) =>
    COMPARED[language](
      variantName({ model, memoryGb }),
      wholeEuros(fair.eurCents, language),
      language === 'bg'
        ? counted(fair.n, 'bg', 'сравнима обява', 'сравними обяви')
        : counted(fair.n, 'en', 'comparable offer', 'comparable offers'),
    ),
  );
  return [REJECTED[language][reason] ?? reason, ...(compared.length === 0 ? [NOT_APPRAISED[language]] : compared)];
}

export const doubtSentence = (language: Language): string => DOUBT[language];
