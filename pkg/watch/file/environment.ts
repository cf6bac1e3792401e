/** `${NAME}` in a file of watches: taken from the environment, in values of channels alone, and never shown. */
import { isMap, isScalar, visit, type Alias, type Document, type Node } from 'yaml';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What each alias stands for. */
export type Sources = ReadonlyMap<Alias, Node | undefined>;

/** In a flow mapping a brace would end the value, so YAML is given these in its place; as long as what they stand for. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARKED = new RegExp(`\\$(\\$?)${OPEN}(\\w+)${CLOSE}`, 'g');

export function markVariables(text: string): string {
  return text.replaceAll(/\$\{([A-Za-z_]\w*)\}/g, `$$${OPEN}$1${CLOSE}`);
}

export function unmarked(text: string): string {
  return text.replaceAll(OPEN, '{').replaceAll(CLOSE, '}');
}

export interface NodeFault {
  readonly node: Node;
  readonly message: string;
}

/** Puts the values in, in place; `$${NAME}` is a literal `${NAME}`. */
export function expandEnvironment(doc: Document, sources: Sources, env: Environment): readonly NodeFault[] {
  const faults: NodeFault[] = [];
  const ofChannels = nodesOfChannels(doc);
  visit(doc, {
    Scalar(key, node) {
      if (typeof node.value !== 'string') return;
      node.value = node.value.replaceAll(MARKED, (_, literally: string, name: string) => {
        const fault = (message: string): void => void faults.push({ node, message: `\${${name}}: ${message}` });
        const value = env[name];
        if (literally !== '') return `\${${name}}`;
        if (key === 'key' || !ofChannels.has(node))
          fault('only values of channels come from the environment: watches and names are stored and shown');
        else if (value === undefined || value === '') fault('the environment does not have it');
        return value ?? '';
      });
    },
    Alias(_, node) {
      const source = sources.get(node);
      if (ofChannels.has(source) && !ofChannels.has(node))
        faults.push({ node, message: 'a watch cannot take over a part of a channel' });
    },
  });
  return faults;
}

function nodesOfChannels({ contents }: Document): ReadonlySet<unknown> {
  const nodes = new Set<unknown>();
  if (!isMap(contents)) return nodes;
  for (const { key, value } of contents.items)
    if (isScalar(key) && key.value === 'channels')
      visit(value as Node | null, { Node: (_, node) => void nodes.add(node) });
  return nodes;
}
