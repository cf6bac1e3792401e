import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FakeClock } from '../../test/support/fake-clock.js';
import { html, inTurn, status } from '../../test/support/web-server.js';
import { systemClock } from '../clock/clock.js';
import { Pacer } from './pacer.js';
import { sessionFixture } from './testing/session-fixture.js';

const fixture = sessionFixture();

test('whatever requests cost and whatever the jitter, no window ever holds more than the rate allows', async () => {
  const lastingMs = fc.array(fc.nat(20_000), { minLength: 2, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 600 }),
      lastingMs,
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      async (rate, lasting, jitter) => {
        const clock = new FakeClock();
        const pacer = new Pacer(rate, clock, () => jitter);
        const starts: number[] = [];
        for (const ms of lasting) {
          await pacer.ready(0);
          starts.push(clock.now().getTime());
          clock.advance(ms);
          pacer.reached();
        }
        for (const [at, start] of starts.entries())
          if (at > 0) expect(start - starts[at - 1]!).toBeGreaterThanOrEqual(60_000 / rate);
      },
    ),
    { numRuns: 200 },
  );
});

test('measured at the site: never two requests in flight and never over the rate, retries and robots.txt included', async () => {
  const site = await fixture.site({
    '/robots.txt': html(''),
    '/flaky': inTurn(status(500), html('page')),
    '*': html('page'),
  });
  const { page } = await fixture.direct(site, {
    clock: systemClock,
    requestsPerMinute: 2400,
    respectRobots: true,
    limits: { backoffBaseMs: 1 },
  });
  await Promise.all([page('/a'), page('/flaky'), page('/b'), page('/c'), page('/d'), page('/e')]);
  const gaps = site.seen.slice(1).map(({ at }, before) => at - site.seen[before]!.at);
  expect(site.seen).toHaveLength(8);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(25);
  expect(Math.max(...site.seen.map(({ inFlight }) => inFlight))).toBe(1);
  expect(site.connections()).toBe(1);
});
