/** Listings, rejects, summary, the ad's own page and the books say the same of an ad, whichever rules judged it last, and first. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ListingDetailDto, ListingDto } from '../../pkg/http/schemas/listings.js';
import { anAccepted, aRejected, aReview } from '../../pkg/listing/testing/builders.js';
import type { Classifier, Verdict } from '../../pkg/listing/verdict.js';
import { replay } from '../../pkg/postgres/replay.js';
import { publishCycleOf } from '../../pkg/postgres/testing/published-cycle.js';
import { ask } from '../support/http-client.js';
import { startApi, type RunningApi } from '../support/start-api.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let api: RunningApi;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(await database.urlAs('gpu_tracker_api'));
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

/** Rules that judge the ad in question as they like, and take every other for a card. */
const rules = (rulesVersion: string, verdict: Verdict): Classifier => ({
  rulesVersion,
  classify: ({ title }) => ({ ...(title === 'ad' ? verdict : anAccepted()), rulesVersion }),
});
const R1 = rules('r1', anAccepted());
const R2 = rules('r2', aRejected({ reason: 'laptop' }));
const R3 = rules('r3', aReview());

let day = 1;
const today = (): Date => new Date(Date.UTC(2026, 10, day));

async function publish(classifier: Classifier): Promise<void> {
  day += 1;
  const others = ['a', 'b', 'c'].map((externalId) => ({ externalId, title: externalId }));
  await publishCycleOf(database.db, { now: today(), classifier, ads: [{ externalId: '0', title: 'ad' }, ...others] });
}

async function replayBy(classifier: Classifier): Promise<void> {
  day += 1;
  await replay(database.db, { classifier, now: today(), dryRun: false });
}

async function answer<T>(path: string): Promise<T> {
  const [market] = await database
    .db('markets')
    .select<{ cycle: number; data: number }[]>('last_published_cycle_id as cycle', 'data_version as data');
  for (;;) {
    const response = await ask(api.url + path);
    if (response.headers.etag?.includes(`1.${market!.cycle}.${market!.data}`)) return response.json<T>();
  }
}

async function story(): Promise<Record<string, unknown>> {
  const listings = await answer<ListingDto[]>('/api/listings/');
  const rejected = await answer<{ external_id: string; reason: string; rules_version: string }[]>('/api/rejected/');
  const summary = await answer<{ accepted: number; review: number; rejected: number }>('/api/rejected/summary');
  const detail = await answer<ListingDetailDto>('/api/listings/id/1');
  expect(detail.external_id).toBe('0');
  const cycles = (await ask(`${api.url}/api/cycles?limit=1`)).json<{ books: Record<string, unknown> }[]>();
  const { accepted, review, rejected: left } = cycles[0]!.books;
  return {
    listed: listings.find(({ external_id }) => external_id === '0')?.review,
    rejected: rejected.map(({ external_id, reason, rules_version }) => `${external_id} ${reason} ${rules_version}`),
    summary: [summary.accepted, summary.review, summary.rejected],
    own: `${detail.status} ${detail.verdict!.verdict} ${detail.verdict!.rules_version}`,
    books: [accepted, review, left],
  };
}

const ACCEPTED = { listed: null, rejected: [], summary: [4, 0, 0], books: [4, 0, {}] };
const REJECTED = { listed: undefined, summary: [3, 0, 1], books: [3, 0, { laptop: 1 }] };
const REVIEWED = { listed: 'weak-evidence', rejected: [], summary: [3, 1, 0], books: [3, 1, {}] };

test('publish by r1, by r2 that rejects, by r1 again, by r3 that doubts: one story at every step', async () => {
  await publish(R1);
  await expect(story()).resolves.toEqual({ ...ACCEPTED, own: 'active accepted r1' });
  await publish(R2);
  await expect(story()).resolves.toEqual({ ...REJECTED, rejected: ['0 laptop r2'], own: 'withdrawn rejected r2' });
  await publish(R1);
  await expect(story()).resolves.toEqual({ ...ACCEPTED, own: 'active accepted r1' });
  await publish(R3);
  await expect(story()).resolves.toEqual({ ...REVIEWED, own: 'active review r3' });
});

test('a replay tells the same story as a publish by those rules; the books stay those of the cycle', async () => {
  await publish(R1);
  const { books } = ACCEPTED;
  await replayBy(R2);
  await expect(story()).resolves.toEqual({
    ...REJECTED,
    rejected: ['0 laptop r2'],
    own: 'withdrawn rejected r2',
    books,
  });
  await replayBy(R1);
  await expect(story()).resolves.toEqual({ ...ACCEPTED, own: 'active accepted r1' });
  await replayBy(R3);
  await expect(story()).resolves.toEqual({ ...REVIEWED, own: 'active review r3', books });
});

test('what is in doubt is shown and can be left out, and counts in no price', async () => {
  await publish(R3);
  await expect(answer<ListingDto[]>('/api/listings/?review=only')).resolves.toMatchObject([{ external_id: '0' }]);
  await expect(answer<ListingDto[]>('/api/listings/?review=exclude')).resolves.toHaveLength(3);
  await expect(answer<ListingDto[]>('/api/listings/')).resolves.toHaveLength(4);
  await expect(answer<{ n: number }[]>('/api/stats/')).resolves.toMatchObject([{ n: 3 }]);
});
