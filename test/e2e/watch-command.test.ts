/** The story of a watch on the command line, against a real database and a recording channel. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startRecorder, type Recorder } from '../../pkg/notify/testing/recorder.js';
import { syncWatches } from '../../pkg/postgres/watches/pg-watch-store.js';
import { aWatch } from '../../pkg/postgres/watches/testing/watch-market.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { buildProduct, gpuTracker } from './product.js';

const SECRET = 'tk_not_to_be_seen';
let database: TestDatabase;
let recorder: Recorder;
let folder: string;
let env: Record<string, string>;
/** All that was printed. */
let printed = '';

const FILE = (url: string): string => `channels:
  phone: { type: ntfy, url: ${url}/gpus, token: \${NTFY_TOKEN} }
  mute: { type: ntfy, url: 'http://127.0.0.1:1/gpus' }
watches:
  - { name: of the file, when: offer, notify: [phone], select: { models: [RTX 3070] } }
`;

beforeAll(async () => {
  buildProduct();
  [database, recorder] = await Promise.all([createTestDatabase(), startRecorder()]);
  folder = await mkdtemp(join(tmpdir(), 'watch-command-'));
  const file = join(folder, 'watches.yaml');
  await writeFile(file, FILE(recorder.url));
  env = { DATABASE_URL: database.url, WATCHES_FILE: file, NTFY_TOKEN: SECRET, ALLOW_PRIVATE_TARGETS: 'true' };
}, 60_000);
afterAll(async () => {
  await recorder.close();
  await database.drop();
});

async function watch(args: string[], over: Record<string, string> = {}, input?: string) {
  const run = gpuTracker(['watch', ...args], { ...env, ...over }, input);
  const status = await run.ended;
  printed += run.output();
  return { status, output: run.output() };
}

/** Of a command with --json. */
async function rows(args: string[]): Promise<Record<string, unknown>[]> {
  const { status, output } = await watch([...args, '--json']);
  expect(status).toBe(0);
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a watch is added by flags, changed by the same, shown and listed', async () => {
  const flags = ['--model', 'rtx 3070,3070ti', '--max-price', '200', '--notify', 'phone'];
  const name = 'offers of rtx 3070, 3070ti up to 200 €';
  await expect(rows(['add', ...flags])).resolves.toEqual([{ name, outcome: 'added' }]);
  await expect(rows(['add', ...flags])).resolves.toEqual([{ name, outcome: 'unchanged' }]);
  await expect(rows(['add', ...flags, '--suspicious'])).resolves.toEqual([{ name, outcome: 'changed' }]);
  const [shown] = await rows(['show', name]);
  expect(shown).toMatchObject({
    ...{ name, origin: 'cli', kind: 'offer', channels: ['phone'], paused: false, begins_as: 'summary', told_at: null },
    watch: { suspicious: 'include', select: { models: ['rtx 3070', '3070ti'], max_price: 200 } },
  });
  expect((await watch(['list'])).output).toContain(`${name}  cli  ${name}  over phone  begins with the next look`);
});

test('several come as YAML; of those with a fault none is added, and every fault has its line', async () => {
  const yaml = '- { name: a, when: deal, notify: [phone] }\n- { name: b, when: offer, notify: [fone, phnoe] }\n';
  const bad = await watch(['add', '--stdin'], {}, yaml);
  expect(bad).toEqual({
    status: 64,
    output: [
      'error: the watches cannot be added (INVALID_INPUT)',
      '  stdin:2:36: [1].notify[0]: there is no channel called "fone"',
      '  stdin:2:42: [1].notify[1]: there is no channel called "phnoe"; did you mean "phone"?',
      '',
    ].join('\n'),
  });
  const good = yaml.replace('fone, phnoe', 'phone');
  await expect(watch(['add', '--stdin'], {}, good)).resolves.toEqual({
    status: 0,
    output: '"a" is added\n"b" is added\n',
  });
  expect((await watch(['add', '--stdin', '--deal'], {}, good)).status).toBe(64);
});

test('each origin changes its own alone', async () => {
  await syncWatches(database.db, 'file', [aWatch({ name: 'of the file' })], new Date());
  await syncWatches(database.db, 'kube', [aWatch({ name: 'of kube' })], new Date());
  for (const [args, status, said] of [
    [
      ['pause', 'of the file'],
      64,
      '"of the file" is a watch of WATCHES_FILE: write "paused: true" there (INVALID_INPUT)',
    ],
    [['resume', 'of kube'], 64, '"of kube" is a PriceWatch object: write "paused: false" there (INVALID_INPUT)'],
    [['remove', 'of the file'], 64, '"of the file" is a watch of WATCHES_FILE: remove it there (INVALID_INPUT)'],
    [
      ['add', '--name', 'of the file', '--notify', 'phone'],
      64,
      '"of the file" is a watch of WATCHES_FILE: choose another name (INVALID_INPUT)',
    ],
    [['pause', 'of the fiel'], 1, 'there is no watch called "of the fiel"; did you mean "of the file"? (NOT_FOUND)'],
    [['show', 'nothing like it'], 1, 'there is no watch called "nothing like it" (NOT_FOUND)'],
    [['history', 'nothing like it'], 1, 'there is no watch called "nothing like it" (NOT_FOUND)'],
  ] as const)
    await expect(watch([...args])).resolves.toEqual({ status, output: `error: ${said}\n` });
  const left = await rows(['list']);
  expect(left.map(({ name, paused }) => [name, paused])).toContainEqual(['of the file', false]);
});

test("a watch of one's own is paused, goes on and goes", async () => {
  await watch(['add', '--name', 'mine', '--deal', '--notify', 'phone']);
  await expect(watch(['pause', 'mine'])).resolves.toEqual({ status: 0, output: '"mine" is paused\n' });
  expect((await rows(['show', 'mine']))[0]).toMatchObject({ paused: true, watch: { paused: true } });
  await expect(rows(['resume', 'mine'])).resolves.toEqual([{ name: 'mine', paused: false }]);
  await expect(rows(['remove', 'mine'])).resolves.toEqual([{ name: 'mine', removed: true }]);
  expect((await watch(['show', 'mine'])).status).toBe(1);
});

test('a sample goes over every channel of a watch, of the file or of the database; the status says whether to try again', async () => {
  const ofFile = await watch(['test', 'of the file'], { DATABASE_URL: '' });
  expect(ofFile).toEqual({ status: 0, output: 'phone (ntfy): sent\n' });
  expect(recorder.requests.map(({ path, headers }) => [path, headers.authorization])).toEqual([
    ['/', `Bearer ${SECRET}`],
  ]);
  expect(JSON.parse(recorder.requests[0]?.body ?? '')).toMatchObject({
    topic: 'gpus',
    title: expect.stringContaining('of the file'),
  });

  await watch(['add', '--name', 'both', '--notify', 'phone,mute']);
  await expect(watch(['test', 'both'])).resolves.toMatchObject({
    status: 75,
    output: expect.stringMatching(/^phone \(ntfy\): sent\nmute \(ntfy\): unreachable: .+\n$/),
  });
  const strict = await watch(['test', 'both', '--json'], { ALLOW_PRIVATE_TARGETS: 'false' });
  expect(strict.status).toBe(1);
  expect(strict.output).toContain('"channel":"phone","type":"ntfy","code":"forbidden-target"');

  await watch(['add', '--name', 'lost', '--notify', 'gone'], { WATCHES_FILE: '' });
  await expect(watch(['test', 'lost'])).resolves.toEqual({
    status: 1,
    output: 'gone: WATCHES_FILE has no such channel\n',
  });
  expect((await watch(['test', 'lost'], { WATCHES_FILE: '' })).status).toBe(64);
  expect((await watch(['test', 'unknown'])).status).toBe(1);
});

test('the history has what was told, newest first, and why something did not arrive', async () => {
  const { id } = await database.db('watches').where({ name: 'of the file' }).first<{ id: number }>('id');
  const at = new Date('2026-11-03T10:00:00Z');
  const row = { watch_id: id, channel: 'phone', created_at: at, wanted_at: at, due_at: at };
  const telling = { watch: 'of the file', at: at.toISOString(), facts: [{ kind: 'test' }], more: 0, digest: 'none' };
  await database.db('notifications').insert([
    { ...row, fact_key: '1', telling, state: 'sent', ended_at: at, attempts: 1 },
    { ...row, fact_key: '2', telling, attempts: 2, last_error: 'busy' },
    {
      ...row,
      fact_key: '3',
      telling: { of: 'another release' },
      state: 'set-aside',
      ended_at: at,
      last_error: 'UNREADABLE',
    },
  ]);
  const { output } = await watch(['history', 'of the file']);
  expect(output.trimEnd().split('\n')).toEqual([
    '2026-11-03 10:00 UTC  phone  set-aside (UNREADABLE)  of the file: unreadable',
    expect.stringMatching(
      /^2026-11-03 10:00 UTC {2}phone {2}pending \(busy\), next try 2026-11-03 10:00 UTC {2}of the file: /,
    ),
    expect.stringMatching(/^2026-11-03 10:00 UTC {2}phone {2}sent {2}of the file: /),
  ]);
  const [newest] = await rows(['history', '--limit', '1']);
  expect(newest).toMatchObject({
    watch: 'of the file',
    origin: 'file',
    state: 'set-aside',
    telling: null,
    subject: null,
  });
  const [listed] = (await rows(['list'])).filter(({ name }) => name === 'of the file');
  expect(listed).toMatchObject({ told_at: at.toISOString(), notifications: { sent: 1, pending: 1, 'set-aside': 1 } });
});

test('a file is checked: its counts, or every fault with line and column', async () => {
  await expect(watch(['check'])).resolves.toEqual({
    ...{ status: 0, output: `${env['WATCHES_FILE'] ?? ''}: 2 channels and 1 watches, no fault\n` },
  });
  const file = join(folder, 'bad.yaml');
  await writeFile(file, FILE(recorder.url).replace('RTX 3070', 'RTX 3700').replace('when: offer', 'when: ofer'));
  await expect(watch(['check', file])).resolves.toEqual({
    status: 64,
    output: [
      `${file}:5:32: watches[0].when: must be one of offer, deal; did you mean "offer"?`,
      `${file}:5:74: watches[0].select.models[0]: the catalogue has no card called "RTX 3700"; did you mean "RTX 3070"?`,
      '',
    ].join('\n'),
  });
  const { output } = await watch(['check', file, '--json']);
  expect(JSON.parse(output)).toMatchObject({
    file,
    ok: false,
    faults: [
      { line: 5, column: 32 },
      { line: 5, column: 74 },
    ],
  });
  await expect(watch(['check', join(folder, 'none')])).resolves.toEqual({
    status: 64,
    output: `error: ${join(folder, 'none')} is not there (INVALID_INPUT)\n`,
  });
  expect((await watch(['check'], { WATCHES_FILE: '' })).status).toBe(64);
});

test('nothing that was printed has the secret of a channel', () => {
  expect(printed).toContain('phone');
  expect(printed).not.toContain(SECRET);
});
