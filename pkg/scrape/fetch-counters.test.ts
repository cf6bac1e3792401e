import { expect, test } from '@jest/globals';
import type { FetchEvent } from '../fetch/fetch-event.js';
import { FetchCounters } from './fetch-counters.js';

const request = (statusClass: '2xx' | '4xx' | 'error'): FetchEvent => ({
  ...{ type: 'request', statusClass, bytes: 9, ms: 9 },
});
const retry = (reason: 'timeout' | 'refused' | 'overloaded'): FetchEvent => ({ type: 'retry', reason, delayMs: 9 });

test.each<[string, readonly FetchEvent[], Readonly<Record<string, number>>]>([
  ['nothing', [], {}],
  [
    'pages by the class of their status',
    [request('2xx'), request('4xx'), request('2xx'), request('error')],
    { 'pages_fetched 2xx': 2, 'pages_fetched 4xx': 1, 'pages_fetched error': 1 },
  ],
  ['a retry', [retry('timeout')], { 'retries timeout': 1 }],
  ['a refusal is a block', [retry('refused')], { 'retries refused': 1, 'blocked_responses refused': 1 }],
  [
    'and so is an overload',
    [retry('overloaded'), retry('overloaded')],
    { 'retries overloaded': 2, 'blocked_responses overloaded': 2 },
  ],
  ['a new circuit', [{ type: 'newIdentity', reason: 'refused' }], { 'identity_renewals refused': 1 }],
  ['robots.txt is no page', [{ type: 'robots', outcome: 'read' }], {}],
])('is counted: %s', (_what, events, expected) => {
  const counters = new FetchCounters();
  for (const event of events) counters.count(event);
  const counted = counters.counters().map(({ name, label, value }) => [`${name} ${label}`, value]);
  expect(Object.fromEntries(counted)).toEqual(expected);
});
