import { describe, expect, test } from '@jest/globals';
import { clientAddress, RateLimiter } from './rate-limit.js';

function limiter(limit = 1): {
  now: (ms: number) => void;
  isRefused: (client: string) => boolean;
  limiter: RateLimiter;
} {
  let time = 1_000;
  const subject = new RateLimiter(limit, () => time);
  return { now: (ms) => (time = ms), isRefused: (client) => subject.count(client).exceeded, limiter: subject };
}

describe('who counts as one client', () => {
  test.each([
    ['the same address', '192.0.2.1', '192.0.2.1', true],
    ['neighbours by IPv4', '192.0.2.1', '192.0.2.2', false],
    ['one /64 of IPv6', '2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', true],
    ['the next /64', '2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['a /64 whose third group is left out', '2001:db8::5', '2001:db8:0:0:9::', true],
    ['two addresses that are short in different places', '2001:db8:1::2', '2001:db8::1:2', false],
    ['the first and the last group alone', '::1', '::2', true],
    ['IPv4 inside IPv6', '::ffff:192.0.2.1', '::ffff:192.0.2.2', false],
    ['what is no address', 'unknown', 'other', false],
  ])('%s', (_name, first, second, same) => {
    const { isRefused } = limiter();
    expect(isRefused(first)).toBe(false);
    expect(isRefused(second)).toBe(same);
  });
});

test('the limit itself is allowed, the next request is not, and the window ends after a minute', () => {
  const { now, limiter: subject } = limiter(2);
  expect(subject.count('a')).toEqual({ limit: 2, remaining: 1, resetSeconds: 60, exceeded: false });
  expect(subject.count('a')).toMatchObject({ remaining: 0, exceeded: false });
  expect(subject.count('a')).toMatchObject({ remaining: 0, exceeded: true });
  now(60_999);
  expect(subject.count('a')).toMatchObject({ resetSeconds: 1, exceeded: true });
  now(61_000);
  expect(subject.count('a')).toMatchObject({ remaining: 1, resetSeconds: 60, exceeded: false });
});

test('beyond the most clients that are remembered the one seen first is forgotten, and only it', () => {
  const { isRefused } = limiter();
  for (let client = 0; client < 50_000; client += 1) isRefused(`client ${client}`);
  expect(isRefused('client 0')).toBe(true); // still remembered: there was room for all
  isRefused('one more');
  expect(isRefused('client 1')).toBe(true);
  expect(isRefused('client 0')).toBe(false);
});

describe('the address behind reverse proxies', () => {
  const chain = 'forged, 198.51.100.7 , 203.0.113.1,203.0.113.2';
  test.each([
    [0, chain, '10.0.0.1'],
    [1, chain, '203.0.113.2'],
    [2, chain, '203.0.113.1'],
    [3, chain, '198.51.100.7'],
    [9, chain, 'forged'],
    [1, undefined, '10.0.0.1'],
    [2, '198.51.100.7', '198.51.100.7'],
  ])('%i trusted hops of %p', (hops, forwarded, client) => {
    expect(clientAddress('10.0.0.1', forwarded, hops)).toBe(client);
  });

  test('a socket that is gone already has no address', () => {
    expect(clientAddress(undefined, undefined, 0)).toBe('unknown');
  });
});
