/** Reads path parameters and query of a request by a route's schemas; anything else is a typed refusal. */
import { InvalidInputError } from '../errors/app-error.js';
import type { Route, RouteInput } from './routes/route.js';
import type { z } from './schemas/common.js';

/**
 * @param url as asked
 * @throws InvalidInputError naming every fault
 */
export function readInput(
  route: Route,
  url: string,
  params: Readonly<Record<string, unknown>>,
): RouteInput<unknown, unknown> {
  const at = url.indexOf('?');
  const query = validate(route.query, readQuery(at < 0 ? '' : url.slice(at + 1)));
  return {
    query,
    params: route.params === undefined ? {} : validate(route.params, params),
    path: new URL(at < 0 ? url : url.slice(0, at), 'http://localhost').pathname,
  };
}

function readQuery(text: string): Record<string, string> {
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  if (text === '') return values;
  try {
    decodeURIComponent(text.replaceAll('+', ' ')); // URLSearchParams takes malformed escapes for text
  } catch (cause) {
    throw new InvalidInputError('the query is not valid percent-encoding', { cause });
  }
  for (const [name, value] of new URLSearchParams(text)) {
    if (name in values) throw new InvalidInputError(`${shown(name)}: given twice`);
    values[name] = value;
  }
  return values;
}

function validate(schema: z.ZodType, value: unknown): unknown {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const faults = read.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `unknown parameter: ${issue.keys.map(shown).join(', ')}`
      : `${issue.path.map((part) => shown(String(part))).join('.')}: ${issue.message}`,
  );
  throw new InvalidInputError(faults.slice(0, 10).join('; '));
}

/** A name as the client wrote it, kept short. */
function shown(name: string): string {
  return name.length > 40 ? `${name.slice(0, 40)}...` : name;
}
