import { expect, test } from '@jest/globals';
import type { Label } from '../../postgres/labels.js';
import { labelJson, labelText, outcomeText, saidBy } from './label.js';

const LABEL: Label = {
  ...{ id: 3, market: 'olx-bg', externalId: '12', contentHash: null, verdict: 'accepted', reason: null },
  ...{ model: 'RTX 3060', memoryGb: 12, flags: ['mined'], note: 'виж снимките', at: new Date('2026-11-01T10:00:00Z') },
  ad: { title: 'Карта', description: null, priceMinor: 19_950, currency: 'EUR', url: 'https://market.test/12' },
};
const REJECTED: Label = {
  ...LABEL,
  verdict: 'rejected',
  reason: 'part',
  model: null,
  memoryGb: null,
  flags: [],
  note: '',
  ad: null,
};

test('the card may be written as sellers write it; its memory is that of the model where it has one', () => {
  expect(saidBy({ model: '3060ti' })).toEqual({ verdict: 'accepted', model: 'RTX 3060 Ti', memoryGb: 8 });
  expect(saidBy({ model: 'rtx 3080', memory: 12 })).toMatchObject({ model: 'RTX 3080', memoryGb: 12 });
  expect(saidBy({ reject: 'laptop' })).toEqual({ verdict: 'rejected', reason: 'laptop' });
});

test('what the catalogue does not have is refused', () => {
  expect(() => saidBy({ model: 'RTX 9999' })).toThrow('no card called "RTX 9999"');
  expect(() => saidBy({ model: 'rtx 3060 ti', memory: 7 })).toThrow('RTX 3060 Ti has 8 GB, not 7');
  expect(() => saidBy({})).toThrow('either --model or --reject');
});

test('a label is one line for people', () => {
  expect(labelText(LABEL)).toBe('3  olx-bg/12  RTX 3060 12GB +mined  "Карта"  виж снимките');
  expect(labelText({ ...REJECTED, contentHash: 'ab' })).toBe('3  olx-bg/12 (this text)  !part  null');
});

test('and one line of the corpus for machines', () => {
  expect(labelJson(LABEL)).toEqual({
    ...{ title: 'Карта', description: null, price: 199.5, currency: 'EUR' },
    expected: { kind: 'gpu', model: 'RTX 3060', memory_gb: 12, flags: ['mined'] },
    label: {
      ...{ id: 3, market: 'olx-bg', external_id: '12', content_hash: null, url: 'https://market.test/12' },
      ...{ note: 'виж снимките', at: '2026-11-01T10:00:00.000Z' },
    },
  });
  expect(labelJson(REJECTED)).toMatchObject({ title: null, price: null, expected: { kind: 'part' } });
});

test('the outcome says whether it has been applied', () => {
  expect(outcomeText({ id: 1, actions: ['remodel', 'reprice'], unseen: false })).toBe('label 1: remodel, reprice');
  expect(outcomeText({ id: 1, actions: [], unseen: false })).toBe('label 1: no listing changes');
  expect(outcomeText({ id: 1, actions: null, unseen: false })).toContain('its publish applies it');
  expect(outcomeText({ id: 1, actions: [], unseen: true })).toContain('not stored yet');
});
