/** Signs that the card sits in something: only the whole is sold, it is soldered in, or parts are named that only a laptop or a rig has. */
import { has } from './clause.js';
import { against, isAside, isHost } from './host.js';
import { ID } from './lexicon/class-set.js';
import { PLAIN, weigh, type Objection } from './objection.js';
import type { Reading } from './reading.js';

/** "Само целия компютър", "единствено в комплект с лаптопа". */
export function onlyWhole(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    if (clause.supposed) continue;
    for (const only of clause.items.filter((item) => has(item, ID.only))) {
      const host = clause.things.find(({ item }) => item.from >= only.to && item.from - only.to <= 2);
      if (host === undefined || !isHost(host.thing) || host.role !== 'bare' || host.mine || host.old) continue;
      if (reading.endsWithin(host.item.to, 2)) found.push(against(PLAIN, host, 'only', only.from));
    }
  }
}

/** "Запоена е на дъното на лаптопа", "вградена в преносим компютър". */
export function builtIn(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    const word = clause.items.find((item) => has(item, ID.builtIn));
    if (word === undefined || clause.supposed || clause.classes.has(ID.negation)) continue;
    const host = clause.things.find(({ thing, role, mine }) => thing === 'laptop' && role !== 'bare' && !mine);
    if (host !== undefined) found.push(against(PLAIN, host, 'inside', Math.min(word.from, host.item.from)));
  }
}

/** A screen of 15.6 inches, a battery, a keyboard: what the clause tells of is a laptop. */
export function laptopParts(reading: Reading, found: Objection[]): void {
  const parts = reading.clauses.flatMap((clause) =>
    isAside(clause)
      ? []
      : clause.things.filter(({ item, role, mine }) => has(item, ID.laptopPart) && role === 'bare' && !mine),
  );
  if (parts.length >= 2) found.push(weigh(PLAIN, 'laptop', 'laptop.parts', ...parts.map(({ item }) => item)));
}

/** "Рамката, дъното, райзерите и шестте карти": what cards are mounted on, and several of them. */
export function rigParts(reading: Reading, found: Objection[]): void {
  for (const clause of reading.clauses) {
    if (isAside(clause)) continue;
    const frame = clause.things.find(({ thing, role }) => thing === 'frame' && role !== 'from');
    const cards = clause.items.find(
      (item) => has(item, ID.pieces) && (has(item, ID.card) || clause.classes.has(ID.numeral)),
    );
    if (frame !== undefined && cards !== undefined)
      found.push(
        weigh(PLAIN, 'mining-rig', 'rig.parts', {
          from: Math.min(frame.item.from, cards.from),
          to: Math.max(frame.item.to, cards.to),
        }),
      );
  }
}
