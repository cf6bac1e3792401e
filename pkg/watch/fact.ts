/** What a watch has to tell: one fact about the market, with everything that a message needs, so that a channel asks nobody. */
import { z } from 'zod';

const cents = z.number().int();
const instant = z.iso.datetime();

/** The card that a fact is about. `memoryGb` null = not known, or all versions. */
const Variant = z.object({ model: z.string(), memoryGb: z.number().nullable() });

/** An offer as it was when it was published. Nothing about a seller. */
const Offer = Variant.extend({
  listingId: z.number().int(),
  market: z.string(),
  url: z.string(),
  title: z.string(),
  /** In the currency that the ad shows, integer minor units. */
  priceMinor: cents,
  currency: z.string(),
  priceEurCents: cents,
  location: z.string().nullable(),
  flags: z.array(z.string()),
  condition: z.string().nullable(),
  /** Since when it is up, as far as is known. */
  firstSeenAt: instant,
});

/** What such a card costs: the robust price of its variant. */
const Usual = z.object({
  eurCents: cents,
  /** Plausible offers behind it. */
  n: z.number().int(),
  enough: z.boolean(),
  /** Share of those that ask less than the offer, 0 to 1; null without an offer. */
  asksLess: z.number().nullable(),
});

/** Why an offer is told: it is new, it is back, it got cheaper, it came into the selection otherwise, or it matched when the watch began. */
export const OFFER_WHYS = ['new', 'back', 'cheaper', 'entered', 'initial'] as const;

const OfferFact = z.object({
  kind: z.enum(['offer', 'deal']),
  why: z.enum(OFFER_WHYS),
  offer: Offer,
  /** Euro cents when it was last told, or before it came in; null = never. */
  beforeEurCents: cents.nullable(),
  usual: Usual.nullable(),
  /** For a deal: the fair price of this very offer. */
  fairEurCents: cents.nullable(),
});

const PriceFact = z.object({
  kind: z.literal('price'),
  variant: Variant,
  direction: z.enum(['below', 'above']),
  limitEurCents: cents,
  usual: Usual,
  beforeEurCents: cents.nullable(),
});

const ChangeFact = z.object({
  kind: z.literal('change'),
  variant: Variant,
  /** (now / then - 1), e.g. -0.12. */
  change: z.number(),
  days: z.number().int(),
  thenEurCents: cents,
  usual: Usual,
});

const LowestFact = z.object({
  kind: z.literal('lowest'),
  variant: Variant,
  days: z.number().int(),
  /** The lowest before. */
  beforeEurCents: cents,
  usual: Usual,
});

export const SCRAPER_STATES = ['stale', 'blocked', 'suspect', 'failed', 'recovered'] as const;
const ScraperFact = z.object({
  kind: z.literal('scraper'),
  market: z.string(),
  state: z.enum(SCRAPER_STATES),
  /** Of the last published cycle; null = none ever. */
  publishedAt: instant.nullable(),
});

/** A sample that `watch test` sends. */
const TestFact = z.object({ kind: z.literal('test') });

export const FactSchema = z.discriminatedUnion('kind', [
  OfferFact,
  PriceFact,
  ChangeFact,
  LowestFact,
  ScraperFact,
  TestFact,
]);
export type Fact = z.output<typeof FactSchema>;
export type OfferWhy = (typeof OFFER_WHYS)[number];

/** One answer of one watch: what a channel is given to tell. */
export const TellingSchema = z.object({
  /** Stays the same over retries: `webhook-id`, `Message-ID`. */
  id: z.string(),
  watch: z.string(),
  /** When the cycle that holds the facts was published. */
  at: instant,
  /** Several in a digest, or in the summary of a new watch. */
  facts: z.array(FactSchema).min(1),
  /** More facts than are told one by one. */
  more: z.number().int().nonnegative().default(0),
  digest: z.enum(['none', 'summary', 'digest', 'capped']).default('none'),
});
export type Telling = z.output<typeof TellingSchema>;
