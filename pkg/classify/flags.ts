/** What a text says of the card's past and what comes with it: mined, repaired, new, with its box, modded. */
import { ID } from './lexicon/class-set.js';
import type { ConditionFlag } from '../listing/verdict.js';
import { has, type Clause } from './clause.js';
import type { Item } from './lexicon/compile.js';
import type { Reading } from './reading.js';
import type { Statement } from './statements.js';

const FLAG_OF = {
  mining: 'mined',
  repaired: 'repaired',
  fresh: 'new',
  boxed: 'boxed',
  modded: 'modded',
} as const satisfies Partial<Record<Statement['kind'], ConditionFlag>>;

/** "For mining" is what it is good for; "used for mining" is what was done with it. */
function wasMined({ clause, index }: Statement): boolean {
  const before = clause.items[index - 1];
  if (!has(before, ID.purpose)) return true;
  return clause.items.slice(0, index - 1).some((item) => has(item, ID.was));
}

/** New things that are not the card: paste, pads, price. Folded, by the letters they begin with. */
const NEW_THING =
  /^(?:паст|термо|пад|гаранц|цен|цена|намален|вент|кутия|снимк|thermal|pad|paste|price|верс|version|поща|версия|дра|driver|vent|pasz|huto|hopad|pad)/;
/** "New" in a description speaks of anything; these words speak of the card. */
const NEW_CARD =
  /^(?:чисто|неразп|неизп|неупотр|запеч|brand|sealed|unused|unopened|нераспак|nieuz|sigilat|bontatlan|vadonat|ubrukt|lacrad|nefolosit|нерозпак)/;

function isNew(reading: Reading, { item, clause, index }: Statement): boolean {
  if (reading.field === 'description' && !NEW_CARD.test(reading.list[item.from]?.text ?? '')) return false;
  const like = clause.items.slice(Math.max(0, index - 2), index).some((word) => has(word, ID.likeFresh));
  return !like && !NEW_THING.test(reading.list[item.to]?.text ?? '');
}

/** "RX 580 от риг", "работила в риг": a rig that the card comes from or was in. */
function fromRig(clause: Clause): Item | undefined {
  if (!clause.classes.has(ID.rig)) return undefined;
  const rig = clause.things.find(({ thing, role }) => thing === 'rig' && (role === 'from' || role === 'in'));
  if (rig === undefined || clause.items.some((item) => has(item, ID.negation) || has(item, ID.without)))
    return undefined;
  return rig.item;
}

/** The flags the text states, with the words that say so. */
export function statedFlags(reading: Reading): Map<ConditionFlag, Item> {
  const flags = new Map<ConditionFlag, Item>();
  for (const statement of reading.statements) {
    const { kind, denied, supposed, item } = statement;
    if (!(kind in FLAG_OF) || denied || supposed) continue;
    const flag = FLAG_OF[kind as keyof typeof FLAG_OF];
    if (flags.has(flag)) continue;
    if (flag === 'mined' && !wasMined(statement)) continue;
    if (flag === 'new' && !isNew(reading, statement)) continue;
    flags.set(flag, item);
  }
  if (!flags.has('mined'))
    for (const clause of reading.clauses) {
      const rig = fromRig(clause);
      if (rig !== undefined) flags.set('mined', rig);
    }
  return flags;
}
