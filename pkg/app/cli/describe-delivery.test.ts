import { expect, test } from '@jest/globals';
import type { DeliveryEvent } from '../../notify/deliver.js';
import { describeDelivery } from './describe-delivery.js';

const EVENT = { channel: 'phone', watch: 'cheap', messageId: 'm', attempts: 1, count: 1 };

test.each<[Partial<DeliveryEvent> & Pick<DeliveryEvent, 'delivered'>, string | undefined]>([
  [{ delivered: 'sent' }, 'watch "cheap": told over phone'],
  [
    { delivered: 'retry', code: 'busy', detail: 'HTTP 429' },
    'watch "cheap": not told over phone yet: HTTP 429; it is tried again',
  ],
  [{ delivered: 'failed', code: 'refused', detail: 'HTTP 404' }, 'watch "cheap": not told over phone: HTTP 404'],
  [
    { delivered: 'failed', code: 'forbidden-target', detail: 'not an address of the internet' },
    'watch "cheap": not told over phone: not an address of the internet; ALLOW_PRIVATE_TARGETS=true would allow it',
  ],
  [{ delivered: 'set-aside', code: 'poison' }, 'watch "cheap": not told over phone: poison'],
  [{ delivered: 'postponed' }, undefined],
])('%j', (over, line) => {
  const now = new Date(2026, 10, 27, 21, 4);
  expect(describeDelivery({ ...EVENT, ...over }, now)).toBe(line === undefined ? undefined : `21:04 ${line}`);
});
