/** A computer, laptop or rig that a text speaks of, as opposed to the one the card was in. */
import type { Clause, Placed } from './clause.js';
import { ClassSet } from './lexicon/class-set.js';
import type { Thing } from './lexicon/entry.js';
import { weigh, type Objection } from './objection.js';

const REASON = { laptop: 'laptop', computer: 'computer', rig: 'mining-rig' } as const;
/** The computer a clause speaks of is where the card was, or the seller's own, or sold apart, or stays. */
/** "Лаптопът на снимката". */
export const PHOTO = /^(?:снимк|фото|zdjec|poza|poze|photo|picture|snimk)/;
const ELSEWHERE = ClassSet.of(
  ...(['was', 'tested', 'requires', 'also', 'parting', 'sold', 'left', 'broken', 'me', 'wanted', 'exchange'] as const),
  ...(['salvage', 'negation', 'without', 'stays', 'others', 'bought'] as const),
);
export const isAside = (clause: Clause): boolean =>
  clause.supposed || clause.link === 'because' || clause.classes.meets(ELSEWHERE);

export const isHost = (thing: Thing): thing is keyof typeof REASON =>
  thing === 'computer' || thing === 'laptop' || thing === 'rig';

/** Classes of the words for them: a clause without one speaks of none. */
export const HOST = ClassSet.of('computer', 'laptop', 'rig');

export function against(
  points: number,
  host: Placed,
  rule: string,
  from = host.item.from,
  to = host.item.to,
): Objection {
  const thing = isHost(host.thing) ? host.thing : 'computer';
  return weigh(points, REASON[thing], `${thing}.${rule}`, { from, to });
}
