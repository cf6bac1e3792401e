/** A replay gives the row that the next publish by the same rules would give, condition, first sight, prices and relist link included. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.js';
import { anAccepted, aRejected } from '../listing/testing/builders.js';
import type { RawAd } from '../listing/raw-ad.js';
import type { Classifier } from '../listing/verdict.js';
import { replay } from './replay.js';
import { publishCycleOf } from './testing/published-cycle.js';

const at = (day: number, hour = 10): Date => new Date(Date.UTC(2026, 10, day, hour));

/** Rules that reject the ads of these titles. */
const rules = (rulesVersion: string, rejected: readonly string[] = []): Classifier => ({
  rulesVersion,
  classify: ({ title }) =>
    rejected.some((word) => title.includes(word))
      ? aRejected({ rulesVersion })
      : anAccepted({ rulesVersion, flags: rulesVersion === 'r3' ? ['boxed'] : [] }),
});

type Ad = Partial<RawAd> & Pick<RawAd, 'externalId'>;
const description =
  'Продавам видеокарта в отлично състояние, работи безупречно, с кутия и всички кабели, лично предаване или куриер с преглед и тест преди плащане, ' +
  'купена нова преди две години с документи и гаранция, не е копана и не е отваряна, причина за продажбата нов компютър';
const origin: Ad = { externalId: '1', title: 'RTX 3060 Asus', description, priceMinor: 25_000, photoCount: 5 };
const other: Ad = { externalId: '2', title: 'RTX 3060 друга' };
const heir: Ad = { ...origin, externalId: '3', title: 'RTX 3060 Asus пак', priceMinor: 24_000, itemCondition: 'used' };
/** As it is when the last rules judge it. */
const heirNow: Ad = {
  ...heir,
  priceMinor: 23_000,
  itemCondition: 'new',
  negotiable: true,
  priceText: '230 €',
};

interface Day {
  readonly rules: Classifier;
  readonly ads: readonly Ad[];
}
const ended: readonly Day[] = [
  { rules: rules('r1'), ads: [origin, other] },
  { rules: rules('r1'), ads: [other] },
  { rules: rules('r1'), ads: [other] },
];
const HISTORIES: readonly (readonly [string, readonly Day[]])[] = [
  [
    'an ad that was listed, then rejected, and is accepted again',
    [...ended, { rules: rules('r1'), ads: [heir, other] }, { rules: rules('r2', ['пак']), ads: [heirNow, other] }],
  ],
  [
    'an ad that was rejected from the beginning, and is accepted now',
    [
      ...ended,
      { rules: rules('r2', ['пак']), ads: [heir, other] },
      { rules: rules('r2', ['пак']), ads: [heirNow, other] },
    ],
  ],
];
const LAST = rules('r3');

let replayed: TestDatabase;
let published: TestDatabase;
beforeEach(async () => {
  [replayed, published] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
afterEach(() => Promise.all([replayed.drop(), published.drop()]));

/** All that is known of the ad, but for the stamp of its last sight and surrogate ids. */
async function known({ db }: TestDatabase): Promise<Record<string, unknown>> {
  const { rows } = await db.raw<{ rows: Record<string, unknown>[] }>(
    `SELECT to_jsonb(l) - 'id' - 'last_seen_at' - 'cycle_id' - 'relist_of' AS listing, o.external_id AS relist_of,
            (SELECT jsonb_agg(jsonb_build_array(p.since, p.price_minor) ORDER BY p.since) FROM listing_prices p WHERE p.listing_id = l.id) AS prices,
            (SELECT jsonb_agg(jsonb_build_array(e.at, e.from_status, e.to_status) ORDER BY e.id) FROM listing_events e WHERE e.listing_id = l.id) AS events
       FROM listings l LEFT JOIN listings o ON o.id = l.relist_of WHERE l.external_id = '3'`,
  );
  return rows[0]!;
}

test.each(HISTORIES)('%s', async (_what, days) => {
  for (const { db } of [replayed, published])
    for (const [day, { rules: classifier, ads }] of days.entries())
      await publishCycleOf(db, { now: at(day + 1), readAt: at(day + 1, 9), classifier, ads });
  const now = at(days.length + 1);
  await replay(replayed.db, { classifier: LAST, now, dryRun: false });
  await publishCycleOf(published.db, {
    ...{ now, readAt: at(days.length + 1, 9), classifier: LAST },
    ads: days.at(-1)!.ads,
  });
  const row = await known(replayed);
  expect(row).toEqual(await known(published));
  expect(row).toMatchObject({
    relist_of: '1',
    listing: {
      ...{ status: 'active', condition: 'new', price_minor: 23_000, price_text: '230 €', flags: ['boxed'] },
      negotiable: true,
    },
  });
  // Its clock is that of the ad it repeats, which was there from the first day.
  expect(new Date((row['listing'] as Record<string, string>)['clock_started_at']!)).toEqual(at(1));
  expect(new Date((row['listing'] as Record<string, string>)['first_seen_at']!)).toEqual(at(4));
});

test('an ad of the first cycle that comes to light later was there with the others: nobody knows for how long', async () => {
  const { db } = replayed;
  const ads = [other, { ...heir, externalId: '3' }];
  await publishCycleOf(db, { now: at(1), readAt: at(1, 9), classifier: rules('r1', ['пак']), ads });
  await replay(db, { classifier: rules('r2'), now: at(2), dryRun: false });
  await expect(db('listings').orderBy('external_id').pluck('first_seen_at')).resolves.toEqual([at(1), at(1)]);
});

test('an ad that changes its price with the cycle that first accepts it has asked both', async () => {
  const { db } = published;
  await publishCycleOf(db, { now: at(1), readAt: at(1, 9), classifier: rules('r1', ['пак']), ads: [heir] });
  await publishCycleOf(db, { now: at(2), readAt: at(2, 9), classifier: rules('r2'), ads: [heirNow] });
  await expect(db('listing_prices').orderBy('since').select('since', 'price_minor')).resolves.toEqual([
    { since: at(1), price_minor: 24_000 },
    { since: at(2), price_minor: 23_000 },
  ]);
});
