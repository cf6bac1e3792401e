import { describe, expect, test } from '@jest/globals';
import { faultsOf, GOOD, load } from './testing/watch-files.js';

describe('values from the environment', () => {
  const token = (value: string): string => `channels:\n  a: { type: push, url: 'https://x.y', token: ${value} }\n`;
  test.each<[string, string]>([
    ['${TOKEN}', 'tk_s3cret'],
    ['"${TOKEN}"', 'tk_s3cret'],
    ["'<${TOKEN}${TOKEN}>'", '<tk_s3crettk_s3cret>'],
    ['$${TOKEN}', '${TOKEN}'],
    ['$TOKEN', '$TOKEN'],
    ["'${not a name}'", '${not a name}'],
  ])('%s is %j', (written, value) => {
    const read = load(token(written));
    expect('channels' in read && read.channels.get('a')).toMatchObject({ token: value });
  });

  test('are text and nothing else: they cannot add a field, and are not expanded again', () => {
    const read = load(token('${X}'), { X: 'a, type: b }${Y}\n', Y: 'no' });
    expect('channels' in read && read.channels.get('a')).toMatchObject({ type: 'push', token: 'a, type: b }${Y}\n' });
  });

  test.each<[string, string, string]>([
    ['is not there', token('${NO_SUCH}'), 'f:2:47: ${NO_SUCH}: the environment does not have it'],
    ['is empty', token('${EMPTY}'), 'f:2:47: ${EMPTY}: the environment does not have it'],
    [
      'would be a name',
      'channels:\n  ${TOKEN}: { type: letter, to: [] }\n',
      'f:2:3: ${TOKEN}: only values of channels come from the environment: watches and names are stored and shown',
    ],
    [
      'would be in a watch',
      GOOD.replace('cheap 3070', '${TOKEN}'),
      'f:6:11: ${TOKEN}: only values of channels come from the environment: watches and names are stored and shown',
    ],
    [
      'would come into a watch by an alias',
      GOOD.replace('token: ${TOKEN}', 'token: &t "${TOKEN}"').replace('cheap 3070', '*t'),
      'f:6:11: a watch cannot take over a part of a channel',
    ],
  ])('one that %s is a fault', (_what, text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });
});

describe('a secret is in no fault', () => {
  const SECRET = 'tk_s3cret';
  test.each([
    ['of a value', 'channels: { a: { type: push, url: "${TOKEN}", token: "${LONG}" } }'],
    ['of a kind', 'channels: { a: { type: "${TOKEN}" } }'],
    ['of a text in the place of a channel', 'channels: { a: "${TOKEN}" }'],
    ['written in the file, at an error of syntax', 'channels: { a: { token: tk_s3cret: b: c }\n  x "tk_s3cret'],
    ['in quotes that do not end', 'channels:\n  a: "tk_s3cret\nb: c'],
    ['with a bad escape', 'channels: { a: "\\tk_s3cret\\q" }'],
    ['as a stray word', 'channels:\n  a: [b]\n  tk_s3cret\nwatches: []'],
    ['as a tag', 'channels: !tk_s3cret x'],
    ['as an alias', 'channels: *tk_s3cret'],
    ['as a directive', '%tk_s3cret x\n---\na: b'],
    ['at the start of a value', 'channels:\n  a: @tk_s3cret\n'],
    ['as a field that was meant to be a value', 'channels: { a: { type: letter, to: [b], tk_s3cret9 } }'],
  ])('%s', (_what, text) => {
    const faults = faultsOf(text);
    expect(faults).not.toEqual([]);
    expect(faults.join('\n')).not.toContain(SECRET);
  });
});
