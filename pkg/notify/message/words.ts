/** The words of messages, in each language that people are spoken to in. */
import type { OfferWhy, SCRAPER_STATES, Telling } from '../../watch/fact.js';
import { counted, percent, type Language } from '../../wording/language.js';

export interface Words {
  readonly quoted: (title: string) => string;
  readonly several: (count: number) => string;
  readonly digest: Readonly<Record<Exclude<Telling['digest'], 'none'>, string>>;
  readonly more: (count: number) => string;
  readonly watch: (name: string) => string;
  readonly deal: (name: string) => string;
  readonly usual: (price: string, n: number, enough: boolean) => string;
  /** @param share of the comparable offers, 0 to 1 */
  readonly asksLess: (share: number) => string;
  readonly fair: (price: string, share: string) => string;
  readonly upSince: (day: string) => string;
  readonly flags: (flags: readonly string[]) => string;
  readonly why: Readonly<Record<OfferWhy, (before: string | null) => string>>;
  readonly priceCrossed: (name: string, price: string, direction: 'below' | 'above', limit: string) => string;
  readonly behind: (n: number) => string;
  readonly before: (price: string) => string;
  readonly moved: (name: string, share: string, down: boolean, days: number) => string;
  readonly fromTo: (then: string, now: string) => string;
  readonly lowest: (name: string, price: string, days: number) => string;
  readonly lowestBefore: (price: string) => string;
  readonly scraper: Readonly<Record<(typeof SCRAPER_STATES)[number], (market: string) => string>>;
  readonly lastPublished: (moment: string) => string;
  readonly neverPublished: string;
  readonly test: string;
  readonly testLine: string;
}

const FLAGS_BG: Readonly<Record<string, string>> = {
  mined: 'копала',
  repaired: 'ремонтирана',
  new: 'нова',
  boxed: 'с кутия',
  modded: 'преработена',
};

const offers = (n: number): string => counted(n, 'en', 'offer', 'offers');
const obiavi = (n: number): string => counted(n, 'bg', 'обява', 'обяви');

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    quoted: (title) => `“${title}”`,
    several: (count) => `${count} things to know`,
    digest: {
      summary: 'This is what matches as the watch begins.',
      digest: 'This is the digest that you asked for.',
      capped: 'These were held back to keep under the limit of messages per hour.',
    },
    more: (count) => `And ${count} more.`,
    watch: (name) => `You are told this by the watch “${name}”.`,
    deal: (name) => `Deal: ${name}`,
    usual: (price, n, enough) => `Such a card costs ${price} (${offers(n)}${enough ? '' : ', too few to rely on'}).`,
    asksLess: (share) => (share <= 0 ? 'Nobody asks less.' : `${percent(share)} of them ask less.`),
    fair: (price, share) => `The fair price of this very offer is ${price}; it asks ${share} less.`,
    upSince: (day) => `up since ${day}`,
    flags: (flags) => `The ad says: ${flags.join(', ')}.`,
    why: {
      new: () => 'Told because it is new.',
      back: () => 'Told because it is back.',
      cheaper: (before) =>
        before === null ? 'Told because it got cheaper.' : `Told because it got cheaper: ${before} before.`,
      entered: (before) =>
        before === null ? 'Told because it matches now.' : `Told because it matches now: ${before} before.`,
      initial: () => 'Told because it matched when the watch began.',
    },
    priceCrossed: (name, price, direction, limit) => `${name} costs ${price}, ${direction} ${limit}`,
    behind: (n) => `By ${offers(n)}.`,
    before: (price) => `It was ${price} when it was last looked at.`,
    moved: (name, share, down, days) => `${name} is ${share} ${down ? 'cheaper' : 'dearer'} than ${days} days ago`,
    fromTo: (then, now) => `From ${then} to ${now}.`,
    lowest: (name, price, days) => `${name} costs ${price}, the lowest of ${days} days`,
    lowestBefore: (price) => `The lowest before was ${price}.`,
    scraper: {
      stale: (market) => `Nothing new from ${market} for too long`,
      blocked: (market) => `${market} blocks the scraper`,
      suspect: (market) => `The last look at ${market} was not believed`,
      failed: (market) => `The last look at ${market} failed`,
      recovered: (market) => `${market} is read again`,
    },
    lastPublished: (moment) => `Last published: ${moment}.`,
    neverPublished: 'Nothing was ever published.',
    test: 'A sample, to see that it arrives',
    testLine: 'Nothing happened on the market.',
  },
  bg: {
    quoted: (title) => `„${title}“`,
    several: (count) => `${count} новини`,
    digest: {
      summary: 'Това отговаря на условията в началото на следенето.',
      digest: 'Това е обобщението, което поиска.',
      capped: 'Задържани са, за да не се надхвърли броят съобщения на час.',
    },
    more: (count) => `И още ${count}.`,
    watch: (name) => `Съобщава ти го следенето „${name}“.`,
    deal: (name) => `Изгодно: ${name}`,
    usual: (price, n, enough) =>
      `Такава карта струва ${price} (${obiavi(n)}${enough ? '' : ', твърде малко, за да се разчита'}).`,
    asksLess: (share) => (share <= 0 ? 'Никой не иска по-малко.' : `${percent(share)} от тях искат по-малко.`),
    fair: (price, share) => `Справедливата цена точно за тази обява е ${price}; иска се с ${share} по-малко.`,
    upSince: (day) => `качена на ${day}`,
    flags: (flags) => `Според обявата: ${flags.map((flag) => FLAGS_BG[flag] ?? flag).join(', ')}.`,
    why: {
      new: () => 'Съобщава се, защото е нова.',
      back: () => 'Съобщава се, защото се появи отново.',
      cheaper: (before) =>
        before === null ? 'Съобщава се, защото поевтиня.' : `Съобщава се, защото поевтиня: преди беше ${before}.`,
      entered: (before) =>
        before === null
          ? 'Съобщава се, защото вече отговаря на условията.'
          : `Съобщава се, защото вече отговаря на условията: преди беше ${before}.`,
      initial: () => 'Съобщава се, защото отговаряше на условията в началото.',
    },
    priceCrossed: (name, price, direction, limit) =>
      `${name} струва ${price}, ${direction === 'below' ? 'под' : 'над'} ${limit}`,
    behind: (n) => `По ${obiavi(n)}.`,
    before: (price) => `При последната проверка беше ${price}.`,
    moved: (name, share, down, days) => `${name} е с ${share} по-${down ? 'евтина' : 'скъпа'} отпреди ${days} дни`,
    fromTo: (then, now) => `От ${then} на ${now}.`,
    lowest: (name, price, days) => `${name} струва ${price}, най-малко от ${days} дни насам`,
    lowestBefore: (price) => `Най-ниската цена преди това беше ${price}.`,
    scraper: {
      stale: (market) => `Отдавна няма нищо ново от ${market}`,
      blocked: (market) => `${market} спира обхождането`,
      suspect: (market) => `Последното обхождане на ${market} не е за вярване`,
      failed: (market) => `Последното обхождане на ${market} не успя`,
      recovered: (market) => `${market} отново се чете`,
    },
    lastPublished: (moment) => `Последно публикувано: ${moment}.`,
    neverPublished: 'Още нищо не е публикувано.',
    test: 'Проба, за да се види дали пристига',
    testLine: 'На пазара не се е случило нищо.',
  },
};
