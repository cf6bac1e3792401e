import { describe, expect, test } from '@jest/globals';
import { tokenize } from '../text/tokens.js';
import { findMemory } from './memory.js';

/** What is read from a text that has no other mark in it: `gb`, with a `?` where the unit may mean something else. */
const read = (text: string): string[] =>
  findMemory(tokenize(text).list, []).map(({ gb, sure }) => `${gb}${sure ? '' : '?'}`);

describe('an amount of memory as written', () => {
  test.each<[string, readonly string[]]>([
    ['8GB', ['8']],
    ['8 GB', ['8']],
    ['8-GB', ['8']],
    ['8/GB', []],
    ['0GB', []],
    ['320GB', ['320']],
    ['321GB', []],
    ['8GB 16GB', ['8', '16']],
    ['123456GB', []],
    ['1.25GB', ['1.25']],
    ['1,5 GB', ['1.5']],
    ['0.5GB', ['0.5']],
    ['1.500GB', []],
    ['1-5GB', ['5']],
    ['2048MB', ['2']],
    ['512MB', ['0.5']],
    ['8000MB', ['8']],
    ['3000 MB', ['3']],
    ['2048M', ['2']],
    ['2048 M', []],
    ['1000M', []],
    ['8gigs', ['8']],
    ['9Gbps', []],
    ['8G', ['8?']],
    ['8 G', ['8?']],
    ['8-G', []],
    ['8gd', ['8?']],
    ['8 gd', ['8?']],
    ['8go', ['8?']],
    ['8 go', []],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

test.each<[string, readonly string[]]>([
  ['4 г. нова', []],
  ['5 г. нова', []],
  ['6 г. нова', ['6?']],
  ['4г. нова', ['4?']],
  ['4 г.нова', ['4?']],
  ['4 г нова', ['4?']],
  ['4 г - нова', ['4?']],
  ['4 г', ['4?']],
  ['4 g. new', ['4?']],
])('a year is written apart, with a full stop, and no warranty is longer than five: %s', (text, expected) => {
  expect(read(text)).toEqual(expected);
});
