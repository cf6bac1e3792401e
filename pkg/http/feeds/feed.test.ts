import { expect, test } from '@jest/globals';
import { renderAtom, renderJsonFeed, type Feed, type FeedEntry } from './feed.js';
import { safeMarkup, webAddress, withoutControls } from './markup.js';

const AT = new Date('2026-11-03T10:00:00Z');
const entry = (over: Partial<FeedEntry> = {}): FeedEntry => ({
  ...{ key: 'demo/1/0/18000EUR', url: 'https://market.test/1', title: 'RTX 3060 – 180 €', html: '<p>x</p>' },
  ...{ publishedAt: new Date('2026-11-01T10:00:00Z'), updatedAt: AT, tags: ['RTX 3060'] },
  ...over,
});
const feed = (over: Partial<Feed> = {}): Feed => ({
  ...{ title: 'New', self: '/api/feeds/offers.atom', language: 'en', updatedAt: AT, entries: [entry()] },
  ...over,
});

test('as Atom', () => {
  expect(renderAtom(feed({ self: '/api/feeds/offers.atom?q=a%26b&model=x' }))).toBe(
    `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>tag:gpu-tracker.github.io,2026:/api/feeds/offers.atom/AAAA</id>
<title>New</title>
<updated>2026-11-03T10:00:00.000Z</updated>
<author><name>gpu-tracker</name></author>
<link rel="self" type="application/atom+xml" href="/api/feeds/offers.atom?q=a%26b&amp;model=x"/>
<link rel="alternate" type="text/html" href="/"/>
<entry>
<id>tag:gpu-tracker.github.io,2026:demo/1/0/18000EUR</id>
<title>RTX 3060 – 180 €</title>
<link rel="alternate" href="https://market.test/1"/>
<published>2026-11-01T10:00:00.000Z</published>
<updated>2026-11-03T10:00:00.000Z</updated>
<category term="RTX 3060"/>
<content type="html">&lt;p&gt;x&lt;/p&gt;</content>
</entry>
</feed>
`.replace('AAAA', feedIdOf('/api/feeds/offers.atom?model=x&q=a%26b')),
  );
});

/** The last part of the id of a feed with a filter. */
function feedIdOf(self: string): string {
  return /<id>[^<]*\/([\w-]{16})<\/id>/.exec(renderAtom(feed({ self })))?.[1] ?? '';
}

test('as JSON Feed', () => {
  expect(renderJsonFeed(feed({ entries: [entry(), entry({ url: undefined })] }))).toEqual({
    ...{ version: 'https://jsonfeed.org/version/1.1', title: 'New', language: 'en' },
    items: [
      {
        ...{ id: 'tag:gpu-tracker.github.io,2026:demo/1/0/18000EUR', url: 'https://market.test/1' },
        ...{ title: 'RTX 3060 – 180 €', content_html: '<p>x</p>', tags: ['RTX 3060'] },
        ...{ date_published: '2026-11-01T10:00:00.000Z', date_modified: '2026-11-03T10:00:00.000Z' },
      },
      expect.not.objectContaining({ url: expect.anything() }),
    ],
  });
});

test('a feed is the same by its filters, not by their order; another filter is another feed', () => {
  expect(feedIdOf('/a?x=1&y=2')).toBe(feedIdOf('/a?y=2&x=1'));
  expect(feedIdOf('/a?x=1&y=2')).not.toBe(feedIdOf('/a?x=1&y=3'));
  expect(renderAtom(feed({ self: '/a/' }))).toContain('2026:/a</id>');
});

test.each([
  ['<b>&"\'', '&lt;b&gt;&amp;&quot;&#39;'],
  [']]>', ']]&gt;'],
  ['a\u0000\u0008b\u001fc\u007fd\u009fe\uffff', 'abcde'],
  ['a\tb\nc', 'a\tb\nc'],
  ['\ud800x', '\ufffdx'],
  ['😀', '😀'],
])('%j is written as %j', (text, written) => {
  expect(safeMarkup(text)).toBe(written);
});

test('without controls a text keeps its markup: JSON has no need of escapes', () => {
  expect(withoutControls('<b>\u0001')).toBe('<b>');
});

test.each([
  ['https://market.test/1?a=1&b=2', 'https://market.test/1?a=1&b=2'],
  ['http://market.test', 'http://market.test/'],
  ['javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['//market.test', undefined],
  ['', undefined],
])('%j leads to %j', (url, address) => {
  expect(webAddress(url)).toBe(address);
});
