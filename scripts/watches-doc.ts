/** `npm run docs:watches`: writes docs/watches.schema.json, and the tables of docs/watches.md, from the schemas that read a file of watches. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { watchesSchema, type JsonSchema } from './watches-schema.js';

const DOCS = join(import.meta.dirname, '../docs');
export const WATCHES_DOC = join(DOCS, 'watches.md');
export const WATCHES_SCHEMA = join(DOCS, 'watches.schema.json');

export interface Field {
  readonly name: string;
  readonly value: string;
  /** `required`, a value, or nothing. */
  readonly otherwise: string;
  readonly meaning: string;
}

/** By the name that a comment in the document has. */
export function fieldTables(): ReadonlyMap<string, readonly Field[]> {
  const { channels, watches } = watchesSchema().properties ?? {};
  const watch = watches?.items ?? {};
  const conditions = watch.properties?.['when']?.anyOf?.find(({ type }) => type === 'object')?.properties ?? {};
  const kinds = (channels?.['additionalProperties'] as JsonSchema).oneOf ?? [];
  const all = kinds.map((kind) => Object.keys(kind.properties ?? {}));
  const common = (all[0] ?? []).filter((name) => name !== 'type' && all.every((names) => names.includes(name)));
  return new Map<string, readonly Field[]>([
    ['a watch', fieldsOf(watch)],
    ['select', fieldsOf(watch.properties?.['select'] ?? {})],
    ...Object.entries(conditions).map(([name, settings]) => [`when ${name}`, fieldsOf(settings)] as const),
    ['digest', fieldsOf(watch.properties?.['digest'] ?? {})],
    ['every channel', fieldsOf(kinds[0] ?? {}).filter(({ name }) => common.includes(name))],
    ...kinds.map((kind) => {
      const fields = fieldsOf(kind).filter(({ name }) => name !== 'type' && !common.includes(name));
      return [`channel ${String(kind.properties?.['type']?.['const'])}`, fields] as const;
    }),
  ]);
}

function fieldsOf(schema: JsonSchema): Field[] {
  const required = (schema['required'] ?? []) as readonly string[];
  return Object.entries(schema.properties ?? {}).map(([name, of]) => ({
    name,
    value: valueOf(of),
    otherwise: required.includes(name) ? 'required' : 'default' in of ? `\`${JSON.stringify(of['default'])}\`` : '',
    meaning: of.description ?? '',
  }));
}

const UNBOUNDED = new Set([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]);
/** More are suggestions, not a choice. */
const MOST_CHOICES = 10;

function valueOf(of: JsonSchema): string {
  const { type, items, anyOf } = of;
  const choices = of['enum'] as readonly unknown[] | undefined;
  if (choices !== undefined)
    return choices.length > MOST_CHOICES ? '' : choices.map((each) => `\`${String(each)}\``).join(', ');
  if (anyOf !== undefined) {
    const values = anyOf.filter((each) => !isVariable(each)).map(valueOf);
    const [one = '', list] = values.filter((value) => value !== '');
    return list === undefined ? one : list === `list of: ${one}` ? `${one}; or a list` : `${one} or ${list}`;
  }
  if (type === 'array') return `list of: ${valueOf(items ?? {})}`;
  if (type === 'number' || type === 'integer') return rangeOf(of);
  return { string: 'text', boolean: '`true`, `false`', object: 'mapping' }[type ?? ''] ?? '';
}

const isVariable = ({ pattern }: JsonSchema): boolean => typeof pattern === 'string' && pattern.startsWith('\\$\\{');

function rangeOf(of: JsonSchema): string {
  const kind = of.type === 'integer' ? 'whole number' : 'number';
  const bound = (keyword: string): number | undefined => {
    const value = of[keyword];
    return typeof value === 'number' && !UNBOUNDED.has(value) ? value : undefined;
  };
  const [least, above, most] = [bound('minimum'), bound('exclusiveMinimum'), bound('maximum')];
  if (above !== undefined && most !== undefined) return `${kind} above ${above}, to ${most}`;
  return least === undefined || most === undefined ? kind : `${kind} from ${least} to ${most}`;
}

/** The document with its tables written after the comments that ask for them. @throws RangeError for a comment that names none */
export function withFieldTables(text: string, tables: ReadonlyMap<string, readonly Field[]>): string {
  return text.replaceAll(/<!-- fields of ([^>]+) -->\n(?:\n(?:\|.*\n)+)?/g, (_all, name: string) => {
    const fields = tables.get(name);
    if (fields === undefined) throw new RangeError(`no table is named ${name}`);
    const cells = fields.map((each) => [`\`${each.name}\``, each.value, each.otherwise, each.meaning]);
    const lines = [['field', 'value', 'default', 'meaning'], ['---', '---', '---', '---'], ...cells];
    const rows = lines.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`);
    return `<!-- fields of ${name} -->\n\n${rows.join('')}`;
  });
}

const formatted = async (text: string, file: string): Promise<string> =>
  prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file });

export const renderSchema = (): Promise<string> => formatted(JSON.stringify(watchesSchema()), WATCHES_SCHEMA);
export const renderDoc = (text: string): Promise<string> =>
  formatted(withFieldTables(text, fieldTables()), WATCHES_DOC);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(WATCHES_SCHEMA, await renderSchema());
  await writeFile(WATCHES_DOC, await renderDoc(await readFile(WATCHES_DOC, 'utf8')));
}
