/** What it is worth and what became of it, over a published market in PostgreSQL. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AppraisalDto, LookupDto } from '../../pkg/http/schemas/appraisal.js';
import type { DealDto, ValueItemDto } from '../../pkg/http/schemas/value.js';
import { ask } from '../support/http-client.js';
import { seedListings } from '../support/seed-listings.js';
import { startApi, type RunningApi } from '../support/start-api.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let api: RunningApi;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedListings(database.db, { listings: 1_308 });
  api = await startApi(await database.urlAs('gpu_tracker_api'));
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

const get = async <T>(path: string, query: Record<string, string>): Promise<T> => {
  const answer = await ask(`${api.url}${path}?${new URLSearchParams(query).toString()}`);
  expect(answer.status).toBe(200);
  return answer.json<T>();
};
const appraise = (query: Record<string, string>): Promise<AppraisalDto> => get('/api/appraise', query);

describe('an appraisal', () => {
  test.each([
    ['50', 'suspicious'],
    ['140', 'deal'],
    ['199', 'good'],
    ['219', 'fair'],
    ['255', 'dear'],
    ['600', 'very-dear'],
  ])('of %s € for a card that costs about 219 € says %s', async (price, standing) => {
    const answer = await appraise({ text: 'Видеокарта RTX 3070 8GB', price });
    expect(answer).toMatchObject({ model: 'RTX 3070', memory_gb: 8, asked: Number(price), standing });
    expect(answer.fair?.enough).toBe(true);
    expect(answer.sentences.buyer[1]).toContain(`${price} €`);
  });

  test('has prices in lev, and speaks Bulgarian', async () => {
    const answer = await appraise({ text: 'RTX 3070 8GB', price: '390', currency: 'BGN', language: 'bg' });
    expect(answer.asked).toBe(199.4);
    expect(answer.sentences.buyer[0]).toMatch(/^Справедлива цена за RTX 3070 8GB е \d/);
  });

  test('without a price gives the fair one and nothing about where a price stands', async () => {
    const answer = await appraise({ text: 'rtx3070' });
    expect(answer).toMatchObject({
      asked: null,
      asked_source: null,
      standing: null,
      percentile: null,
      bargaining: null,
    });
    expect(answer.fair?.price).toBeGreaterThan(0);
  });

  test('takes a whole ad in Cyrillic', async () => {
    const text = `Видеокарта RTX 3070 8GB\n${'Запазена, работи без забележки. '.repeat(55)}`;
    expect(text.length).toBeGreaterThan(1_700);
    expect(await appraise({ text, price: '199' })).toMatchObject({ model: 'RTX 3070', standing: 'good' });
  });

  test('of what is no card says what it is, and no price', async () => {
    const answer = await appraise({ text: 'Гейминг лаптоп с RTX 3070', price: '500' });
    expect(answer).toMatchObject({ fair: null, standing: null, verdict: { verdict: 'rejected', reason: 'laptop' } });
    expect(answer.sentences.buyer[0]).toContain('laptop');
  });

  test.each([
    ['RTX 3070 8GB 199 €', 199],
    ['RTX 3070 8GB\nзапазена, цена 390 лв', 199.4],
  ])('reads the price in "%s", and says so', async (text, asked) => {
    const answer = await appraise({ text });
    expect(answer).toMatchObject({ asked, asked_source: 'text', standing: 'good' });
    expect(answer.sentences.buyer).toContainEqual(expect.stringMatching(/^199.* is what the text asks/));
    const said = await appraise({ text, price: '255' });
    expect(said).toMatchObject({ asked: 255, asked_source: 'given' });
    expect(said.sentences.buyer.join(' ')).not.toContain('is what the text asks');
  });

  test('of a broken card says what a working one costs, and of a part does not', async () => {
    const broken = await appraise({ text: 'RTX 3070 8GB за части, не дава картина', price: '60' });
    expect(broken).toMatchObject({ fair: null, standing: null, verdict: { reason: 'defective' } });
    const [version] = broken.versions;
    expect(broken.versions).toHaveLength(1);
    expect(version).toMatchObject({ memory_gb: 8, fair: { enough: true } });
    expect(broken.sentences.buyer[1]).toContain(
      `a working RTX 3070 8GB, by itself, costs ${version?.fair.price.toFixed(0)} €`,
    );
    const part = await appraise({ text: 'Кутия за RTX 3070' });
    expect(part.versions).toEqual([]);
    expect(part.sentences.buyer[1]).toBe('So there is no price to compare it with.');
  });

  test('of a card that nobody offers says so', async () => {
    const answer = await appraise({ text: 'RTX 4090 24GB', price: '900' });
    expect(answer).toMatchObject({ model: 'RTX 4090', fair: null, standing: null });
    expect(answer.sentences.buyer[0]).toContain('Nobody offers RTX 4090 24GB');
  });

  test('compares with the offers nearest in price', async () => {
    const { comparable } = await appraise({ text: 'RTX 3070 8GB', price: '200' });
    expect(comparable).toHaveLength(5);
    const distances = comparable.map(({ price }) => Math.abs((price ?? 0) - 200));
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
  });
});

describe('a look-up', () => {
  test.each([
    ['1', 'listed'],
    ['1400', 'left-out'],
    ['99999', 'never-seen'],
  ])('of ad %s says %s', async (id, status) => {
    expect(await get<LookupDto>('/api/lookup', { id })).toMatchObject({ status, external_id: id });
  });

  test('says why an ad was left out, and where a listing is', async () => {
    const left = await get<LookupDto>('/api/lookup', { id: '1400' });
    expect(left.verdict).toMatchObject({ verdict: 'rejected' });
    expect((await get<LookupDto>('/api/lookup', { id: '1' })).listing_id).toBe(1);
  });

  test('follows an ad to its end', async () => {
    await database.db.raw(
      `UPDATE listings SET status = 'gone' WHERE id = 2; UPDATE markets SET data_version = data_version + 1`,
    );
    const gone = async (): Promise<LookupDto> => get('/api/lookup', { id: '2', market: 'demo' });
    expect(await gone()).toMatchObject({ status: 'gone', last_price: expect.any(Number) });
  });
});

test('what is too cheap to be true is never the cheapest, in no figure, and no deal', async () => {
  const suspicious = await get<DealDto[]>('/api/deals', { suspicious: 'true', limit: '1000' });
  const deals = await get<DealDto[]>('/api/deals', { limit: '1000' });
  const ids = new Set(suspicious.map(({ listing }) => listing.id));
  expect(deals.filter(({ listing }) => ids.has(listing.id))).toEqual([]);
  await database.db.raw(`UPDATE listings SET price_minor = 4000, price_eur_cents = 4000 WHERE id = 11;
                         UPDATE markets SET data_version = data_version + 1`);
  const [planted] = await get<DealDto[]>('/api/deals', { suspicious: 'true', model: 'RTX 3060 Ti' });
  expect(planted).toMatchObject({ code: 'suspicious', listing: { id: 11, price: 40 } });
  const value = await get<ValueItemDto[]>('/api/value', {});
  const variant = value.find((item) => item.model === 'RTX 3060 Ti' && item.memory_gb === 8);
  expect(variant?.cheapest_price).toBeGreaterThan(40);
});
