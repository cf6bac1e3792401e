import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '../../clock/clock.js';
import { silentLogger, type LogFields } from '../../telemetry/logger.js';
import { WatchesFile } from './watches-file.js';

const GOOD = `
channels:
  phone: { type: ntfy, url: https://ntfy.example/gpus, token: \${NTFY_TOKEN} }
watches:
  - { name: cheap, when: offer, notify: [phone], select: { models: [RTX 3070], market: olx-bg } }
`;
const BAD = GOOD.replace('[RTX 3070]', '[RTX 3700]').replace('olx-bg', 'olx-gb');

let path: string;
let logged: [string, LogFields][];
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'watches-')), 'watches.yaml');
  logged = [];
});

const open = (): WatchesFile =>
  new WatchesFile({
    ...{ path, env: { NTFY_TOKEN: 'tk_secret' }, clock: systemClock },
    log: {
      ...silentLogger,
      info: (message, fields = {}) => void logged.push([message, fields]),
      warn: (message, fields = {}) => void logged.push([message, fields]),
    },
  });
async function change(file: WatchesFile, text: string): Promise<void> {
  await writeFile(path, text);
  await file.look();
  await file.look();
}

test('the watches of a bad file are not taken: those before stay, every fault is told, no secret is', async () => {
  const file = open();
  let changes = 0;
  const end = file.onChange(() => (changes += 1));
  await change(file, GOOD);
  const { watches } = file.current() ?? {};
  expect(watches?.map(({ spec }) => spec.name)).toEqual(['cheap']);
  expect(file.current()?.channels.get('phone')).toMatchObject({ type: 'ntfy', token: 'tk_secret' });
  await change(file, BAD);
  expect(file.current()?.watches).toBe(watches);
  expect(file.isRefused()).toBe(true);
  expect(file.faults()).toEqual([
    `${path}:5:69: watches[0].select.models[0]: the catalogue has no card called "RTX 3700"; did you mean "RTX 3070"?`,
    `${path}:5:88: watches[0].select.market: there is no market "olx-gb"; did you mean "olx-bg"?`,
  ]);
  expect(changes).toBe(2);
  end();
  await change(file, GOOD.replace('cheap', 'cheaper'));
  expect(file.current()?.watches.map(({ spec }) => spec.name)).toEqual(['cheaper']);
  expect(file.isRefused()).toBe(false);
  expect(changes).toBe(2);
  expect(logged).toEqual([
    ['the file of watches is read', { file: path, channels: 1, watches: 1 }],
    ['the file of watches is not taken: what it said before stays in force', { faults: expect.any(Array), count: 2 }],
    ['the file of watches is read', { file: path, channels: 1, watches: 1 }],
  ]);
  expect(JSON.stringify(logged)).not.toContain('tk_secret');
});

test('a file that is missing is told, and the process goes on with what it said', async () => {
  const file = open();
  await file.look();
  expect(file.current()).toBeUndefined();
  expect(file.faults()).toEqual([`${path} is not there`]);
  await change(file, GOOD);
  expect(file.isRefused()).toBe(false);
  await rm(path);
  await file.look();
  await file.look();
  expect(file.faults()).toEqual([`${path} is not there`]);
  expect(file.current()?.watches).toHaveLength(1);
});

test('of very many faults the log has the first fifty, and their number', async () => {
  const watch = '  - { name: a, when: offer, notify: [] }\n';
  await change(open(), `channels: {}\nwatches:\n${watch.repeat(26)}`);
  const [, fields] = logged[0] ?? [];
  expect(fields?.['faults']).toHaveLength(50);
  expect(fields?.['count']).toBe(51);
});
