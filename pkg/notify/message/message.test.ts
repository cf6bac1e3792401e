import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../wording/language.js';
import { FACTS, OFFER, telling } from '../testing/tellings.js';
import { messageOf } from './message.js';
import { asHtml, asTelegramHtml, asText, fitted } from './render.js';

const reader = { language: 'en', timeZone: 'Europe/Sofia' } as const;

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(Object.keys(FACTS))('%s', (name) => {
    const fact = FACTS[name] ?? OFFER;
    const message = messageOf(telling({ facts: [fact] }), { language, timeZone: 'Europe/Sofia' });
    expect(`${message.subject}\n\n${asText(message)}`).toMatchSnapshot();
    expect(asText(message)).not.toMatch(/undefined|null|NaN|Infinity/);
  });

  test('every fact has words of its own', () => {
    const texts = Object.values(FACTS).map((fact) =>
      asText(messageOf(telling({ facts: [fact] }), { language, timeZone: 'UTC' })),
    );
    expect(new Set(texts).size).toBe(texts.length);
  });

  test.each(['summary', 'digest', 'capped'] as const)('a message of several: %s', (digest) => {
    const facts = Object.values(FACTS).slice(0, 3);
    const message = messageOf(telling({ facts, more: 4, digest }), { language, timeZone: 'UTC' });
    expect([message.subject, message.footer]).toMatchSnapshot();
  });
});

test('days are those of the reader: half past eleven at night in UTC is the next day in Sofia', () => {
  const at = (timeZone: string) => asText(messageOf(telling(), { language: 'en', timeZone }));
  expect(at('UTC')).toContain('up since November 20');
  expect(at('Europe/Sofia')).toContain('up since November 21');
});

test('ten are told, the others counted', () => {
  const of = (n: number) =>
    messageOf(telling({ facts: Array.from({ length: n }, () => OFFER), digest: 'summary' }), reader);
  expect(of(10).blocks).toHaveLength(10);
  expect(of(10).footer).not.toContain('more');
  expect(of(12).blocks).toHaveLength(10);
  expect(of(12).footer).toContain('And 2 more.');
  expect(of(12).subject).toBe('cheap 3070: 12 things to know');
});

describe('a hostile ad', () => {
  const title = 'RTX\r\nBcc: x@y.z\u202E gpj <script>alert(1)</script> & "quotes" @everyone';
  const message = (url: string) =>
    messageOf(telling({ watch: 'a\nb: c', facts: [{ ...OFFER, offer: { ...OFFER.offer, title, url } }] }), reader);

  test('adds no line to a subject or a text', () => {
    const { subject } = message(OFFER.offer.url);
    expect(subject).not.toMatch(/\p{Cc}/u);
    expect(subject.startsWith('a b: c: RTX 3070')).toBe(true);
    expect(asText(message(OFFER.offer.url))).toContain('“RTX Bcc: x@y.z gpj <script>');
    expect(asText(message(OFFER.offer.url))).not.toContain('\u202E');
  });

  test('is text in HTML, also in that of Telegram', () => {
    for (const html of [asHtml(message(OFFER.offer.url), 'en'), asTelegramHtml(message(OFFER.offer.url))]) {
      expect(html).not.toContain('<script');
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;');
    }
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'nonsense', 'ftp://x.y/z'])('is not linked to by %s', (url) => {
    expect(message(url).blocks[0]?.link).toBeUndefined();
    expect(asHtml(message(url), 'en')).not.toContain('href');
  });

  test('cannot break out of a link', () => {
    const html = asHtml(message('https://x.y/"><script>z</script>'), 'en');
    expect(html).toContain('href="https://x.y/%22%3E%3Cscript%3Ez%3C/script%3E"');
  });

  test('of a long title keeps 200 characters, and no half of one', () => {
    const long = messageOf(
      telling({ facts: [{ ...OFFER, offer: { ...OFFER.offer, title: '🎮'.repeat(500) } }] }),
      reader,
    );
    const shown = long.blocks[0]?.lines[0] ?? '';
    expect(Array.from(shown)).toHaveLength(202);
    expect(shown.isWellFormed()).toBe(true);
  });
});

test('a limit takes whole blocks away, and leaves the first', () => {
  const message = messageOf(telling({ facts: [OFFER, OFFER, OFFER], digest: 'summary' }), reader);
  const size = (rendered: typeof message) => asText(rendered).length;
  expect(fitted(message, size(message), size).blocks).toHaveLength(3);
  expect(fitted(message, size(message) - 1, size).blocks).toHaveLength(2);
  expect(fitted(message, 1, size).blocks).toHaveLength(1);
});
