import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { CHANNEL_TYPES } from '../pkg/notify/channel.js';
import { readWatches } from '../pkg/app/watches/watches-file.js';
import { WATCH_KINDS } from '../pkg/watch/watch-schema.js';
import { fieldTables, renderDoc, renderSchema, WATCHES_DOC, WATCHES_SCHEMA, withFieldTables } from './watches-doc.js';
import { watchesSchema } from './watches-schema.js';

const ROOT = join(import.meta.dirname, '..');
const ENV = {
  ...{ NTFY_TOKEN: 'tk_a', SMTP_URL: 'smtps://me:secret@mail.example.org:465', TELEGRAM_CHAT: '-1001' },
  TELEGRAM_TOKEN: `123456:${'a'.repeat(35)}`,
  WEBHOOK_SECRET: `whsec_${Buffer.alloc(24).toString('base64')}`,
  ...{ DISCORD_URL: 'https://discord.com/api/webhooks/1/a', SLACK_URL: 'https://hooks.slack.com/services/a' },
};

let validator: ValidateFunction | undefined;
function schemaTakes(value: unknown): boolean {
  validator ??= new Ajv({ strict: true, strictTypes: false, strictRequired: false }).compile(watchesSchema());
  return validator(value);
}
/** What is wrong with a text by the program itself. */
function faultsOf(text: string): readonly string[] {
  const read = readWatches(text, ENV);
  return 'faults' in read ? read.faults.map(({ path, message }) => `${path}: ${message}`) : [];
}

test('the schema and the tables are those of the program (npm run docs:watches writes them)', async () => {
  await expect(readFile(WATCHES_SCHEMA, 'utf8')).resolves.toBe(await renderSchema());
  const doc = await readFile(WATCHES_DOC, 'utf8');
  expect(await renderDoc(doc)).toBe(doc);
});

test('every field, of watches and of every kind of channel, is in the document, with its meaning', async () => {
  const doc = await readFile(WATCHES_DOC, 'utf8');
  const tables = fieldTables();
  for (const type of CHANNEL_TYPES) expect(tables.has(`channel ${type}`)).toBe(true);
  for (const kind of WATCH_KINDS) expect(doc).toMatch(new RegExp(`^\\| \`${kind}\` `, 'm'));
  for (const [name, fields] of tables) {
    expect(doc).toContain(`<!-- fields of ${name} -->`);
    for (const { name: field, meaning } of fields) expect([field, meaning]).not.toEqual([field, '']);
  }
});

test('a comment that names no table is a fault', () => {
  expect(() => withFieldTables('<!-- fields of nothing -->\n', fieldTables())).toThrow('no table is named nothing');
});

test.each([['docs/watches.md'], ['README.md']])('every file of watches in %s works as it is printed', async (file) => {
  const text = await readFile(join(ROOT, file), 'utf8');
  const blocks = [...text.matchAll(/```yaml\n([^`]*)```/g)]
    .map(([, yaml = '']) => yaml)
    .filter((yaml) => /^channels:/m.test(yaml));
  expect(blocks.length).toBeGreaterThan(0);
  for (const yaml of blocks) {
    expect(faultsOf(yaml)).toEqual([]);
    expect([yaml, schemaTakes(parse(yaml))]).toEqual([yaml, true]);
  }
});

test('the example has every kind of channel and of watch, and names its schema', async () => {
  const text = await readFile(join(ROOT, 'watches.example.yaml'), 'utf8');
  const read = readWatches(text, ENV);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  expect([...read.channels.values()].map(({ type }) => type).sort()).toEqual([...CHANNEL_TYPES].sort());
  expect(read.watches.map(({ condition }) => condition.kind).sort()).toEqual([...WATCH_KINDS].sort());
  expect(schemaTakes(parse(text))).toBe(true);
  expect(text).toMatch(/^# yaml-language-server: \$schema=docs\/watches\.schema\.json\n/);
});

const CHANNEL = { ntfy: { type: 'ntfy', url: 'https://ntfy.example/gpus' } };
const WATCH = { name: 'a', when: 'offer', notify: ['ntfy'] };
const file = (watch: object, channels: object = CHANNEL): object => ({ channels, watches: [{ ...WATCH, ...watch }] });
const channel = (fields: object): object => file({}, { ntfy: { ...CHANNEL.ntfy, ...fields } });
const kind = (fields: object): object => file({ notify: ['x'] }, { x: fields });

describe('editors and the program say the same', () => {
  test.each<[boolean, string, object]>([
    [true, 'the least', file({})],
    [true, 'nothing', {}],
    [false, 'an unknown part', { channel: {} }],
    [false, 'a watch without a name', file({ name: undefined })],
    [false, 'an empty name', file({ name: '' })],
    [false, 'a name with a line break', file({ name: 'a\nb' })],
    [true, 'a name of 100 characters', file({ name: 'a'.repeat(100) })],
    [false, 'a name of 101 characters', file({ name: 'a'.repeat(101) })],
    [false, 'an unknown field', file({ sellect: {} })],
    [false, 'no channel', file({ notify: [] })],
    [false, 'a channel twice', file({ notify: ['ntfy', 'ntfy'] })],
    [false, 'an unknown condition', file({ when: 'offers' })],
    [false, 'two conditions', file({ when: { price: { below: 1 }, lowest: { days: 9 } } })],
    [false, 'no condition', file({ when: {} })],
    [true, 'a limit', file({ when: { price: { below: 300 } } })],
    [false, 'two limits', file({ when: { price: { below: 300, above: 400 } } })],
    [false, 'no limit', file({ when: { price: {} } })],
    [true, 'the least to rearm', file({ when: { price: { below: 300, rearm_percent: 0.1 } } })],
    [false, 'less than that', file({ when: { price: { below: 300, rearm_percent: 0.09 } } })],
    [true, 'a change', file({ when: { change: { percent: 1, days: 365 } } })],
    [false, 'a change without days', file({ when: { change: { percent: 1 } } })],
    [false, 'half a day', file({ when: { lowest: { days: 2.5 } } })],
    [false, 'one day', file({ when: { lowest: { days: 1 } } })],
    [true, 'a scraper by default', file({ when: { scraper: {} } })],
    [true, 'a scraper of a market', file({ when: { scraper: {} }, select: { market: 'demo' } })],
    [false, 'a scraper of cards', file({ when: { scraper: {} }, select: { models: ['RTX 3070'] } })],
    [false, 'a price of a place', file({ when: { price: { below: 1 } }, select: { place: 'Sofia' } })],
    [true, 'a deal in a place', file({ when: 'deal', select: { place: 'Sofia' } })],
    [true, 'a card in a spelling of its own', file({ select: { models: ['3070ti'] } })],
    [false, 'a number for a card', file({ select: { models: [3070] } })],
    [true, 'one vendor', file({ select: { vendor: 'AMD' } })],
    [true, 'two vendors', file({ select: { vendor: ['AMD', 'Intel'] } })],
    [false, 'an unknown vendor', file({ select: { vendor: 'Matrox' } })],
    [true, 'a memory', file({ select: { memory_gb: 8 } })],
    [false, 'no memory at all', file({ select: { memory_gb: 0 } })],
    [false, 'an unknown market', file({ select: { market: 'ebay' } })],
    [false, 'an unknown flag', file({ select: { exclude_flags: ['mind'] } })],
    [true, 'a digest', file({ digest: { at: '08:00' } })],
    [false, 'a digest at no time', file({ digest: { at: '24:00' } })],
    [false, 'a word for yes', file({ paused: 'yes' })],
    [true, 'a variable for a secret', channel({ token: '${NTFY_TOKEN}' })],
    [false, 'a token of two lines', channel({ token: 'a\nb' })],
    [true, 'a variable for an address', kind({ type: 'slack', url: '${SLACK_URL}' })],
    [false, 'an address of no web', channel({ url: 'ftp://ntfy.example/gpus' })],
    [false, 'an address with a password', channel({ url: 'https://me:secret@ntfy.example/gpus' })],
    [false, 'a priority beyond the highest', channel({ priority: 6 })],
    [false, 'an unknown kind', kind({ type: 'sms' })],
    [false, 'a field of another kind', channel({ secret: 'x' })],
    [true, 'a language', channel({ language: 'bg' })],
    [false, 'an unknown language', channel({ language: 'de' })],
    [false, 'an unknown way', channel({ via: 'vpn' })],
    [false, 'a mail without an address', kind({ type: 'email', to: [], from: 'a@b.c', smtp: 'smtps://b.c' })],
    [false, 'a mail by no mail server', kind({ type: 'email', to: ['a@b.c'], from: 'a@b.c', smtp: 'https://b.c' })],
    [true, 'a mail', kind({ type: 'email', to: ['a@b.c'], from: 'a@b.c', smtp: '${SMTP_URL}' })],
    [true, 'a chat by number', kind({ type: 'telegram', token: '${TELEGRAM_TOKEN}', chat: -1001 })],
    [false, 'a chat by a name without @', kind({ type: 'telegram', token: '${TELEGRAM_TOKEN}', chat: 'me' })],
    [false, 'a secret too short', kind({ type: 'webhook', url: 'https://a.b', secret: 'whsec_abc' })],
  ])('%s: %s', (isTaken, _what, content) => {
    expect(schemaTakes(content)).toBe(isTaken);
    expect(faultsOf(JSON.stringify(content)).length === 0).toBe(isTaken);
  });

  test.each<[string, object]>([
    ['an unknown card', file({ select: { models: ['RTX 3700'] } })],
    ['an unknown channel', file({ notify: ['other'] })],
    ['a name twice', { channels: CHANNEL, watches: [WATCH, { ...WATCH, when: 'deal' }] }],
    ['an unknown time zone', file({ digest: { at: '08:00', time_zone: 'Europe/Nowhere' } })],
    ['prices the wrong way round', file({ select: { min_price: 2, max_price: 1 } })],
    ['a variable that is not set', channel({ token: '${NOT_SET}' })],
  ])('but %s is known to the program alone', (_what, content) => {
    expect(schemaTakes(content)).toBe(true);
    expect(faultsOf(JSON.stringify(content))).toHaveLength(1);
  });
});
