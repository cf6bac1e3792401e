/** A watch as people write it: every field with its meaning and bounds. docs/watches.md and the JSON Schema are made from this. */
import { z } from 'zod';
import { ITEM_CONDITIONS } from '../listing/raw-ad.js';
import { CONDITION_FLAGS } from '../listing/verdict.js';

const percent = (least: number, most: number): z.ZodNumber => z.number().min(least).max(most);
const euros = z.number().min(0).max(1_000_000).describe('Euros.');
const days = z.number().int().min(1).max(365);
const cooldown = z
  .number()
  .min(0)
  .max(8_760)
  .default(24)
  .describe('At least so many hours lie between two answers on one variant.');
const words = z.array(z.string().trim().min(1).max(100)).min(1).max(50);

/** What a watch does with what matches as it begins. */
export const BEGINNINGS = ['summary', 'silent'] as const;
export type Beginning = (typeof BEGINNINGS)[number];

/** One value or several. */
const oneOrMore = <T extends z.ZodType>(of: T): z.ZodUnion<[T, z.ZodArray<T>]> =>
  z.union([of, z.array(of).min(1).max(50)]);

export const SelectSchema = z
  .strictObject({
    models: words.optional().describe('Cards, in any spelling that the catalogue knows.'),
    families: words.optional().describe('Families of the catalogue, e.g. GeForce 30: all their cards.'),
    vendor: oneOrMore(z.enum(['NVIDIA', 'AMD', 'Intel']))
      .optional()
      .describe('Only cards of this vendor.'),
    memory_gb: oneOrMore(z.number().positive().max(1_024))
      .optional()
      .describe('Only with this memory; an ad that does not say has none.'),
    min_price: euros.optional().describe('Euros; an offer at this price is in.'),
    max_price: euros.optional().describe('Euros; an offer at this price is in.'),
    place: oneOrMore(z.string().trim().min(1).max(100)).optional().describe('Part of the place as the ad writes it.'),
    exclude_words: words
      .optional()
      .describe('Not when the title has one of these, in whatever case, as part of a word too.'),
    condition: oneOrMore(z.enum(ITEM_CONDITIONS))
      .optional()
      .describe(
        'Only in this condition, as the page says it. Damaged cards are never told unless they are asked for here.',
      ),
    exclude_flags: z.array(z.enum(CONDITION_FLAGS)).optional().describe('Not with one of these flags.'),
    require_flags: z.array(z.enum(CONDITION_FLAGS)).optional().describe('Only with all of these flags.'),
    market: z.string().trim().min(1).max(100).optional().describe('Only this market; default: all of them together.'),
  })
  .refine(({ min_price: min, max_price: max }) => min === undefined || max === undefined || min <= max, {
    path: ['min_price'],
    error: 'is above max_price: nothing can be in between',
  });

const { models, families, vendor, memory_gb } = SelectSchema.shape;
/** The part of a selection that says which cards, whatever else is in it. */
export const CardsSchema = z.object({ models, families, vendor, memory_gb });

const PriceSchema = z
  .strictObject({
    below: euros.optional().describe('Tell when the robust price falls below this.'),
    above: euros.optional().describe('Tell when the robust price rises above this.'),
    rearm_percent: percent(0.1, 50)
      .default(3)
      .describe('Tell again only after the price went back beyond the limit by so many percent.'),
    cooldown_hours: cooldown,
  })
  .refine(({ below, above }) => (below === undefined) !== (above === undefined), {
    error: 'needs either below or above',
  })
  .meta({ oneOf: [{ required: ['below'] }, { required: ['above'] }] });

const ChangeSchema = z.strictObject({
  percent: percent(1, 500).describe('How far the robust price must have moved.'),
  days: days.describe('Within so many days.'),
  direction: z.enum(['down', 'up', 'either']).default('either').describe('Only falls, only rises, or both.'),
  cooldown_hours: cooldown,
});

const LowestSchema = z.strictObject({
  days: days.min(2).describe('The robust price is the lowest of so many days.'),
  cooldown_hours: cooldown,
});

const ScraperSchema = z.strictObject({
  stale_hours: z.number().min(0.1).max(8_760).default(24).describe('No cycle was published for so many hours.'),
});

/** The conditions with settings, by name. */
export const CONDITIONS = { price: PriceSchema, change: ChangeSchema, lowest: LowestSchema, scraper: ScraperSchema };

const WhenSchema = z
  .union([
    z.enum(['offer', 'deal']),
    z
      .strictObject({
        price: PriceSchema.optional().describe('The robust price of a variant crosses a limit.'),
        change: ChangeSchema.optional().describe('The robust price of a variant moved that far.'),
        lowest: LowestSchema.optional().describe('The robust price of a variant is the lowest for that long.'),
        scraper: ScraperSchema.optional().describe('A market is not read any more, and when it is read again.'),
      })
      .refine((when) => Object.values(when).filter((each) => each !== undefined).length === 1, {
        error: 'needs exactly one of price, change, lowest and scraper',
      })
      .meta({ minProperties: 1, maxProperties: 1 }),
  ])
  .describe('What is told: offer, deal, or one of price, change, lowest and scraper with its settings.');

export const DigestSchema = z.strictObject({
  at: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'is no time such as 08:00')
    .describe('Time of day, HH:MM.'),
  time_zone: z
    .string()
    .refine(isTimeZone, 'is no time zone such as Europe/Sofia')
    .default('UTC')
    .describe('IANA name of the zone whose clock shows it.'),
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** What an offer's ad must be like says nothing to a price of all of them. */
const OF_OFFERS = [
  'min_price',
  'max_price',
  'place',
  'exclude_words',
  'condition',
  'exclude_flags',
  'require_flags',
] as const;
const OF_CARDS = ['models', 'families', 'vendor', 'memory_gb'] as const;

/** In JSON Schema: a condition with settings, or the one named, has nothing to do with these. */
function without(condition: 'object' | 'scraper', fields: readonly string[]): object {
  const when = condition === 'object' ? { type: 'object' } : { type: 'object', required: [condition] };
  return {
    if: { required: ['when'], properties: { when } },
    then: { properties: { select: { properties: Object.fromEntries(fields.map((field) => [field, false])) } } },
  };
}

export const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((name) => !/\p{Cc}/u.test(name), 'has a control character')
  .meta({ pattern: '^\\P{Cc}*$' });

export const WatchSchema = z
  .strictObject({
    name: nameSchema.describe('Names the watch in messages and commands; each once.'),
    select: SelectSchema.default({}).describe('Which cards and offers; default: all.'),
    when: WhenSchema,
    notify: z.array(nameSchema).min(1).max(20).meta({ uniqueItems: true }).describe('Names of channels of this file.'),
    digest: DigestSchema.optional().describe('Fold all answers of a day into one message.'),
    again_after_percent: percent(0, 90)
      .default(5)
      .describe(
        'An offer, or a lowest price, is told again only when it is so many percent cheaper than when it was told.',
      ),
    initial: z
      .enum(BEGINNINGS)
      .default('summary')
      .describe('What a new watch does with what matches already: tell it once in one message, or only remember it.'),
    suspicious: z
      .enum(['exclude', 'include'])
      .default('exclude')
      .describe('Whether offers too cheap to be true are told.'),
    paused: z.boolean().default(false).describe('Do not look. What happens meanwhile is not told later.'),
  })
  .check(({ value, issues }) => {
    const kind = kindOf(value.when);
    const without =
      kind === 'scraper' ? [...OF_OFFERS, ...OF_CARDS] : kind === 'offer' || kind === 'deal' ? [] : OF_OFFERS;
    for (const field of without)
      if (value.select[field] !== undefined)
        issues.push({
          code: 'custom',
          input: value.select[field],
          path: ['select', field],
          message: `says nothing to a watch on ${kind}`,
        });
    if (new Set(value.notify).size < value.notify.length)
      issues.push({ code: 'custom', input: value.notify, path: ['notify'], message: 'names a channel twice' });
  })
  // The same for editors.
  .meta({ allOf: [without('object', OF_OFFERS), without('scraper', OF_CARDS)] });

export type WatchSpec = z.output<typeof WatchSchema>;
export type WatchSelect = z.output<typeof SelectSchema>;
export type CardSelect = z.output<typeof CardsSchema>;

export const WATCH_KINDS = ['offer', 'deal', 'price', 'change', 'lowest', 'scraper'] as const;
export type WatchKind = (typeof WATCH_KINDS)[number];

export function kindOf(when: z.output<typeof WhenSchema>): WatchKind {
  if (typeof when === 'string') return when;
  if (when.price !== undefined) return 'price';
  if (when.change !== undefined) return 'change';
  return when.lowest === undefined ? 'scraper' : 'lowest';
}

/** Where watches come from; each origin owns its own. */
export const WATCH_ORIGINS = ['file', 'cli', 'kube'] as const;
export type WatchOrigin = (typeof WATCH_ORIGINS)[number];
