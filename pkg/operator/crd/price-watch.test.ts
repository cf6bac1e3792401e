import { expect, test } from '@jest/globals';
import { WatchSchema } from '../../watch/watch-schema.js';
import { priceWatchSpecSchema, watchOf } from './price-watch.js';

const channelsFrom = [{ secretRef: { name: 'channels' } }];

test('the spec of an object is a watch of a file, in the cluster’s spelling', () => {
  const spec = {
    channelsFrom,
    select: { models: ['RTX 3070'], memoryGb: [8], maxPrice: 200, excludeFlags: ['mined'] },
    when: { price: { below: 300, rearmPercent: 4, cooldownHours: 1 } },
    againAfterPercent: 7,
  };
  expect(watchOf({ ...spec, select: { models: ['RTX 3070'], memoryGb: [8] } }, 'prices/cheap', ['phone'])).toEqual({
    ...{ name: 'prices/cheap', notify: ['phone'], again_after_percent: 7 },
    select: { models: ['RTX 3070'], memory_gb: [8] },
    when: { price: { below: 300, rearm_percent: 4, cooldown_hours: 1 } },
  });
  expect(
    WatchSchema.safeParse(watchOf({ ...spec, when: { offer: {} } }, 'prices/cheap', ['phone'])).data,
  ).toMatchObject({
    ...{ when: 'offer', select: { exclude_flags: ['mined'], max_price: 200 }, again_after_percent: 7 },
  });
});

test('channels that are named are those that are told, else all of the Secrets', () => {
  const of = (spec: object): unknown =>
    (watchOf({ channelsFrom, when: { deal: {} }, ...spec }, 'a', ['x', 'y']) as { notify: unknown }).notify;
  expect(of({})).toEqual(['x', 'y']);
  expect(of({ notify: ['y'] })).toEqual(['y']);
});

test('every field of a watch but its name is a field of the object', () => {
  const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const ofFile = Object.keys(WatchSchema.shape)
    .filter((name) => name !== 'name')
    .map(camel);
  expect(Object.keys(priceWatchSpecSchema().properties ?? {}).toSorted()).toEqual(
    [...ofFile, 'channelsFrom'].toSorted(),
  );
});

test('each kind of watch is a field of `when`', () => {
  expect(Object.keys(priceWatchSpecSchema().properties?.['when']?.properties ?? {})).toEqual([
    ...['offer', 'deal', 'price', 'change', 'lowest', 'scraper'],
  ]);
});

test('no node of the schema is one that a structural schema cannot have', () => {
  const found: string[] = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (['additionalProperties', '$ref', '$schema', 'anyOf', 'oneOf', 'const'].includes(key))
        found.push(`${path}.${key}`);
      walk(value, `${path}.${key}`);
    }
  };
  walk(priceWatchSpecSchema(), 'spec');
  expect(found).toEqual([]);
});
