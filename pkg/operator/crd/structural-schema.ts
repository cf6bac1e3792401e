/** Turns a zod schema into the structural schema that a CustomResourceDefinition wants: one source for the API server, TypeScript and people. */
import { z } from 'zod';
import { camelCase, camelKeys } from '../../watch/key-spelling.js';

/** A node of an OpenAPI v3 schema, as far as Kubernetes takes it. */
export interface StructuralSchema {
  type?: string;
  description?: string;
  properties?: Record<string, StructuralSchema>;
  required?: string[];
  items?: StructuralSchema;
  anyOf?: StructuralSchema[];
  [key: string]: unknown;
}

/** A rule in CEL and the sentence that the API server refuses with. */
export interface CelRule {
  readonly rule: string;
  readonly message: string;
}

/** For `.meta()` of a zod schema: the rules that hold for its value. */
export const celRules = (...rules: readonly CelRule[]): Record<string, unknown> => ({
  'x-kubernetes-validations': rules,
});

/** Bounds that zod gives a whole number by itself. */
const WHOLE = Number.MAX_SAFE_INTEGER;

/** Keys that a structural schema has no place for, or that say nothing there. */
const DROPPED = new Set(['$schema', 'additionalProperties', 'minProperties', 'maxProperties', 'oneOf']);

/** The schema of what a user writes (defaults are filled in by the API server). */
export function structuralSchema(schema: z.ZodType): StructuralSchema {
  return cleaned(z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'input' }) as StructuralSchema);
}

function cleaned(node: StructuralSchema): StructuralSchema {
  const [one, list] = node.anyOf ?? [];
  // One value or several of it: in a cluster always a list.
  if (list?.type === 'array' && one !== undefined) {
    const { anyOf: _, ...rest } = node;
    return cleaned({ ...rest, ...list });
  }
  const result: StructuralSchema = {};
  for (const [key, value] of Object.entries(node)) {
    if (DROPPED.has(key) || Math.abs(Number(value)) === WHOLE) continue;
    if (key === 'properties')
      result.properties = Object.fromEntries(
        Object.entries(value as Record<string, StructuralSchema>).map(([name, property]) => [
          camelCase(name),
          cleaned(property),
        ]),
      );
    else if (key === 'anyOf') result.anyOf = (value as StructuralSchema[]).map(cleaned);
    else if (key === 'items') result.items = cleaned(value as StructuralSchema);
    else if (key === 'required') result.required = (value as string[]).map(camelCase);
    else if (key === 'default') result['default'] = camelKeys(value);
    else result[key] = value;
  }
  return result;
}
