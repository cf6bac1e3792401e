/** `gpu-tracker watch`: what the market is watched for: added, shown, paused, removed, tried out and looked back on. */
import { text as textOf } from 'node:stream/consumers';
import { Command, InvalidArgumentError } from 'commander';
import { loadCatalog } from '../../catalog/index.js';
import { readConfig, type Config } from '../../config/config.js';
import { InvalidConfigError, InvalidInputError } from '../../errors/app-error.js';
import { ExitStatus } from '../../errors/exit-status.js';
import { MARKET_SLUGS } from '../../market/markets.js';
import type { Channel } from '../../notify/channel.js';
import { WayOut } from '../../notify/way-out.js';
import { notificationHistory } from '../../postgres/watches/notification-history.js';
import { listWatches } from '../../postgres/watches/pg-watch-store.js';
import type { CompiledWatch } from '../../watch/compile-watch.js';
import { loadFragment } from '../../watch/file/load-fragment.js';
import type { WatchFile } from '../../watch/file/load-watches.js';
import { faultText } from '../../watch/file/watch-file-fault.js';
import { withDatabase } from '../database.js';
import { checkFile } from '../watches/check-file.js';
import { addWatches, noSuchWatch, remove, setPaused } from './watch/own-watches.js';
import { sampleJson, sampleLine, sampleStatus, sendSamples } from './watch/send-sample.js';
import { addWatchFlags, watchOf, type WatchFlags } from './watch/watch-flags.js';
import { toldJson, toldLine, watchJson, watchLine } from './watch/watch-words.js';

interface Json {
  readonly json?: boolean;
}

export function watchCommand(): Command {
  const watch = new Command('watch')
    .description('wait for offers, deals and prices, and be told by the notifier')
    .addHelpText(
      'after',
      '\nDATABASE_URL names the database, WATCHES_FILE the file with the channels. Only watches that were added here are changed here.',
    );
  addWatchFlags(watch.command('add'))
    .description('add a watch, or change the one of its name')
    .option('--stdin', 'read a watch, or a list of them, as YAML from the standard input')
    .option('--json', 'print JSON lines')
    .action(add);
  watch
    .command('list')
    .description('show all watches, of whatever origin')
    .option('--json', 'print JSON lines')
    .action(async ({ json }: Json) => {
      for (const each of await withDatabase('watch', (db) => listWatches(db)))
        print(json === true ? watchJson(each) : watchLine(each));
    });
  watch
    .command('show')
    .description('show a watch, with all its fields')
    .argument('<name>')
    .option('--json', 'print it as one line of JSON')
    .action(async (name: string, { json }: Json) => {
      const found = await withDatabase('watch', async (db) => {
        const watches = await listWatches(db, name);
        if (watches.length === 0) throw await noSuchWatch(db, name);
        return watches;
      });
      for (const each of found)
        print(json === true ? watchJson(each) : `${watchLine(each)}\n${JSON.stringify(each.spec, null, 2)}`);
    });
  for (const [verb, paused] of [
    ['pause', true],
    ['resume', false],
  ] as const)
    watch
      .command(verb)
      .description(
        paused ? 'do not look; what happens meanwhile is not told later' : 'look again, from what is there now on',
      )
      .argument('<name>')
      .option('--json', 'print JSON')
      .action(async (name: string, { json }: Json) => {
        await withDatabase('watch', (db) => setPaused(db, name, paused, new Date()));
        print(json === true ? { name, paused } : `"${name}" is ${paused ? 'paused' : 'watching again'}`);
      });
  watch
    .command('remove')
    .description('remove a watch, with all that it has still to tell')
    .argument('<name>')
    .option('--json', 'print JSON')
    .action(async (name: string, { json }: Json) => {
      await withDatabase('watch', (db) => remove(db, name));
      print(json === true ? { name, removed: true } : `"${name}" is removed`);
    });
  watch
    .command('test')
    .description('send a sample over each channel of a watch, and say what became of it')
    .argument('<name>', 'a watch of WATCHES_FILE or of the database')
    .option('--json', 'print JSON lines')
    .action(test);
  watch
    .command('history')
    .description('show what was told and what is still to be told, newest first')
    .argument('[name]', 'only of this watch')
    .option('--limit <n>', 'at most so many', count, 50)
    .option('--json', 'print JSON lines')
    .action(async (name: string | undefined, { limit, json }: Json & { limit: number }) => {
      const told = await withDatabase('watch', async (db) => {
        if (name !== undefined && (await listWatches(db, name)).length === 0) throw await noSuchWatch(db, name);
        return notificationHistory(db, { name, limit });
      });
      for (const each of told) print(json === true ? toldJson(each) : toldLine(each));
    });
  watch
    .command('check')
    .description('say all that is wrong with a file of watches, with line and column')
    .argument('[file]', 'default: WATCHES_FILE')
    .option('--json', 'print {"ok": ..., "faults": [...]}')
    .action(check);
  return watch;
}

async function add({ json, stdin, ...flags }: Json & WatchFlags & { stdin?: boolean }): Promise<void> {
  if (stdin === true && Object.keys(flags).length > 0)
    throw new InvalidInputError('either flags or --stdin say what to watch');
  const channels = (await channelsOf(readConfig(process.env)))?.channels.keys();
  const known = channels && [...channels];
  const watches = stdin === true ? fragment(await textOf(process.stdin), known) : [watchOf(flags, known)];
  const added = await withDatabase('watch', (db) => addWatches(db, watches, new Date()));
  for (const each of added) print(json === true ? each : `"${each.name}" is ${each.outcome}`);
  if (known === undefined)
    process.stderr.write('WATCHES_FILE is not set here: whether it has these channels was not looked up\n');
}

/** @throws InvalidInputError with every fault */
function fragment(text: string, channels: readonly string[] | undefined): readonly CompiledWatch[] {
  const read = loadFragment(text, { catalog: loadCatalog(), channels, markets: MARKET_SLUGS });
  if ('watches' in read) return read.watches;
  const faults = read.faults.map((fault) => faultText('stdin', fault));
  throw new InvalidInputError('the watches cannot be added', { faults });
}

async function test(name: string, { json }: Json): Promise<void> {
  const config = readConfig(process.env);
  const file = await channelsOf(config);
  if (file === undefined)
    throw new InvalidConfigError('bad configuration: WATCHES_FILE: is required: it has the channels');
  const ofFile = file.watches.find(({ spec }) => spec.name === name)?.spec.notify;
  const names = ofFile ?? (await channelsOfStored(name));
  const wayOut = new WayOut({
    torSocksUrl: config.TOR_SOCKS_URL,
    allowPrivateTargets: config.ALLOW_PRIVATE_TARGETS,
  });
  const outcomes = await sendSamples({ watch: name, names, channels: file.channels, wayOut, now: new Date() });
  for (const each of outcomes) print(json === true ? sampleJson(each) : sampleLine(each));
  process.exitCode = sampleStatus(outcomes);
}

async function channelsOfStored(name: string): Promise<readonly string[]> {
  return withDatabase('watch', async (db) => {
    const found = await listWatches(db, name);
    if (found.length === 0) throw await noSuchWatch(db, name);
    return [...new Set(found.flatMap(({ channels }) => channels))];
  });
}

async function check(given: string | undefined, { json }: Json): Promise<void> {
  const file = given ?? readConfig(process.env).WATCHES_FILE;
  if (file === undefined) throw new InvalidInputError('a file is needed, as an argument or by WATCHES_FILE');
  const checked = await checkFile(file, process.env);
  const faults = 'faults' in checked ? checked.faults : [];
  const counts = 'faults' in checked ? {} : { channels: checked.channels.size, watches: checked.watches.length };
  if (json === true) print({ file, ok: faults.length === 0, ...counts, faults });
  else if ('faults' in checked) for (const fault of faults) print(faultText(file, fault));
  else print(`${file}: ${checked.channels.size} channels and ${checked.watches.length} watches, no fault`);
  process.exitCode = faults.length === 0 ? ExitStatus.ok : ExitStatus.badConfiguration;
}

/** `undefined` without WATCHES_FILE. @throws InvalidInputError when it cannot be read or is wrong */
async function channelsOf({ WATCHES_FILE: file }: Config): Promise<WatchFile<Channel> | undefined> {
  if (file === undefined) return undefined;
  const checked = await checkFile(file, process.env);
  if (!('faults' in checked)) return checked;
  const faults = checked.faults.map((fault) => faultText(file, fault));
  throw new InvalidInputError('WATCHES_FILE has faults', { faults });
}

function print(line: string | object): void {
  process.stdout.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
}

function count(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('a number from 1 to 99999 is needed.');
  return Number(text);
}
