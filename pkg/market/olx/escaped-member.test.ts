import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { firstEscapedMember } from './escaped-member.js';

const literal = (value: unknown): string => JSON.stringify(JSON.stringify(value));

test('the first member is read exactly, whatever its strings hold', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), fc.jsonValue(), (listing, rest) => {
      const page = `before ${literal({ listing, rest })}; after`;
      const text = firstEscapedMember(page, page.indexOf('"'), 'listing');
      // A control character or half a surrogate pair is written \uXXXX, which is left to the slow way.
      if (text === null) expect(literal(listing)).toMatch(/[^\\](\\\\)*\\u/);
      else expect(text).toBe(JSON.stringify(listing));
    }),
    { numRuns: 500 },
  );
});

test('a literal that is built otherwise is left to the slow way', () => {
  for (const text of [
    literal({ other: 1, listing: {} }),
    literal({ listing: 1 }),
    literal({ listing: { a: [1] } }).slice(0, -8),
    '""',
  ])
    expect(firstEscapedMember(text, 0, 'listing')).toBeNull();
});
