/** Every state, observation and circumstance that the rule of a listing's life knows, for property tests. */
import fc from 'fast-check';
import { LISTING_STATUSES, type ListingState, type Observation } from '../change.js';
import type { Money } from '../money.js';
import { ITEM_CONDITIONS } from '../raw-ad.js';
import { REVIEW_REASONS } from '../verdict.js';

/** Few values each, so that what was and what is seen are often the same; two of the prices are one price. */
const price = fc.constantFrom<Money[]>(
  { minor: 88_000, currency: 'BGN' },
  { minor: 44_994, currency: 'EUR' },
  { minor: 40_000, currency: 'EUR' },
);
const text = {
  rawAdId: fc.constantFrom(1, 2),
  url: fc.constantFrom('https://market.test/a', 'https://market.test/b'),
  title: fc.constantFrom('RTX 3060', 'RTX 3060 нова'),
  negotiable: fc.boolean(),
  location: fc.constantFrom('София', null),
  photoCount: fc.constantFrom(1, 2),
};
const card = {
  model: fc.constantFrom('RTX 3060', 'RTX 3060 Ti'),
  memoryGb: fc.constantFrom(12, 8, null),
  review: fc.constantFrom(null, ...REVIEW_REASONS.slice(0, 2)),
  flags: fc.constantFrom<('new' | 'mined')[][]>([], ['new'], ['new', 'mined']),
};
const offer = {
  price,
  priceText: fc.constantFrom('880 лв.', '449,94 €'),
  condition: fc.constantFrom(null, ...ITEM_CONDITIONS),
};

export const anyState: fc.Arbitrary<ListingState> = fc.record({
  ...{ ...text, ...card, ...offer },
  rawAdId: fc.constantFrom(1, 2, null),
  status: fc.constantFrom(...LISTING_STATUSES),
});

const reason = fc.constantFrom('laptop' as const, 'part' as const);
export const anyObservation: fc.Arbitrary<Observation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('card' as const), ...text, ...card, ...offer }) },
  fc.record({ kind: fc.constant('rejected' as const), reason, ...text }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('recalled-card' as const), ...card }) },
  fc.record({ kind: fc.constant('recalled-rejected' as const), reason }),
  fc.record({ kind: fc.constantFrom('absent' as const, 'gone' as const) }),
  fc.record({ kind: fc.constant('past' as const), ...text, ...card, ...offer }),
);
