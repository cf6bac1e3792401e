import { describe, expect, test } from '@jest/globals';
import type { Appraisal } from '../analytics/appraisal.js';
import { QUESTIONS } from '../analytics/deals.js';
import type { PricedOffer } from '../analytics/fair-price.js';
import { PRICE_FEATURES } from '../analytics/price-effects.js';
import { STANDINGS } from '../analytics/standing.js';
import { appraisalSentences, sellingSentences } from './appraisal.js';
import { LANGUAGES, type Language } from './language.js';
import { doubtSentence, rejectionSentences } from './verdict.js';

const fair = {
  ...{ eurCents: 21_900, lowEurCents: 20_000, highEurCents: 24_050, scale: 0.14, n: 12, enough: true },
  ...{ plausibleFrom: 11_000, adjustments: [{ feature: 'new' as const, share: 0.12 }] },
};
const time = { n: 40, events: 30, p25: none(), median: { days: 9, low: 6, high: 12 }, p75: none() };
function none() {
  return { days: null, low: null, high: null };
}
const appraisal: Appraisal<PricedOffer> = {
  ...{ fair, versions: [], standing: 'good', percentile: 0.2, difference: -0.13, priceMatters: true, concession: null },
  bargaining: { openEurCents: 17_000, aimEurCents: 18_000 },
  timeAtPrice: { ...time, from: 0.85, to: 0.95, enough: true, pooled: false },
  clearing: { eurCents: 20_500, n: 17, enough: true },
  sell: [
    { days: 3, eurCents: null, lowEurCents: null, highEurCents: null, enough: true },
    { days: 14, eurCents: 21_230, lowEurCents: 20_100, highEurCents: 22_900, enough: true },
    { days: 30, eurCents: 25_000, lowEurCents: null, highEurCents: null, enough: false },
  ],
  ...{ questions: ['test', 'mining'], comparable: [] },
};
const facts = (over: Partial<Appraisal<PricedOffer>> = {}, asked: number | null = 19_000) => ({
  ...{ variant: { model: 'RTX 3070', memoryGb: 8 }, asked, appraisal: { ...appraisal, ...over } },
});

test('what a buyer is told, in both languages', () => {
  expect(appraisalSentences(facts(), 'en')).toEqual([
    'A fair price for RTX 3070 8GB is 219 €; half of the 12 comparable offers ask 200 € to 241 €.',
    'For a new card that is 12 % more than usual.',
    '190 € is 13 % below that: a good price. 20 % of comparable offers ask less.',
    'Offer 170 € and aim for 180 €.',
    'Half of the offers at such a price are gone within 9 days (the true figure lies between 6 and 12).',
    'Ask to see it under load for ten minutes, with temperatures.',
    'Ask whether it mined: cards of this series often did.',
  ]);
  expect(appraisalSentences(facts(), 'bg')).toEqual([
    'Справедлива цена за RTX 3070 8GB е 219 €; половината от 12 сравними обяви искат от 200 € до 241 €.',
    'Отчетено: нова карта струва с 12 % повече от обичайното.',
    '190 € е с 13 % под нея: добра цена. 20 % от сравнимите обяви искат по-малко.',
    'Предложи 170 € и се стреми към 180 €.',
    'Половината обяви на такава цена изчезват до 9 дни (истинската стойност е между 6 и 12).',
    'Поискай да я видиш под натоварване десет минути, с температурите.',
    'Питай дали е копала: карти от тази серия често са копали.',
  ]);
});

test('what a seller is told: no price for three days, one for a fortnight, nothing where too few have left', () => {
  expect(sellingSentences(facts(), 'en')).toEqual([
    'No price that was asked here gave an even chance within 3 days.',
    'To have an even chance within 14 days, ask about 210 € (200 € – 230 €).',
    'What left quickly last asked 205 € (17 ads).',
  ]);
  expect(sellingSentences(facts({ priceMatters: false }), 'en')).toHaveLength(1);
  expect(sellingSentences(facts({ sell: [], clearing: null }), 'bg')).toEqual([
    'Досега са изчезнали твърде малко обяви, за да се каже колко бързо се продава.',
  ]);
});

test('a price that is no higher for a longer wait is named once', () => {
  const plan = (days: number, eurCents: number) => ({
    ...{ days, eurCents, lowEurCents: null, highEurCents: null, enough: true },
  });
  const told = (later: number): string[] =>
    sellingSentences(facts({ sell: [plan(14, 21_000), plan(30, later)], clearing: null }), 'bg');
  expect(told(21_000)).toEqual(['За шанс 50 на 50 да се продаде до 14 дни, искай около 210 €.']);
  expect(told(22_000)).toHaveLength(2);
});

test.each([
  [0, 'No comparable offer asks less.'],
  [0.004, '0 % of comparable offers ask less.'],
  [1, 'All comparable offers ask less.'],
])('with %d of the offers cheaper: %s', (percentile, words) => {
  expect(appraisalSentences(facts({ percentile }), 'en').join(' ')).toContain(words);
});

test('what is too cheap to be true says what to do, and asks nothing; what is far too dear sends one elsewhere', () => {
  const suspicious = appraisalSentences(facts({ standing: 'suspicious', bargaining: null, timeAtPrice: null }), 'en');
  expect(suspicious.at(-1)).toMatch(/see it run before you pay, and pay nothing ahead\.$/);
  const dear = appraisalSentences(facts({ standing: 'very-dear' }), 'en');
  expect(dear).toContain('Look at the other offers before you haggle over this one.');
  expect(dear.join()).not.toContain('aim for');
  const deal = appraisalSentences(facts({ standing: 'deal', bargaining: null }), 'en');
  expect(deal).toContain('It is cheap as it is: see it run, and do not lose it over a few euros.');
});

test('a memory that is not said decides the price; one that nobody offers is compared with the others', () => {
  const versions = [{ memoryGb: 12, fair }];
  const of = (memoryGb: number | null) =>
    appraisalSentences({ ...facts({ fair: null, versions }, null), variant: { model: 'RTX 3060', memoryGb } }, 'en');
  expect(of(null)[0]).toBe('RTX 3060 comes with different memory, and that decides the price: ask which one it is.');
  expect(of(8)[0]).toBe('Nobody offers RTX 3060 8GB at the moment, so there is no price to compare with.');
  expect(of(8)[1]).toBe('RTX 3060 12GB: 219 € (12 comparable offers).');
});

test('a price is compared with each version, and is too cheap where it is so for the cheapest', () => {
  const versions = [
    { memoryGb: 12, fair },
    { memoryGb: 8, fair: { ...fair, eurCents: 18_000, plausibleFrom: 9_000 } },
  ];
  const of = (asked: number, language: Language) =>
    appraisalSentences(facts({ fair: null, versions, standing: null, questions: [] }, asked), language).slice(1, 4);
  expect(of(9_000, 'en').slice(0, 2)).toEqual([
    'RTX 3070 12GB: 219 € (12 comparable offers). 90 € is 59 % below that.',
    'RTX 3070 8GB: 180 € (12 comparable offers). 90 € is 50 % below that.',
  ]);
  expect(of(9_000, 'en').join()).not.toContain('too cheap to be true');
  expect(of(8_999, 'en').slice(0, 2)).toEqual([
    'RTX 3070 12GB: 219 € (12 comparable offers).',
    'RTX 3070 8GB: 180 € (12 comparable offers).',
  ]);
  expect(of(8_999, 'en')[2]).toContain('89.99 € is 50 % below that: too cheap to be true.');
  expect(of(24_090, 'bg')[0]).toBe('RTX 3070 12GB: 219 € (12 сравними обяви). 240,90 € е с 10 % над нея.');
});

test('an opening offer that is the aim is said once', () => {
  const once = facts({ bargaining: { openEurCents: 7_200, aimEurCents: 7_200 } });
  expect(appraisalSentences(once, 'en')).toContain('Offer 72 €.');
  expect(appraisalSentences(once, 'bg')).toContain('Предложи 72 €.');
});

test('thin data is called thin, and a memory that is not said has a price for each version', () => {
  const thin = appraisalSentences(
    facts({ fair: { ...fair, enough: false }, versions: [{ memoryGb: 12, fair }], standing: null }),
    'en',
  );
  expect(thin[1]).toBe('That is too few to rely on.');
  expect(thin).toContain('RTX 3070 12GB: 219 € (12 comparable offers). 190 € is 13 % below that.');
});

describe.each(LANGUAGES)('in %s', (language: Language) => {
  test('every standing, question and feature has its own words', () => {
    const told = [
      ...STANDINGS.map((standing) => appraisalSentences(facts({ standing }), language).join()),
      ...QUESTIONS.map((question) => appraisalSentences(facts({ questions: [question] }), language).join()),
      ...PRICE_FEATURES.map((feature) =>
        appraisalSentences(facts({ fair: { ...fair, adjustments: [{ feature, share: 0.1 }] } }), language).join(),
      ),
    ];
    expect(told.filter((text) => text.includes('undefined'))).toEqual([]);
    expect(new Set(told).size).toBe(told.length);
  });

  test('every reason of rejection is said', () => {
    for (const reason of [
      'computer',
      'laptop',
      'part',
      'defective',
      'mining-rig',
      'lot',
      'wanted',
      'not-for-sale',
      'service',
      'fake',
    ])
      expect(rejectionSentences({ reason }, [], language)[0]).not.toBe(reason);
    expect(doubtSentence(language).length).toBeGreaterThan(20);
  });
});
