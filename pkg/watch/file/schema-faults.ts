/** What a zod schema refused, one fault each, in plain words; no value is repeated, since it may be a secret. */
import type { z } from 'zod';
import { hint } from '../nearest.js';
import { pathText, type Path, type WatchFileFault } from './watch-file-fault.js';
import type { YamlSource } from './yaml-source.js';

export interface SchemaFault {
  readonly path: Path;
  readonly message: string;
  /** The name of the field is wrong, not its value; one that looks like no name is not repeated either. */
  readonly key?: 'shown' | 'hidden';
}

type Issue = z.core.$ZodIssue;

export function schemaFaults(issues: readonly Issue[], value: unknown, prefix: Path = []): SchemaFault[] {
  return issues.flatMap((issue) => faultsOf(issue, value, prefix));
}

function faultsOf(issue: Issue, value: unknown, prefix: Path): SchemaFault[] {
  const path = [...prefix, ...issue.path];
  const found = valueAt(value, issue.path);
  const one = (message: string): SchemaFault[] => [{ path, message }];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => ({
      path: [...path, name],
      ...(/^[a-z][a-z_]{0,31}$/i.test(name)
        ? { message: 'is no field here', key: 'shown' }
        : { message: 'has a field that does not belong here', key: 'hidden' }),
    }));
  if (
    found === undefined &&
    (issue.code === 'invalid_type' || issue.code === 'invalid_union' || issue.code === 'invalid_value')
  )
    return one('is missing');
  switch (issue.code) {
    case 'invalid_union':
      return ofUnion(issue, found, path);
    case 'invalid_value':
      return one(oneOf(issue.values.map(String), found));
    case 'invalid_type':
      return one(issue.expected === 'string' ? text(found) : `must be ${KINDS[issue.expected] ?? issue.expected}`);
    case 'too_small':
      return one(size(issue.origin, 'at least', Number(issue.minimum)));
    case 'too_big':
      return one(size(issue.origin, 'at most', Number(issue.maximum)));
    default:
      return one(issue.message);
  }
}

/** Of the alternatives the one that the value comes nearest to: whose kind it has. */
function ofUnion(issue: Extract<Issue, { code: 'invalid_union' }>, found: unknown, path: Path): SchemaFault[] {
  if ('options' in issue && Array.isArray(issue.options))
    return [{ path, message: oneOf(issue.options.map(String), found) }];
  const ofAnotherKind = ({ code, path: within }: Issue): boolean =>
    within.length === 0 && (code === 'invalid_type' || (code === 'invalid_value' && typeof found !== 'string'));
  const ofThisKind = issue.errors.filter((each) => !each.some(ofAnotherKind));
  const [chosen] = ofThisKind.toSorted((a, b) => depth(b) - depth(a));
  if (chosen !== undefined) return schemaFaults(chosen, found, path);
  const alternatives = issue.errors.flatMap((each) => schemaFaults(each, found));
  return [{ path, message: alternatives.map(({ message }) => message).join(', or ') }];
}

/** What is wrong deep within was understood further. */
const depth = (issues: readonly Issue[]): number => Math.max(...issues.map(({ path }) => path.length));

const KINDS: Readonly<Record<string, string>> = {
  ...{ object: 'a mapping', array: 'a list', string: 'text', number: 'a number', int: 'a whole number' },
  ...{ boolean: 'true or false' },
};
const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' entries' };

function text(found: unknown): string {
  return typeof found === 'number' || typeof found === 'boolean' ? 'must be text: put it in quotes' : 'must be text';
}

function oneOf(values: readonly string[], found: unknown): string {
  const known = `must be ${values.length === 1 ? '' : 'one of '}${values.join(', ')}`;
  return typeof found === 'string' ? known + hint(found, values) : known;
}

function size(origin: string, bound: 'at least' | 'at most', limit: number): string {
  const unit = UNITS[origin];
  if (unit === undefined) return `must be ${bound} ${limit}`;
  return bound === 'at least' && limit === 1 ? 'must not be empty' : `must have ${bound} ${limit}${unit}`;
}

export function valueAt(value: unknown, path: Path): unknown {
  let at: unknown = value;
  for (const part of path)
    at =
      typeof at === 'object' && at !== null && Object.hasOwn(at, part)
        ? (at as Record<PropertyKey, unknown>)[part]
        : undefined;
  return at;
}

/** In the order of the text. */
export function placed(faults: readonly SchemaFault[], source: YamlSource): WatchFileFault[] {
  const inText = faults.map(({ path, message, key }) => {
    if (key === undefined) return source.at(path, message);
    const fault = source.atKey(path, message);
    return key === 'shown' ? fault : { ...fault, path: pathText(path.slice(0, -1)) };
  });
  return inText.sort((a, b) => a.line - b.line || a.column - b.column);
}
