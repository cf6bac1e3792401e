/** What speaks for a working card for sale: that it works, was tested, has a guarantee, is sent, and is what is sold. */
import { has, type Clause } from './clause.js';
import { ClassSet, ID } from './lexicon/class-set.js';
import type { Item } from './lexicon/compile.js';
import type { Thing } from './lexicon/entry.js';
import type { Reading } from './reading.js';

/** One thing said for the card: the part of the score, its points and its words. */
export interface Support {
  readonly part: string;
  readonly points: number;
  readonly item: Item;
}

const OF_CARD = new Set<Thing>(['card', 'core', 'ad', 'port', 'program']);
const DENIES = ClassSet.of('negation', 'without');
const FAULTS = ClassSet.of('fault', 'trouble', 'artifacts', 'unstable', 'cosmetic');

/** Points of each part; a part counts once. */
export const SUPPORT = {
  works: 25,
  sound: 15,
  good: 10,
  tested: 10,
  warranty: 10,
  delivery: 10,
  price: 5,
  sells: 15,
  only: 60,
  reason: 10,
} as const;

const PLAIN_PARTS = [
  ['good', ID.good],
  ['warranty', ID.warranty],
  ['delivery', ID.delivery],
  ['price', ID.price],
] as const satisfies readonly (readonly [keyof typeof SUPPORT, number])[];

/** "Само картата", "обявата е само за видеото": nothing else is in the offer. */
function onlyCard(clause: Clause): Item | undefined {
  if (!clause.classes.has(ID.only)) return undefined;
  const only = clause.items.find((item) => has(item, ID.only));
  if (only === undefined || clause.classes.meets(DENIES)) return undefined;
  const card = clause.things.find(
    ({ thing, role, item }) =>
      thing === 'card' && (role === 'bare' || role === 'for') && Math.abs(item.from - only.from) <= 3,
  );
  return card?.item;
}

/** Everything that speaks for the card in a description. */
export function supportIn(reading: Reading): Support[] {
  const found = new Map<string, Support>();
  const add = (part: keyof typeof SUPPORT, item: Item): void => {
    if (!found.has(part)) found.set(part, { part, points: SUPPORT[part], item });
  };
  for (const { kind, about, denied, supposed, item, clause } of reading.statements) {
    if (supposed) continue;
    if ((kind === 'works' || kind === 'starts' || kind === 'detects') && !denied && OF_CARD.has(about))
      add('works', item);
    if (denied && item.classes.meets(FAULTS)) add('sound', item);
    if (kind === 'tested' && !denied) add('tested', item);
    if (kind === 'sale' && !denied && clause.things.some(({ thing, role }) => thing === 'card' && role === 'bare'))
      add('sells', item);
  }
  for (const clause of reading.clauses) {
    const only = onlyCard(clause);
    if (only !== undefined) add('only', only);
    const [link] = clause.items;
    if (clause.link === 'because' && link !== undefined && reading.classes.has(ID.sale)) add('reason', link);
    if (clause.classes.meets(DENIES)) continue;
    for (const [part, id] of PLAIN_PARTS) {
      const item = clause.classes.has(id) ? clause.items.find((word) => has(word, id)) : undefined;
      if (item !== undefined) add(part, item);
    }
  }
  return [...found.values()];
}
