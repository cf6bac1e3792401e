/** One description of what a watch has to tell, in sentences; every channel renders the same. */
import { variantName } from '../../analytics/variant.js';
import type { Fact, Telling } from '../../watch/fact.js';
import { euros, percent, wholeEuros, type Language } from '../../wording/language.js';
import { plain, safeLink } from './plain.js';
import { WORDS, type Words } from './words.js';

export interface Block {
  readonly heading: string;
  /** Of the ad; always http or https. */
  readonly link: string | undefined;
  readonly lines: readonly string[];
}

export interface Message {
  /** One line without control characters. */
  readonly subject: string;
  readonly blocks: readonly Block[];
  /** Said once, below all: which watch this is, and how many more there are. */
  readonly footer: string;
}

export interface Reader {
  readonly language: Language;
  /** IANA name, in which days are told. */
  readonly timeZone: string;
}

/** More are counted, not told: nobody reads fifty offers. */
const MOST_BLOCKS = 10;

export function messageOf(telling: Telling, reader: Reader): Message {
  const say = WORDS[reader.language];
  const blocks = telling.facts.slice(0, MOST_BLOCKS).map((fact) => blockOf(fact, say, reader));
  const more = telling.more + Math.max(0, telling.facts.length - MOST_BLOCKS);
  const watch = plain(telling.watch);
  const count = telling.facts.length + telling.more;
  const first = blocks[0]?.heading ?? '';
  return {
    subject: count === 1 ? `${watch}: ${first}` : `${watch}: ${say.several(count)}`,
    blocks,
    footer: [
      ...(telling.digest === 'none' ? [] : [say.digest[telling.digest]]),
      ...(more === 0 ? [] : [say.more(more)]),
      say.watch(watch),
    ].join(' '),
  };
}

function blockOf(fact: Fact, say: Words, reader: Reader): Block {
  switch (fact.kind) {
    case 'offer':
    case 'deal':
      return offerBlock(fact, say, reader);
    case 'price': {
      const name = variantName(fact.variant);
      const price = wholeEuros(fact.usual.eurCents, reader.language);
      const limit = euros(fact.limitEurCents, reader.language);
      return block(say.priceCrossed(name, price, fact.direction, limit), [
        say.behind(fact.usual.n),
        ...before(fact.beforeEurCents, say, reader),
      ]);
    }
    case 'change': {
      const then = wholeEuros(fact.thenEurCents, reader.language);
      const now = wholeEuros(fact.usual.eurCents, reader.language);
      return block(say.moved(variantName(fact.variant), percent(fact.change), fact.change < 0, fact.days), [
        say.fromTo(then, now),
        say.behind(fact.usual.n),
      ]);
    }
    case 'lowest': {
      const now = wholeEuros(fact.usual.eurCents, reader.language);
      return block(say.lowest(variantName(fact.variant), now, fact.days), [
        say.lowestBefore(wholeEuros(fact.beforeEurCents, reader.language)),
        say.behind(fact.usual.n),
      ]);
    }
    case 'scraper':
      return block(say.scraper[fact.state](plain(fact.market)), [
        fact.publishedAt === null ? say.neverPublished : say.lastPublished(moment(fact.publishedAt, reader)),
      ]);
    case 'test':
      return block(say.test, [say.testLine]);
  }
}

type OfferFact = Extract<Fact, { kind: 'offer' | 'deal' }>;

function offerBlock(fact: OfferFact, say: Words, reader: Reader): Block {
  const { offer, usual, fairEurCents } = fact;
  const price = euros(offer.priceEurCents, reader.language);
  const place = offer.location === null ? [] : [plain(offer.location)];
  const lines = [
    say.quoted(plain(offer.title)),
    ...(usual === null ? [] : [say.usual(wholeEuros(usual.eurCents, reader.language), usual.n, usual.enough)]),
    ...(typeof usual?.asksLess === 'number' ? [say.asksLess(usual.asksLess)] : []),
    ...(fairEurCents === null
      ? []
      : [say.fair(wholeEuros(fairEurCents, reader.language), percent(1 - offer.priceEurCents / fairEurCents))]),
    [...place, say.upSince(day(offer.firstSeenAt, reader))].join(' · '),
    ...(offer.flags.length === 0 ? [] : [say.flags(offer.flags)]),
    say.why[fact.why](fact.beforeEurCents === null ? null : euros(fact.beforeEurCents, reader.language)),
  ];
  const name = `${variantName(offer)} – ${price}`;
  return { heading: fact.kind === 'deal' ? say.deal(name) : name, link: safeLink(offer.url), lines };
}

const block = (heading: string, lines: readonly string[]): Block => ({ heading, link: undefined, lines });

function before(cents: number | null, say: Words, { language }: Reader): string[] {
  return cents === null ? [] : [say.before(wholeEuros(cents, language))];
}

function day(instant: string, { language, timeZone }: Reader): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone }).format(new Date(instant));
}

function moment(instant: string, { language, timeZone }: Reader): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return format.format(new Date(instant));
}
