import { expect, test } from '@jest/globals';
import { html, inTurn, status, type Answer } from '../../test/support/web-server.js';
import { BlockedError, RobotsDisallowedError, TemporaryFetchError } from './errors.js';
import { sessionFixture } from './testing/session-fixture.js';

const fixture = sessionFixture();
const text = (body: string): Answer => html(body, { 'content-type': 'text/plain' });
const respect = { respectRobots: true } as const;

test('what robots.txt closes is not fetched, what it opens is', async () => {
  const rules = 'User-agent: *\nDisallow: /api/\nDisallow: */ajax/\nAllow: /api/open\nDisallow: /d$\n';
  const site = await fixture.site({ '/robots.txt': text(rules), '*': html('page') });
  const { page, events } = await fixture.direct(site, respect);
  for (const closed of ['/api/v1', '/x/ajax/y', '/d'])
    await expect(page(closed)).rejects.toThrow(RobotsDisallowedError);
  for (const open of ['/', '/api/open/1', '/d/ad', '/ads/q-rtx/?page=2'])
    await expect(page(open)).resolves.toBeDefined();
  expect(site.seen.map(({ path }) => path)).toEqual(['/robots.txt', '/', '/api/open/1', '/d/ad', '/ads/q-rtx/?page=2']);
  expect(events.filter((event) => event.type === 'robots')).toHaveLength(1 + 3);
});

test('a group for our own name counts instead of the one for all', async () => {
  const rules = 'User-agent: *\nDisallow:\n\nUser-agent: GPU-Tracker\nUser-agent: other\nDisallow: /\n';
  const site = await fixture.site({ '/robots.txt': text(rules), '*': html('page') });
  const { page } = await fixture.direct(site, respect);
  await expect(page('/')).rejects.toThrow(RobotsDisallowedError);
});

test('a redirect into a closed part is not followed', async () => {
  const rules = 'User-agent: *\nDisallow: /closed\n';
  const site = await fixture.site({ '/robots.txt': text(rules), '/a': status(302, { location: '/closed' }) });
  const { page } = await fixture.direct(site, respect);
  await expect(page('/a')).rejects.toThrow(RobotsDisallowedError);
});

test.each([400, 401, 403, 404, 410, 451])('status %d means that there are no rules', async (code) => {
  const site = await fixture.site({ '/robots.txt': status(code), '*': html('page') });
  const { page } = await fixture.direct(site, respect);
  await expect(page('/a')).resolves.toMatchObject({ value: 'page', attempts: 1 });
});

test.each([
  ['answers 5xx', status(503)],
  ['breaks off', (_request, response) => response.destroy()],
  ['leads away from the market', status(301, { location: 'http://example.com/robots.txt' })],
])('a robots.txt that %s closes the site for now, and is asked for again next time', async (_name, fault) => {
  const turns = Array.from({ length: 5 }, () => fault);
  const fallsOnce = _name.startsWith('leads') ? [fault] : turns;
  const site = await fixture.site({ '/robots.txt': inTurn(...fallsOnce, text('')), '*': html('page') });
  const { page } = await fixture.direct(site, respect);
  await expect(page('/a')).rejects.toThrow(TemporaryFetchError);
  expect(site.seen.some(({ path }) => path === '/a')).toBe(false);
  await expect(page('/a')).resolves.toMatchObject({ value: 'page' });
});

test('a robots.txt that keeps answering 429 is a no', async () => {
  const site = await fixture.site({ '/robots.txt': status(429), '*': html('page') });
  const { page } = await fixture.direct(site, respect);
  await expect(page('/a')).rejects.toThrow(BlockedError);
});

test('a robots.txt behind a redirect of the market is found', async () => {
  const rules = text('User-agent: *\nDisallow: /\n');
  const site = await fixture.site({ '/robots.txt': status(301, { location: '/r.txt' }), '/r.txt': rules });
  const { page } = await fixture.direct(site, respect);
  await expect(page('/a')).rejects.toThrow(RobotsDisallowedError);
});

test('it is kept for a day and then read again', async () => {
  const site = await fixture.site({ '/robots.txt': text(''), '*': html('page') });
  const { page, clock } = await fixture.direct(site, respect);
  const readings = (): number => site.seen.filter(({ path }) => path === '/robots.txt').length;
  await page('/a');
  clock.advance(23.9 * 3_600_000);
  await page('/b');
  expect(readings()).toBe(1);
  clock.advance(0.2 * 3_600_000);
  await page('/c');
  expect(readings()).toBe(2);
});

test('a crawl-delay slows us down, and never speeds us up', async () => {
  for (const [delay, atLeast] of [
    ['30', 30_000],
    ['0.1', 1_000],
    ['-5', 1_000],
  ] as const) {
    const site = await fixture.site({
      '/robots.txt': text(`User-agent: *\nCrawl-delay: ${delay}\n`),
      '*': html('page'),
    });
    const { page, clock } = await fixture.direct(site, { ...respect, random: () => 0 });
    await page('/a');
    const startedAt = clock.now().getTime();
    await page('/b');
    expect(clock.now().getTime() - startedAt).toBeGreaterThanOrEqual(atLeast);
    expect(clock.now().getTime() - startedAt).toBeLessThan(atLeast + 10);
  }
});

test('rules within 500 KiB count, however much follows, and no rule is read half', async () => {
  const rules = `User-agent: *\nDisallow: /closed\n${'# padding\n'.repeat(50_000)}`.slice(0, 512_000 - 12);
  const site = await fixture.site({ '/robots.txt': text(`${rules}\nDisallow: /open/not-read\n`), '*': html('page') });
  const { page } = await fixture.direct(site, respect);
  await expect(page('/closed')).rejects.toThrow(RobotsDisallowedError);
  await expect(page('/open')).resolves.toBeDefined();
});

test('without respect for robots.txt it is not even asked for', async () => {
  const site = await fixture.site({ '/robots.txt': text('User-agent: *\nDisallow: /\n'), '*': html('page') });
  const { page } = await fixture.direct(site);
  await page('/a');
  expect(site.seen.map(({ path }) => path)).toEqual(['/a']);
});
