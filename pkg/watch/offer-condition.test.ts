import { expect, test } from '@jest/globals';
import { beforeOf, tellsOffer, whyOffer, type OfferCourse } from './offer-condition.js';

test.each<[string, number | null, number, number, boolean]>([
  ['what was never told', null, 20_000, 5, true],
  ['not again at the same price', 20_000, 20_000, 5, false],
  ['not when it is dearer', 20_000, 21_000, 5, false],
  ['when it is cheaper by just the percent', 20_000, 19_000, 5, true],
  ['not when it is cheaper by a cent less', 20_000, 19_001, 5, false],
  ['by a fraction of a percent', 20_000, 19_500, 2.5, true],
  ['not by less than the fraction', 20_000, 19_501, 2.5, false],
  ['each cent when no percent is asked', 20_000, 19_999, 0, true],
  ['but never the same price', 20_000, 20_000, 0, false],
])('tells %s', (_name, known, price, again, expected) => {
  expect(tellsOffer(known === null ? null : { eurCents: known }, price, again)).toBe(expected);
});

const COURSE: OfferCourse = {
  ...{ known: null, before: null, whyCode: 'first-seen', relisted: false, priceEurCents: 20_000 },
};
const was = (status: string, priceEurCents: number | null = 20_000): Pick<OfferCourse, 'before'> => ({
  before: { status, priceEurCents },
});

test.each<[string, Partial<OfferCourse>, string]>([
  ['seen for the first time', {}, 'new'],
  ['put up again after it had ended', { relisted: true }, 'back'],
  ['missing before', { ...was('missing'), whyCode: 'seen-again' }, 'back'],
  ['gone before', { ...was('gone'), whyCode: 'seen-again' }, 'back'],
  ['accepted by newer rules', { whyCode: 'newer-rules' }, 'entered'],
  ['accepted now, seen before', { whyCode: 'seen-before' }, 'entered'],
  ['labelled', { whyCode: 'labelled' }, 'entered'],
  ['withdrawn before, even if cheaper now', { ...was('withdrawn', 30_000), whyCode: 'accepted-again' }, 'entered'],
  ['judged as another card', { ...was('active'), whyCode: 'another-card' }, 'entered'],
  ['edited into another card', { ...was('active', 30_000), whyCode: 'became-another-card' }, 'new'],
  ['cheaper than before', { ...was('active', 20_001), whyCode: 'other-price' }, 'cheaper'],
  ['dearer, and so above the least price', { ...was('active', 19_999), whyCode: 'other-price' }, 'entered'],
  ['without a euro amount before', { ...was('active', null), whyCode: 'other-price' }, 'entered'],
  ['told before', { ...was('missing'), known: { eurCents: 30_000 }, whyCode: 'seen-again' }, 'cheaper'],
])('an offer that was %s is told as such', (_name, course, why) => {
  expect(whyOffer({ ...COURSE, ...course })).toBe(why);
});

test.each<[string, Partial<OfferCourse>, number | null]>([
  ['when it was told', { known: { eurCents: 25_000 }, ...was('active', 22_000) }, 25_000],
  ['before it came in', was('active', 22_000), 22_000],
  ['never', {}, null],
])('the price to compare with is that %s', (_name, course, expected) => {
  expect(beforeOf({ ...COURSE, ...course })).toBe(expected);
});
