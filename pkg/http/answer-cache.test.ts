import { describe, expect, test } from '@jest/globals';
import { AnswerCache, type Rendered } from './answer-cache.js';
import { Answer } from './answer.js';

const answerOf = (text: string, bytes = text.length): Answer =>
  new Answer({
    ...{ route: '/r', contentType: 'text/plain', etag: text, cacheControl: 'no-cache', common: [] },
    body: Buffer.alloc(bytes, text),
  });
const rendered = (text: string, version = '1', bytes?: number): Rendered => ({
  answer: answerOf(text, bytes),
  version,
});
const nothing = (): Promise<void> => Promise.resolve();
/** What a kept answer is counted with besides its body. */
const OVERHEAD = 1_024;

async function store(cache: AnswerCache, key: string, bytes?: number): Promise<void> {
  await cache.fetch(key, `/${key}`, () => Promise.resolve(rendered(key, '1', bytes)), nothing);
}

describe('a publish', () => {
  test('drops what was kept, and the same version again drops nothing', async () => {
    const cache = new AnswerCache();
    cache.setVersion('1');
    await store(cache, 'a');
    cache.setVersion('1');
    expect(cache.lookup('/a')?.etag).toBe('W/"a"');
    cache.setVersion('2');
    expect(cache.lookup('/a')).toBeUndefined();
    expect(cache.bytes).toBe(0);
  });

  test('that comes while an answer is rendered keeps that answer out of the cache', async () => {
    const cache = new AnswerCache();
    cache.setVersion('1');
    const answer = await cache.fetch(
      ...(['a', '/a'] as const),
      () => {
        cache.setVersion('2'); // the snapshot was taken before
        return Promise.resolve(rendered('old', '1'));
      },
      nothing,
    );
    expect(answer.etag).toBe('W/"old"');
    expect(cache.lookup('/a')).toBeUndefined();
  });

  test('that the rendering saw before we heard of it is asked for, and then the answer is kept', async () => {
    const cache = new AnswerCache();
    cache.setVersion('1');
    const confirm = (): Promise<void> => {
      cache.setVersion('2');
      return nothing();
    };
    await cache.fetch('a', '/a', () => Promise.resolve(rendered('new', '2')), confirm);
    expect(cache.lookup('/a')?.etag).toBe('W/"new"');
  });

  test('starts a rendering of its own beside one that began before it', async () => {
    const cache = new AnswerCache();
    cache.setVersion('1');
    let finish = (_: Rendered): void => undefined;
    const old = cache.fetch('a', '/a', () => new Promise((resolve) => (finish = resolve)), nothing);
    cache.setVersion('2');
    const fresh = await cache.fetch('a', '/a', () => Promise.resolve(rendered('new', '2')), nothing);
    finish(rendered('old', '1'));
    expect([fresh.etag, (await old).etag]).toEqual(['W/"new"', 'W/"old"']);
    expect(cache.lookup('/a')?.etag).toBe('W/"new"');
  });
});

test('all who ask at the same time share one rendering; a failed one is forgotten', async () => {
  const events: string[] = [];
  const cache = new AnswerCache({ onEvent: (event) => events.push(event) });
  cache.setVersion('1');
  let renderings = 0;
  const render = (): Promise<Rendered> => {
    renderings += 1;
    return renderings === 1 ? Promise.reject(new Error('once')) : Promise.resolve(rendered('a'));
  };
  const failed = await Promise.allSettled([1, 2].map(() => cache.fetch('a', '/a', render, nothing)));
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(renderings).toBe(1);
  await Promise.all([1, 2, 3].map(() => cache.fetch('a', '/a', render, nothing)));
  await cache.fetch('a', '/a', render, nothing);
  expect(renderings).toBe(2);
  expect(events).toEqual(['miss', 'miss', 'hit']);
});

describe('room', () => {
  const maxBytes = 8 * (OVERHEAD + 1_000);

  test('an answer of a quarter of it is kept, a larger one is not', async () => {
    const cache = new AnswerCache({ maxBytes });
    cache.setVersion('1');
    await store(cache, 'fits', maxBytes / 4 - OVERHEAD);
    await store(cache, 'large', maxBytes / 4 - OVERHEAD + 1);
    expect([cache.lookup('/fits') !== undefined, cache.lookup('/large') !== undefined]).toEqual([true, false]);
    expect(cache.bytes).toBe(maxBytes / 4);
  });

  test('what was used since the last round stays, the oldest unused goes, with its addresses', async () => {
    const events: string[] = [];
    const evictions = (): number => events.filter((event) => event === 'evicted').length;
    const cache = new AnswerCache({ maxBytes, onEvent: (event) => events.push(event) });
    cache.setVersion('1');
    for (let n = 0; n < 8; n += 1) await store(cache, `a${n}`, 1_000);
    expect([cache.bytes, evictions()]).toEqual([maxBytes, 0]);
    await store(cache, 'b', 1_000); // all were used when they were made: a round takes that away, and a0 goes
    expect([cache.lookup('/a0'), evictions()]).toEqual([undefined, 1]);
    expect(cache.lookup('/a1')).toBeDefined(); // used again
    await store(cache, 'c', 1_000);
    expect([cache.lookup('/a1') !== undefined, cache.lookup('/a2')]).toEqual([true, undefined]);
    expect(cache.bytes).toBeLessThanOrEqual(maxBytes);
  });

  test('what compression adds is counted', async () => {
    const cache = new AnswerCache();
    cache.setVersion('1');
    await store(cache, 'a', 50_000);
    const before = cache.bytes;
    const { body } = await cache.lookup('/a')!.represent('gzip');
    expect(cache.bytes).toBe(before + body.length);
  });

  test('an answer is found under eight spellings of its address, and the ninth takes the long way', async () => {
    const cache = new AnswerCache();
    cache.setVersion('1');
    const spell = (n: number): Promise<Answer> =>
      cache.fetch('a', `/a?${n}`, () => Promise.resolve(rendered('a')), nothing);
    for (let n = 1; n <= 9; n += 1) await spell(n);
    expect(cache.lookup('/a?8')).toBeDefined();
    expect(cache.lookup('/a?9')).toBeUndefined();
  });
});
