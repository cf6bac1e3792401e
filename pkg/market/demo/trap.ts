/** What makes an ad of the simulated market easy to judge wrongly. */

export const TRAPS = [
  'hostile-title',
  'negated-phrase',
  'mentions-other-hardware',
  'memory-unstated',
  'warranty',
  'partner',
  'told-in-description',
  'shop-boilerplate',
  'specifications',
  'marked-as-sold',
] as const;
export type Trap = (typeof TRAPS)[number];
