import { expect, test } from '@jest/globals';
import { BlockedError, TemporaryFetchError } from '../fetch/errors.js';
import { anAccepted, aReview } from '../listing/testing/builders.js';
import type { Classifier } from '../listing/verdict.js';
import { UnrecognisedPageError } from '../market/marketplace.js';
import { SuspectCycleError } from './errors.js';
import { setUp } from './testing/search-site.js';

test('every ad of a search is found once, padding never, and the books balance', async () => {
  const { run } = setUp(35);
  const outcome = await run();
  expect(outcome).toMatchObject({
    status: 'published',
    books: { seen: 35, accepted: 35, padding: 1, duplicates: 0, pages: 4 },
  });
});

test('a search over the result window is split by price until everything is reached', async () => {
  const { run, site } = setUp(300);
  const outcome = await run();
  expect(outcome).toMatchObject({
    status: 'published',
    books: { seen: 300, terms: [{ announced: 300, unreached: 0 }] },
  });
  expect(site.asked.length).toBeLessThan(70);
});

test('more ads at one price than the window shows are counted as unreached, and nobody is called missing', async () => {
  const { run, site } = setUp(0);
  for (let i = 0; i < 90; i += 1) site.ads.set(String(i + 1), 500);
  const outcome = await run();
  expect(outcome.status).toBe('partial');
  expect(outcome.books?.terms[0]).toMatchObject({ announced: 90, seen: 40, unreached: 50 });
});

test('a site that ignores the price filter is not split for ever', async () => {
  const { run, site } = setUp(300);
  const answer = site.answer.bind(site);
  site.answer = (url) => {
    url.searchParams.delete('from');
    url.searchParams.delete('to');
    return answer(url);
  };
  const outcome = await run();
  expect(outcome).toMatchObject({
    status: 'partial',
    books: { seen: 40, terms: [{ announced: 300, unreached: 260 }] },
  });
  expect(site.asked.length).toBeLessThan(20);
});

test('a page limit publishes in part and moves nothing towards gone', async () => {
  const { run, site } = setUp(30);
  await run();
  site.ads.delete('1000');
  await expect(run({ maxPages: 1 })).resolves.toMatchObject({
    status: 'partial',
    published: { missing: 0, active: 30 },
  });
});

test('an interrupted cycle goes on at the page where it stopped', async () => {
  const { run, site } = setUp(35);
  site.onRequest = (url) => {
    if (url.searchParams.get('page') === '3') throw new TemporaryFetchError('down');
  };
  await expect(run()).rejects.toThrow(TemporaryFetchError);
  site.onRequest = () => undefined;
  const before = site.asked.length;
  await expect(run()).resolves.toMatchObject({ status: 'published', cycleId: 1, books: { seen: 35 } });
  expect(site.asked.slice(before)).toEqual(['?from=&to=&page=3', '?from=&to=&page=4']);
});

test('a stop lets the page in hand finish and is resumed later', async () => {
  const { run, site } = setUp(35);
  const stop = new AbortController();
  site.onRequest = (url) => {
    if (url.searchParams.get('page') === '2') stop.abort();
  };
  await expect(run({}, { stop: stop.signal })).resolves.toMatchObject({ status: 'running' });
  site.onRequest = () => undefined;
  await expect(run()).resolves.toMatchObject({ status: 'published', books: { seen: 35 } });
  expect(site.asked.filter((asked) => asked.endsWith('page=2'))).toHaveLength(1);
});

test('pages that nobody understands end the cycle as failed, never as an empty market', async () => {
  const { run, site, store } = setUp(20);
  await run();
  const before = store.published();
  site.kind = 'unrecognised';
  await expect(run()).rejects.toThrow(UnrecognisedPageError);
  expect(store.statuses()).toEqual(['published', 'failed']);
  expect(store.published()).toEqual(before);
});

test("the site's own empty state is an empty market, and the guard against a collapse still holds", async () => {
  const { run, site, store } = setUp(20);
  await run();
  site.kind = 'no-results';
  await expect(run()).rejects.toThrow(SuspectCycleError);
  expect(store.statuses().at(-1)).toBe('suspect');
  await expect(run({ acceptShrink: true })).resolves.toMatchObject({ status: 'published', published: { missing: 20 } });
});

test('a site that says no ends the cycle as blocked', async () => {
  const { run, site, store } = setUp(20);
  site.onRequest = () => {
    throw new BlockedError('403');
  };
  await expect(run()).rejects.toThrow(BlockedError);
  expect(store.statuses()).toEqual(['blocked']);
});

test('ads judged by older rules are judged again before they are published', async () => {
  const { run, withParts, site, store } = setUp(15);
  site.onRequest = (url) => {
    if (url.searchParams.get('page') === '2') throw new TemporaryFetchError('down');
  };
  await expect(run()).rejects.toThrow(TemporaryFetchError);
  site.onRequest = () => undefined;
  const newer: Classifier = {
    rulesVersion: 'rules-2',
    classify: () => anAccepted({ rulesVersion: 'rules-2', model: 'RTX 3070' }),
  };
  await withParts({ classifier: newer })();
  expect(new Set(store.published().listings.map((listing) => listing.model))).toEqual(new Set(['RTX 3070']));
});

test.each([
  ['half of the cards of the cycle before', 10, false, 'published'],
  ['one less', 9, false, 'suspect'],
  ['half of them, some in doubt: a card in doubt is a card', 10, true, 'published'],
] as const)('%s', async (_what, left, inDoubt, status) => {
  const { run, withParts, site, store } = setUp(20);
  await run();
  const shrunk: Classifier = {
    rulesVersion: 'rules-2',
    classify: () => (inDoubt ? aReview({ rulesVersion: 'rules-2' }) : anAccepted({ rulesVersion: 'rules-2' })),
  };
  for (const id of [...site.ads.keys()].slice(left)) site.ads.delete(id);
  const outcome = withParts({ classifier: shrunk })({ adPages: 0 });
  if (status === 'suspect') await expect(outcome).rejects.toThrow(SuspectCycleError);
  else await outcome;
  expect(store.statuses().at(-1)).toBe(status);
});
