/** Says an appraisal in sentences, as a friend who knows the market would: what it is, what it costs, what to do. */
import type { Question } from '../analytics/deals.js';
import type { Appraisal } from '../analytics/appraisal.js';
import type { FairPrice, PricedOffer } from '../analytics/fair-price.js';
import type { PriceFeature } from '../analytics/price-effects.js';
import type { Standing } from '../analytics/standing.js';
import { variantName, type Variant } from '../analytics/variant.js';
import { counted, days, euros, percent, roughEuros, wholeEuros, type Language } from './language.js';

export interface AppraisalFacts {
  readonly variant: Variant;
  /** Euro cents. */
  readonly asked: number | null;
  /** The price was found in the ad's own text. */
  readonly askedInText?: boolean;
  readonly appraisal: Appraisal<PricedOffer>;
}

/** One sentence each, the most important first. */
export function appraisalSentences(
  { variant, asked, askedInText = false, appraisal }: AppraisalFacts,
  language: Language,
): string[] {
  const say = WORDS[language];
  const { fair, standing, versions } = appraisal;
  const name = variantName(variant);
  const sentences: string[] = [];
  if (fair === null || fair.n === 0)
    sentences.push(variant.memoryGb === null && versions.length > 0 ? say.whichMemory(name) : say.nothing(name));
  else {
    sentences.push(
      say.fair(
        name,
        wholeEuros(fair.eurCents, language),
        wholeEuros(fair.lowEurCents, language),
        wholeEuros(fair.highEurCents, language),
        offersOf(fair.n, language),
      ),
    );
    if (!fair.enough) sentences.push(say.thin);
    for (const { feature, share } of fair.adjustments) {
      const word = say.feature(feature);
      if (word !== undefined) sentences.push(say.adjusted(word, percent(share), share > 0));
    }
  }
  // The dearest that is too cheap for every version is too cheap for the card.
  const cheapest = versions.toSorted((a, b) => a.fair.eurCents - b.fair.eurCents)[0]?.fair;
  const tooCheap = asked !== null && cheapest?.enough === true && asked < cheapest.plausibleFrom;
  for (const version of versions)
    sentences.push(
      say.version(
        variantName({ model: variant.model, memoryGb: version.memoryGb }),
        wholeEuros(version.fair.eurCents, language),
        offersOf(version.fair.n, language),
        // How far below is said once, with what it means.
      ) + (tooCheap ? '' : againstVersion(asked, version.fair, language)),
    );
  if (tooCheap)
    sentences.push(
      say.standing('suspicious', euros(asked, language), percent(asked / cheapest.eurCents - 1), true, ''),
    );
  if (asked !== null && standing !== null && appraisal.difference !== null)
    sentences.push(
      say.standing(
        standing,
        euros(asked, language),
        percent(appraisal.difference),
        appraisal.difference < 0,
        say.cheaper(appraisal.percentile ?? 0),
      ),
    );
  if (askedInText && asked !== null) sentences.push(say.askedInText(euros(asked, language)));
  const { bargaining, timeAtPrice } = appraisal;
  if (standing === 'very-dear') sentences.push(say.lookElsewhere);
  else if (standing === 'deal') sentences.push(say.doNotHaggle);
  else if (bargaining !== null && asked !== null && bargaining.aimEurCents < asked)
    sentences.push(
      say.bargain(roughEuros(bargaining.openEurCents, language), roughEuros(bargaining.aimEurCents, language)),
    );
  if (timeAtPrice?.enough === true && timeAtPrice.median.days !== null) {
    const { days: median, low, high } = timeAtPrice.median;
    const range = low !== null && high !== null ? ([Math.round(low), Math.round(high)] as const) : null;
    sentences.push(say.stays(days(median, language), range, timeAtPrice.pooled));
  }
  // Of what is too cheap to be true nothing is asked: it says itself what to do.
  if (standing !== 'suspicious') sentences.push(...questionSentences(appraisal.questions, language));
  return sentences;
}

/** ` 330 € is 8 % below that.`; nothing without a price. */
function againstVersion(asked: number | null, fair: FairPrice, language: Language): string {
  if (asked === null || !fair.enough) return '';
  const difference = asked / fair.eurCents - 1;
  return ` ${WORDS[language].against(euros(asked, language), percent(difference), difference < 0)}`;
}

/** For the seller: at which price it goes when. */
export function sellingSentences({ appraisal }: AppraisalFacts, language: Language): string[] {
  const say = WORDS[language];
  if (appraisal.priceMatters === false) return [say.priceDoesNotMatter];
  const sentences: string[] = [];
  let before = 0;
  for (const { days: within, eurCents, lowEurCents, highEurCents, enough } of appraisal.sell) {
    if (!enough) continue;
    if (eurCents === null) {
      sentences.push(say.neverBy(days(within, language)));
      continue;
    }
    // Waiting longer brings no more: there is nothing to add.
    if (eurCents <= before) continue;
    before = eurCents;
    const range =
      lowEurCents !== null && highEurCents !== null
        ? `${roughEuros(lowEurCents, language)} – ${roughEuros(highEurCents, language)}`
        : null;
    sentences.push(say.sellBy(days(within, language), roughEuros(eurCents, language), range));
  }
  const { clearing } = appraisal;
  if (clearing?.enough === true)
    sentences.push(
      say.clearing(
        wholeEuros(clearing.eurCents, language),
        counted(clearing.n, language, language === 'bg' ? 'обява' : 'ad', language === 'bg' ? 'обяви' : 'ads'),
      ),
    );
  return sentences.length === 0 ? [say.sellUnknown] : sentences;
}

/** What to ask the seller, in words. */
export function questionSentences(questions: readonly Question[], language: Language): string[] {
  return questions.map((question) => QUESTIONS[language][question]);
}

const offersOf = (n: number, language: Language): string =>
  language === 'bg'
    ? counted(n, 'bg', 'сравнима обява', 'сравними обяви')
    : counted(n, 'en', 'comparable offer', 'comparable offers');

interface Words {
  readonly nothing: (name: string) => string;
  readonly whichMemory: (name: string) => string;
  readonly fair: (name: string, price: string, low: string, high: string, offers: string) => string;
  readonly thin: string;
  readonly feature: (feature: PriceFeature) => string | undefined;
  readonly adjusted: (feature: string, share: string, dearer: boolean) => string;
  readonly against: (asked: string, share: string, below: boolean) => string;
  readonly version: (name: string, price: string, offers: string) => string;
  readonly standing: (standing: Standing, asked: string, share: string, below: boolean, cheaper: string) => string;
  /** @param share of comparable offers that ask less, 0 to 1 */
  readonly cheaper: (share: number) => string;
  readonly askedInText: (asked: string) => string;
  readonly lookElsewhere: string;
  readonly doNotHaggle: string;
  readonly bargain: (open: string, aim: string) => string;
  readonly stays: (median: string, range: readonly [low: number, high: number] | null, pooled: boolean) => string;
  readonly priceDoesNotMatter: string;
  readonly sellBy: (within: string, price: string, range: string | null) => string;
  readonly neverBy: (within: string) => string;
  readonly clearing: (price: string, ads: string) => string;
  readonly sellUnknown: string;
}

const FEATURES: Readonly<Record<Language, Readonly<Partial<Record<PriceFeature, string>>>>> = {
  en: {
    new: 'a new card',
    mined: 'a card that mined',
    repaired: 'a repaired card',
    boxed: 'a card with its box',
    modded: 'a modified card',
    aged: 'an ad that has been up for over a month',
  },
  bg: {
    new: 'нова карта',
    mined: 'карта, която е копала,',
    repaired: 'ремонтирана карта',
    boxed: 'карта с кутията',
    modded: 'преработена карта',
    aged: 'обява, качена преди повече от месец,',
  },
};

const QUESTIONS: Readonly<Record<Language, Readonly<Record<Question, string>>>> = {
  en: {
    test: 'Ask to see it under load for ten minutes, with temperatures.',
    mining: 'Ask whether it mined: cards of this series often did.',
    mined: 'Ask how long it mined, and at which temperatures of the memory.',
    repair: 'Ask what was repaired, by whom, and for a warranty on it.',
    receipt: 'Ask for the receipt and what is left of the warranty.',
    memory: 'Have the amount of memory shown and tested: it is not what the maker built.',
    cooling: 'Ask when pads and paste were changed.',
  },
  bg: {
    test: 'Поискай да я видиш под натоварване десет минути, с температурите.',
    mining: 'Питай дали е копала: карти от тази серия често са копали.',
    mined: 'Питай колко време е копала и при какви температури на паметта.',
    repair: 'Питай какво е ремонтирано, от кого и има ли гаранция за ремонта.',
    receipt: 'Питай за касова бележка и колко гаранция остава.',
    memory: 'Поискай паметта да бъде показана и тествана: не е фабричната.',
    cooling: 'Питай кога са сменяни падовете и пастата.',
  },
};

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    nothing: (name) => `Nobody offers ${name} at the moment, so there is no price to compare with.`,
    whichMemory: (name) => `${name} comes with different memory, and that decides the price: ask which one it is.`,
    fair: (name, price, low, high, offers) =>
      `A fair price for ${name} is ${price}; half of the ${offers} ask ${low} to ${high}.`,
    thin: 'That is too few to rely on.',
    feature: (feature) => FEATURES.en[feature],
    adjusted: (feature, share, dearer) => `For ${feature} that is ${share} ${dearer ? 'more' : 'less'} than usual.`,
    against: (asked, share, below) => `${asked} is ${share} ${below ? 'below' : 'above'} that.`,
    version: (name, price, offers) => `${name}: ${price} (${offers}).`,
    cheaper: (share) =>
      share <= 0
        ? 'No comparable offer asks less.'
        : share >= 1
          ? 'All comparable offers ask less.'
          : `${percent(share)} of comparable offers ask less.`,
    askedInText: (asked) => `${asked} is what the text asks; say the price if it is another.`,
    lookElsewhere: 'Look at the other offers before you haggle over this one.',
    doNotHaggle: 'It is cheap as it is: see it run, and do not lose it over a few euros.',
    standing: (standing, asked, share, below, cheaper) =>
      ({
        suspicious: `${asked} is ${share} below that: too cheap to be true. Expect a fake, a broken card or only a part of one: see it run before you pay, and pay nothing ahead.`,
        deal: `${asked} is ${share} below that: a deal, if the card is what the ad says.`,
        good: `${asked} is ${share} below that: a good price. ${cheaper}`,
        fair: `${asked} is what such cards cost (${share} ${below ? 'below' : 'above'} fair). ${cheaper}`,
        dear: `${asked} is ${share} above that: dear. ${cheaper}`,
        'very-dear': `${asked} is ${share} above that: far too dear. ${cheaper}`,
      })[standing],
    bargain: (open, aim) => (open === aim ? `Offer ${open}.` : `Offer ${open} and aim for ${aim}.`),
    stays: (median, range, pooled) =>
      `Half of the offers at such a price are gone within ${median}${range === null ? '' : ` (the true figure lies between ${range[0]} and ${range[1]})`}${pooled ? ', by all cards together, since too few of this one have left' : ''}.`,
    priceDoesNotMatter:
      'In what was seen so far cheaper offers did not go faster than dearer ones, so no price can be named for a date.',
    sellBy: (within, price, range) =>
      `To have an even chance within ${within}, ask about ${price}${range === null ? '' : ` (${range})`}.`,
    neverBy: (within) => `No price that was asked here gave an even chance within ${within}.`,
    clearing: (price, ads) => `What left quickly last asked ${price} (${ads}).`,
    sellUnknown: 'Too few cards have left the market to say how fast one sells.',
  },
  bg: {
    nothing: (name) => `В момента никой не предлага ${name} и няма с какво да се сравни.`,
    whichMemory: (name) => `${name} има с различна памет и от нея зависи цената: питай коя е.`,
    fair: (name, price, low, high, offers) =>
      `Справедлива цена за ${name} е ${price}; половината от ${offers} искат от ${low} до ${high}.`,
    thin: 'Това е твърде малко, за да се разчита на него.',
    feature: (feature) => FEATURES.bg[feature],
    adjusted: (feature, share, dearer) =>
      `Отчетено: ${feature} струва с ${share} ${dearer ? 'повече' : 'по-малко'} от обичайното.`,
    against: (asked, share, below) => `${asked} е с ${share} ${below ? 'под' : 'над'} нея.`,
    version: (name, price, offers) => `${name}: ${price} (${offers}).`,
    cheaper: (share) =>
      share <= 0
        ? 'Никоя сравнима обява не иска по-малко.'
        : share >= 1
          ? 'Всички сравними обяви искат по-малко.'
          : `${percent(share)} от сравнимите обяви искат по-малко.`,
    askedInText: (asked) => `${asked} е цената от текста; посочи я, ако е друга.`,
    lookElsewhere: 'Виж другите обяви, преди да се пазариш за тази.',
    doNotHaggle: 'И така е евтина: виж я как работи и не я изпускай за няколко евро.',
    standing: (standing, asked, share, below, cheaper) =>
      ({
        suspicious: `${asked} е с ${share} под нея: твърде евтино, за да е истина. Очаквай фалшива или повредена карта, или само част от карта: виж я да работи, преди да платиш, и не давай пари предварително.`,
        deal: `${asked} е с ${share} под нея: изгодна оферта, ако картата е такава, каквато е описана.`,
        good: `${asked} е с ${share} под нея: добра цена. ${cheaper}`,
        fair: `${asked} е колкото струват такива карти (с ${share} ${below ? 'под' : 'над'} справедливата). ${cheaper}`,
        dear: `${asked} е с ${share} над нея: скъпо. ${cheaper}`,
        'very-dear': `${asked} е с ${share} над нея: прекалено скъпо. ${cheaper}`,
      })[standing],
    bargain: (open, aim) => (open === aim ? `Предложи ${open}.` : `Предложи ${open} и се стреми към ${aim}.`),
    stays: (median, range, pooled) =>
      `Половината обяви на такава цена изчезват до ${median}${range === null ? '' : ` (истинската стойност е между ${range[0]} и ${range[1]})`}${pooled ? ', съдено по всички карти заедно, защото обявите за тази са твърде малко' : ''}.`,
    priceDoesNotMatter:
      'Досега по-евтините обяви не са изчезвали по-бързо от по-скъпите, затова не може да се назове цена за определен срок.',
    sellBy: (within, price, range) =>
      `За шанс 50 на 50 да се продаде до ${within}, искай около ${price}${range === null ? '' : ` (${range})`}.`,
    neverBy: (within) => `При никоя от исканите тук цени шансът за продажба до ${within} не е бил 50 на 50.`,
    clearing: (price, ads) => `Обявите, които бързо изчезнаха, последно искаха ${price} (${ads}).`,
    sellUnknown: 'Досега са изчезнали твърде малко обяви, за да се каже колко бързо се продава.',
  },
};
