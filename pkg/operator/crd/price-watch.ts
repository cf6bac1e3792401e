/** A watch as an object of the cluster: the same fields as in a file of watches, in the cluster's spelling. */
import { z } from 'zod';
import { snakeKeys } from '../../watch/key-spelling.js';
import { WatchSchema, WATCH_KINDS } from '../../watch/watch-schema.js';
import { conditionsSchema } from './conditions.js';
import { structuralSchema, type CelRule, type StructuralSchema } from './structural-schema.js';

/** Kinds without settings, which are words in a file and empty objects here, so that every kind is a field. */
const PLAIN = ['offer', 'deal'] as const;

const oneOf = (names: readonly string[], message: string): CelRule => ({
  rule: `[${names.map((name) => `has(self.${name})`).join(', ')}].filter(set, set).size() == 1`,
  message,
});

const RULES = {
  when: oneOf(WATCH_KINDS, `exactly one of ${WATCH_KINDS.join(', ')} says when to tell`),
  price: oneOf(['below', 'above'], 'either below or above'),
  select: {
    rule: '!has(self.minPrice) || !has(self.maxPrice) || self.minPrice <= self.maxPrice',
    message: 'minPrice is above maxPrice: nothing can be in between',
  },
} satisfies Record<string, CelRule>;

const withRules = (node: StructuralSchema, ...rules: readonly CelRule[]): StructuralSchema => ({
  ...node,
  'x-kubernetes-validations': rules,
});

/** The schema of `spec`: that of a watch in a file, without its name, and with the Secrets that its channels are in. */
export function priceWatchSpecSchema(): StructuralSchema {
  const { properties: all = {}, ...rest } = structuralSchema(WatchSchema);
  const { name: _, when = {}, select = {}, notify = {}, ...others } = all;
  const settings = when.anyOf?.find(({ type }) => type === 'object')?.properties ?? {};
  return {
    ...rest,
    required: ['when', 'channelsFrom'],
    properties: {
      select: withRules(select, RULES.select),
      when: withRules(
        {
          type: 'object',
          description: when.description ?? '',
          properties: {
            ...Object.fromEntries(PLAIN.map((kind) => [kind, { type: 'object', description: PLAIN_KINDS[kind] }])),
            ...settings,
            ...(settings['price'] !== undefined && { price: withRules(settings['price'], RULES.price) }),
          },
        },
        RULES.when,
      ),
      channelsFrom: CHANNELS_FROM,
      notify: { ...notify, description: 'Names of channels, keys of the Secrets; default: all of them.' },
      ...others,
    },
  };
}

const PLAIN_KINDS = {
  offer: 'An offer comes into the selection.',
  deal: 'An offer of the selection becomes a deal.',
} satisfies Record<(typeof PLAIN)[number], string>;

const CHANNELS_FROM: StructuralSchema = {
  type: 'array',
  minItems: 1,
  maxItems: 10,
  description:
    'Secrets of this namespace: each key is the name of a channel, its value the channel in YAML, as in a file of watches.',
  items: {
    type: 'object',
    required: ['secretRef'],
    properties: {
      secretRef: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string', minLength: 1, maxLength: 253 } },
      },
    },
  },
};

export const PRICE_WATCH_CONDITIONS = ['Armed'] as const;

export const priceWatchStatus = z.strictObject({
  observedGeneration: z.number().int().min(0).optional().describe('The generation of the spec that this status is of.'),
  conditions: conditionsSchema(PRICE_WATCH_CONDITIONS),
  kind: z.enum(WATCH_KINDS).optional().describe('What it waits for.'),
  matches: z.number().int().min(0).optional().describe('Offers or variants that it has in view.'),
  lastNotified: z.iso.datetime().optional().describe('When it last told something.'),
  pending: z.number().int().min(0).optional().describe('Notifications that are not delivered yet.'),
});
export type PriceWatchStatus = z.output<typeof priceWatchStatus>;

/** The watch that a spec means, for `WatchSchema` to judge. */
export function watchOf(spec: Readonly<Record<string, unknown>>, name: string, channels: readonly string[]): unknown {
  const { channelsFrom: _, when, notify, ...rest } = spec;
  const kinds = Object.keys(when ?? {});
  const plain = kinds.length === 1 ? PLAIN.find((kind) => kind === kinds[0]) : undefined;
  return {
    ...(snakeKeys(rest) as object),
    ...{ name, notify: notify ?? channels, when: plain ?? snakeKeys(when) },
  };
}
