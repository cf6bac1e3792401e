/** For tests of what comes after the cycle: lets a market be read as these ads, judged by these rules, and published. */
import type { Knex } from 'knex';
import type { PublishResult } from '../../listing/cycle-store.js';
import { judgeAd } from '../../listing/judge-ad.js';
import type { RawAd } from '../../listing/raw-ad.js';
import { aJudgedAd, aLastPage } from '../../listing/testing/builders.js';
import type { Classifier } from '../../listing/verdict.js';
import { PgCycleStore } from '../pg-cycle-store.js';

export interface PublishedCycle {
  readonly now: Date;
  /** When its pages were stored. @default now */
  readonly readAt?: Date;
  readonly classifier: Classifier;
  readonly ads: readonly (Partial<RawAd> & Pick<RawAd, 'externalId'>)[];
  /** @default demo */
  readonly market?: string;
  /** Every search was read to its end. @default true */
  readonly complete?: boolean;
}

/** Runs one complete cycle through the real store. */
export async function publishCycleOf(
  db: Knex,
  { now, readAt = now, classifier, ads, market = 'demo', complete = true }: PublishedCycle,
): Promise<PublishResult> {
  const store = new PgCycleStore(db);
  await store.ensureMarket({ slug: market, baseUrl: 'http://market.test/', currency: 'EUR' });
  const { token } = await store.begin({
    market,
    trigger: 'manual',
    pod: 'test',
    now,
    resumeSince: now,
    terms: ['rtx'],
  });
  const search = await store.nextSearch(token);
  if (search === undefined) throw new RangeError('the cycle has no search');
  const judged = ads.map((ad) => {
    const { ad: whole } = aJudgedAd(ad);
    return aJudgedAd(ad, judgeAd(classifier, whole));
  });
  await store.savePage(token, aLastPage(search.id, judged, { now: readAt }));
  const { rulesVersion } = classifier;
  const books = await store.books(token, rulesVersion);
  return store.publish(token, { now, rulesVersion, books, complete, message: 'test' });
}
