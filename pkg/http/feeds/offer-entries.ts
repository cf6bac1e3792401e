/** Offers and deals as entries of a feed: each new offer is one, and each new lowest price of it is the next. */
import type { Finding } from '../../analytics/deals.js';
import { variantName } from '../../analytics/variant.js';
import type { OfferNews } from '../../listing/market-reader.js';
import { questionSentences } from '../../wording/appraisal.js';
import { dealSentence } from '../../wording/deal.js';
import { euros, type Language } from '../../wording/language.js';
import type { FeedEntry } from './feed.js';
import { safeMarkup, webAddress } from './markup.js';

const SINCE: Readonly<Record<Language, string>> = { en: 'up since', bg: 'обявена от' };

/** Of an offer that is one. */
export function offerEntry(news: OfferNews, language: Language): FeedEntry {
  return entryOf(news, language, []);
}

export function dealEntry(news: OfferNews, finding: Finding, language: Language): FeedEntry {
  const { priceEurCents, fair, discount, questions } = finding;
  return entryOf(news, language, [
    dealSentence({ ...news, priceEurCents, fair, discount }, language),
    ...questionSentences(questions, language),
  ]);
}

function entryOf(news: OfferNews, language: Language, more: readonly string[]): FeedEntry {
  const { market, origin, clockStartedAt, lowest, newsAt, firstSeenAt, model, flags } = news;
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(clockStartedAt);
  const price = priceText(news, language);
  const written = news.currency === 'EUR' || news.priceEurCents === null ? [] : [news.priceText];
  const facts = [...written, ...(news.location === null ? [] : [news.location]), `${SINCE[language]} ${day}`];
  const lines = [news.title, facts.join(' · '), ...(flags.length === 0 ? [] : [flags.join(', ')]), ...more];
  return {
    key: `${market}/${origin}/${clockStartedAt.getTime() / 1000}/${lowest}`,
    url: webAddress(news.url),
    title: `${variantName(news)} – ${price}`,
    html: lines.map((line) => `<p>${safeMarkup(line)}</p>`).join(''),
    publishedAt: firstSeenAt < newsAt ? firstSeenAt : newsAt,
    updatedAt: newsAt,
    tags: [model],
  };
}

function priceText({ priceEurCents, priceMinor, currency }: OfferNews, language: Language): string {
  return priceEurCents === null ? `${priceMinor / 100} ${currency}` : euros(priceEurCents, language);
}
