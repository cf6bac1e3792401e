/** A YAML text with the place of everything in it; bounded, so that no text takes more time or memory than its size explains. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Alias, Document, Node, YAMLError } from 'yaml';
import { expandEnvironment, markVariables, unmarked, type Environment, type Sources } from './environment.js';
import { pathText, type Path, type WatchFileFault } from './watch-file-fault.js';

export const MAX_CHARACTERS = 4 * 1_024 * 1_024;
export const MAX_ALIASES = 100;
/** Nodes that the aliases of one anchor stand for. */
const MAX_UNFOLDED = 1_000;

export interface YamlSource {
  readonly value: unknown;
  /** At the value with this path, or at the nearest around it that is there. */
  readonly at: (path: Path, message: string) => WatchFileFault;
  /** At the name of a field. */
  readonly atKey: (path: Path, message: string) => WatchFileFault;
}

type Faults = { readonly faults: readonly WatchFileFault[] };

/** With the values of `env` put in where they are allowed. */
export function readYaml(text: string, env: Environment): YamlSource | Faults {
  const whole = (message: string): Faults => ({ faults: [{ line: 1, column: 1, path: '', message }] });
  if (text.length > MAX_CHARACTERS) return whole(`is longer than ${MAX_CHARACTERS} characters`);
  const lines = new LineCounter();
  const fault = (offset: number, message: string, path: Path = []): WatchFileFault => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1), path: pathText(path), message };
  };
  const doc = parseDocument(markVariables(text), {
    ...{ version: '1.2', schema: 'core', strict: true, uniqueKeys: true, lineCounter: lines },
    // Its pretty messages show the line, and with it a secret.
    prettyErrors: false,
  });
  const ofSyntax = [...doc.errors, ...doc.warnings];
  if (ofSyntax.length > 0) return { faults: ofSyntax.map((error) => fault(error.pos[0], syntaxMessage(error))) };
  const sources = sourcesOf(doc);
  if (sources.size > MAX_ALIASES) return whole(`has more than ${MAX_ALIASES} aliases`);
  const lost = [...sources].filter(([, source]) => source === undefined);
  if (lost.length > 0)
    return { faults: lost.map(([alias]) => fault(startOf(alias), 'no anchor of this name is above it')) };
  const variables = expandEnvironment(doc, sources, env).map(({ node, message }) => fault(startOf(node), message));
  if (variables.length > 0) return { faults: variables };
  const find = (path: Path, wantKey: boolean): number => offsetOf(doc.contents, sources, path, wantKey);
  const at = (path: Path, message: string): WatchFileFault => fault(find(path, false), message, path);
  const atKey = (path: Path, message: string): WatchFileFault => fault(find(path, true), message, path);
  try {
    return { value: doc.toJS({ maxAliasCount: MAX_UNFOLDED }), at, atKey };
  } catch (err) {
    if (err instanceof ReferenceError || err instanceof RangeError) return whole('its aliases unfold to too much');
    throw err;
  }
}

/** Those whose own words repeat the text, which may be a secret. */
const TALKATIVE: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  UNEXPECTED_TOKEN: 'something is here that YAML does not allow',
  BAD_DQ_ESCAPE: 'an escape sequence that YAML does not know',
  BAD_SCALAR_START: 'a value cannot begin like this: put it in quotes',
  TAG_RESOLVE_FAILED: 'an unknown tag',
  BAD_ALIAS: 'an alias needs the name of an anchor',
  BAD_DIRECTIVE: 'an unknown directive',
  BAD_COLLECTION_TYPE: 'a tag that does not fit its value',
  IMPOSSIBLE: 'this is not YAML',
  RESOURCE_EXHAUSTION: 'is nested too deeply',
  MULTIPLE_DOCS: 'must be one document',
  DUPLICATE_KEY: 'the field is there twice',
};

function syntaxMessage({ code, message }: YAMLError): string {
  return TALKATIVE[code] ?? unmarked(message);
}

/** In one pass: the library's own `resolve` goes over the whole text for each alias. */
function sourcesOf(doc: Document): Sources {
  const anchors = new Map<string, Node>();
  const sources = new Map<Alias, Node | undefined>();
  visit(doc, {
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
    Alias(_, node) {
      sources.set(node, anchors.get(node.source));
    },
  });
  return sources;
}

const startOf = (node: Node | null, otherwise = 0): number => node?.range?.[0] ?? otherwise;

/** Where the last part of the path that is there begins. */
function offsetOf(root: Node | null, sources: Sources, path: Path, wantKey: boolean): number {
  const resolved = (node: Node | null): Node | null => (isAlias(node) ? (sources.get(node) ?? null) : node);
  let node = resolved(root);
  let offset = startOf(node);
  for (const [index, part] of path.entries()) {
    let next: Node | null = null;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (pair === undefined) return offset;
      const key = pair.key as Node;
      offset = startOf(key, offset);
      if (wantKey && index === path.length - 1) return offset;
      next = pair.value as Node | null;
    } else if (isSeq(node)) next = (node.items[Number(part)] ?? null) as Node | null;
    node = resolved(next);
    // The value of "when:" with nothing after it is at the end of the line: its name is a better place.
    if (node === null || (isScalar(node) && node.value === null)) return offset;
    offset = startOf(node, offset);
  }
  return offset;
}
