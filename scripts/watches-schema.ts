/** The JSON Schema of a file of watches, made from the schemas that read it; for completion and faults while one types. */
import { z } from 'zod';
import { loadCatalog } from '../pkg/catalog/index.js';
import { MARKET_SLUGS } from '../pkg/market/markets.js';
import { ChannelSchema } from '../pkg/notify/channel.js';
import { MAX_CHANNELS, MAX_WATCHES } from '../pkg/watch/file/load-watches.js';
import { nameSchema, WatchSchema } from '../pkg/watch/watch-schema.js';

export interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

const VARIABLE: JsonSchema = { type: 'string', pattern: '\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}' };

/** Of the draft that the YAML language server of editors knows best. */
export function watchesSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Watches of gpu-tracker',
    type: 'object',
    additionalProperties: false,
    properties: {
      channels: {
        description: 'Where messages go, by name. ${NAME} is taken from the environment.',
        type: 'object',
        maxProperties: MAX_CHANNELS,
        propertyNames: schemaOf(nameSchema),
        additionalProperties: withVariables(schemaOf(ChannelSchema)),
      },
      watches: {
        description: 'What to wait for, and over which channels to tell it.',
        type: 'array',
        maxItems: MAX_WATCHES,
        items: withNames(schemaOf(WatchSchema)),
      },
    },
  };
}

function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return rest as JsonSchema;
}

/** A text that has a form may be a variable instead. */
function withVariables(schema: JsonSchema): JsonSchema {
  const { properties, items, anyOf, oneOf } = schema;
  const hasForm = schema.type === 'string' && ['pattern', 'enum', 'maxLength'].some((keyword) => keyword in schema);
  if (hasForm) {
    const { description, default: usual, ...form } = schema;
    return {
      ...(description !== undefined && { description }),
      ...(usual !== undefined && { default: usual }),
      anyOf: [form, VARIABLE],
    };
  }
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, withVariables(of)])),
    }),
    ...(items && { items: withVariables(items) }),
    ...(anyOf && { anyOf: anyOf.map(withVariables) }),
    ...(oneOf && { oneOf: oneOf.map(withVariables) }),
  };
}

/** Names to choose from; cards may be written in other ways, too. */
function withNames(schema: JsonSchema): JsonSchema {
  const { models } = loadCatalog();
  const families = [...new Set(models.map(({ family }) => family))];
  const cards = models.filter(({ followed }) => followed).map(({ name }) => name);
  const suggest = (of: JsonSchema | undefined, names: readonly string[]): JsonSchema => ({
    ...of,
    items: { anyOf: [{ enum: names }, of?.items ?? {}] },
  });
  const select = schema.properties?.['select'];
  const fields = select?.properties;
  return {
    ...schema,
    properties: {
      ...schema.properties,
      select: {
        ...select,
        properties: {
          ...fields,
          models: suggest(fields?.['models'], cards),
          families: suggest(fields?.['families'], families),
          market: { ...fields?.['market'], enum: MARKET_SLUGS },
        },
      },
    },
  };
}
