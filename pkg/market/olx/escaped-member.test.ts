import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { firstEscapedMember } from './escaped-member.js';

const literal = (value: unknown): string => JSON.stringify(JSON.stringify(value));

test('the first member is read exactly, whatever its strings hold', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), fc.jsonValue(), (listing, rest) => {
      const page = Buffer.from(`before ${literal({ listing, rest })}; after`);
      const member = firstEscapedMember(page, page.indexOf('"'), 'listing');
      // A control character or half a surrogate pair is written \uXXXX, which is left to the slow way.
      if (member === null) expect(literal(listing)).toMatch(/[^\\](\\\\)*\\u/);
      else expect(member.json).toBe(JSON.stringify(listing));
    }),
    { numRuns: 500 },
  );
});

test('a literal that is built otherwise is left to the slow way', () => {
  const torn = literal({ listing: { a: [1] } }).slice(0, -8);
  for (const text of [literal({ other: 1, listing: {} }), literal({ listing: 1 }), torn, '""'])
    expect(firstEscapedMember(Buffer.from(text), 0, 'listing')).toBeNull();
});

test.each([
  ['a slash', String.raw`{\"a\":\"b\/c\"}`, '{"a":"b/c"}'],
  ['an escape of the inner JSON', String.raw`{\"a\":\"\\n\\u0041\\\\\\\"\"}`, String.raw`{"a":"\n\u0041\\\""}`],
  ['white space', String.raw`[ {\"a\": [1 ]} ]`, '[ {"a": [1 ]} ]'],
  ['brackets in a string', String.raw`{\"a\":\"]}\"}`, '{"a":"]}"}'],
  ['a character of the outer layer', String.raw`{\"a\":\"\u0041\"}`, null],
  ['a line break of the outer layer', String.raw`{\"a\":1,\n\"b\":2}`, null],
  ['a line break that is no escape', '{\n}', null],
  ['an inner escape that is cut off', String.raw`{\"a\":\"\\"}`, null],
  ['an inner escape of a bare line break', String.raw`{\"a\":\"\\` + '\n\\"}', null],
  ['three backslashes and a letter', String.raw`{\"a\":\"\\\n\"}`, null],
])('%s', (_, written, json) => {
  const literalText = String.raw`"{\"listing\":` + written + String.raw`,\"more\":1}"`;
  const member = firstEscapedMember(Buffer.from(literalText), 0, 'listing');
  expect(member?.json ?? null).toBe(json);
  if (member !== null) expect(literalText.slice(member.end)).toBe(String.raw`,\"more\":1}"`);
});
