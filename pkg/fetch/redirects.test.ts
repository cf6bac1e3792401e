import { expect, test } from '@jest/globals';
import { selfSignedCertificate } from '../../test/support/self-signed-certificate.js';
import { html, status, type Answer } from '../../test/support/web-server.js';
import { InvalidInputError } from '../errors/app-error.js';
import { RedirectRefusedError } from './errors.js';
import { MARKET, sessionFixture } from './testing/session-fixture.js';

const fixture = sessionFixture();
const to = (location: string, code = 302): Answer => status(code, { location });

test.each([301, 302, 303, 307, 308])(
  'a %d inside the market is followed, and the page tells where it ended',
  async (code) => {
    const site = await fixture.site({ '/a': to('/b?x=1', code), '/b': html('page') });
    const { page, clock } = await fixture.direct(site);
    const startedAt = clock.now().getTime();
    await expect(page('/a')).resolves.toMatchObject({ value: 'page', url: new URL('/b?x=1', site.url) });
    expect(clock.now().getTime() - startedAt).toBeGreaterThanOrEqual(1000); // a hop is paced like any request
  },
);

test('a redirect away from the market is refused before anything is sent there', async () => {
  const elsewhere = await fixture.site({ '*': html('trap') });
  const targets = [
    `http://127.0.0.1:${elsewhere.port}/`, // same host, another port
    `http://localhost:${elsewhere.port}/`,
    'ftp://127.0.0.1/',
    'http://user:secret@127.0.0.1/',
    'http://',
  ];
  const site = await fixture.site(Object.fromEntries(targets.map((target, at) => [`/${at}`, to(target)])));
  const { page } = await fixture.direct(site);
  for (const at of targets.keys()) await expect(page(`/${at}`)).rejects.toThrow(RedirectRefusedError);
  expect(elsewhere.connections()).toBe(0);
});

test('the sixth redirect is one too many', async () => {
  const answers = Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`/${at}`, to(`/${at + 1}`)]));
  const site = await fixture.site({ ...answers, '/7': html('page') });
  const { page } = await fixture.direct(site);
  await expect(page('/2')).resolves.toMatchObject({ value: 'page' });
  await expect(page('/1')).rejects.toThrow(RedirectRefusedError);
});

test('a market on https is never asked by plain http', async () => {
  const tls = selfSignedCertificate(MARKET);
  const proxy = await fixture.proxy();
  const plain = await fixture.site({ '*': html('trap') });
  const site = await fixture.site(
    { '/api/ip': html('{"IsTor":true}'), '/a': to(`http://${MARKET}/`), '/b': html('page') },
    { tls },
  );
  const { page, session } = await fixture.throughTor(site, proxy, {
    ca: tls.cert,
    hosts: [MARKET, `${MARKET}:${plain.port}`],
  });
  await expect(page('/b')).resolves.toMatchObject({ value: 'page' });
  await expect(page('/a')).rejects.toThrow(RedirectRefusedError);
  const downgraded = new URL(`http://${MARKET}:${plain.port}/`);
  await expect(session.get(downgraded, () => ({ value: null, verdict: 'ok' }))).rejects.toThrow(InvalidInputError);
  expect(plain.connections()).toBe(0);
});

test('an address outside of the market is refused', async () => {
  const site = await fixture.site({});
  const { page } = await fixture.direct(site);
  await expect(page('http://localhost/')).rejects.toThrow(InvalidInputError);
});
