import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seedListings } from '../../../test/support/seed-listings.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { appraisalText, appraiseIn } from './appraise.js';

let database: TestDatabase;
let url: string;
beforeAll(async () => {
  database = await createTestDatabase();
  await seedListings(database.db, { listings: 400 });
  url = await database.urlAs('gpu_tracker_api');
});
afterAll(() => database.drop());

const DEMO = 'http://127.0.0.1:8090';

test('says in sentences what a card is worth, what to do, and what it is compared with', async () => {
  const answer = await appraiseIn(url, DEMO, { text: 'RTX 3070 8GB', askedMinor: 14_000 });
  const text = appraisalText(answer, 'en');
  expect(text).toMatch(/^To buy\n {2}A fair price for RTX 3070 8GB is \d/);
  expect(text).toContain('140 € is ');
  expect(text).toMatch(/Similar offers\n +\d/);
});

test('in Bulgarian too, and an ad that is no card is said to be none', async () => {
  const laptop = await appraiseIn(url, DEMO, { text: 'Лаптоп с RTX 3070', language: 'bg' });
  expect(appraisalText(laptop, 'bg')).toBe(
    'За купувача\n  Това е лаптоп или карта за лаптоп.\n  Затова няма с каква цена да се сравни.\n',
  );
});

test('the address of an ad that was never seen is not found, and one of another site is refused', async () => {
  await expect(appraiseIn(url, DEMO, { text: `${DEMO}/d/ad/x-CID1-IDabc12.html` })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(appraiseIn(url, DEMO, { text: 'https://example.org/x' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
});
