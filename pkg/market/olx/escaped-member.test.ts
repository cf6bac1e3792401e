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
