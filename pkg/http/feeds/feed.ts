/** A feed, and its two forms: Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org). */
import { createHash } from 'node:crypto';
import { safeMarkup, withoutControls } from './markup.js';

export interface FeedEntry {
  /** What is equal here is the same entry: a reader shows it once. */
  readonly key: string;
  /** http or https; `undefined` where the ad has no such address. */
  readonly url: string | undefined;
  readonly title: string;
  /** Everything of a stranger in it is escaped. */
  readonly html: string;
  readonly publishedAt: Date;
  readonly updatedAt: Date;
  readonly tags: readonly string[];
}

export interface Feed {
  readonly title: string;
  /** Path with query, as it was asked for: a proxy may own the host. */
  readonly self: string;
  readonly language: string;
  /** Newest first. */
  readonly entries: readonly FeedEntry[];
  /** When something in it changed last. */
  readonly updatedAt: Date;
}

/** RFC 4151: names that nobody else gives. */
const tag = (specific: string): string => `tag:gpu-tracker.github.io,2026:${encodeURI(specific)}`;

export function renderAtom({ title, self, language, entries, updatedAt }: Feed): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${safeMarkup(language)}">`,
    element('id', feedId(self)),
    element('title', title),
    element('updated', updatedAt.toISOString()),
    '<author><name>gpu-tracker</name></author>',
    `<link rel="self" type="application/atom+xml" href="${safeMarkup(self)}"/>`,
    '<link rel="alternate" type="text/html" href="/"/>',
    ...entries.map((entry) => renderEntry(entry)),
    '</feed>',
  ];
  return `${lines.join('\n')}\n`;
}

function renderEntry({ key, url, title, html, publishedAt, updatedAt, tags }: FeedEntry): string {
  return [
    '<entry>',
    element('id', tag(key)),
    element('title', title),
    ...(url === undefined ? [] : [`<link rel="alternate" href="${safeMarkup(url)}"/>`]),
    element('published', publishedAt.toISOString()),
    element('updated', updatedAt.toISOString()),
    ...tags.map((term) => `<category term="${safeMarkup(term)}"/>`),
    `<content type="html">${safeMarkup(html)}</content>`,
    '</entry>',
  ].join('\n');
}

const element = (name: string, text: string): string => `<${name}>${safeMarkup(text)}</${name}>`;

export interface JsonFeed {
  readonly version: string;
  readonly title: string;
  readonly language: string;
  readonly items: readonly {
    readonly id: string;
    readonly url?: string;
    readonly title: string;
    readonly content_html: string;
    readonly date_published: string;
    readonly date_modified: string;
    readonly tags: string[];
  }[];
}

export function renderJsonFeed({ title, language, entries }: Feed): JsonFeed {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: withoutControls(title),
    language,
    items: entries.map(({ key, url, title: name, html, publishedAt, updatedAt, tags }) => ({
      id: tag(key),
      ...(url !== undefined && { url }),
      title: withoutControls(name),
      content_html: withoutControls(html),
      date_published: publishedAt.toISOString(),
      date_modified: updatedAt.toISOString(),
      tags: [...tags],
    })),
  };
}

/** The same filters are the same feed, in whatever order they were given. */
function feedId(self: string): string {
  const [path = '', query = ''] = self.split('?');
  const parameters = new URLSearchParams(query);
  parameters.sort();
  const filters = parameters.toString();
  return tag(
    `${path.replace(/\/$/, '')}${filters === '' ? '' : `/${createHash('sha256').update(filters).digest('base64url').slice(0, 16)}`}`,
  );
}
