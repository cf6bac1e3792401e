/** `gpu-tracker watch add` with flags: what they say, as a watch. */
import { Option, InvalidArgumentError, type Command } from 'commander';
import { loadCatalog } from '../../../catalog/index.js';
import { InvalidInputError } from '../../../errors/app-error.js';
import { ITEM_CONDITIONS } from '../../../listing/raw-ad.js';
import { CONDITION_FLAGS } from '../../../listing/verdict.js';
import { MARKET_SLUGS } from '../../../market/markets.js';
import type { CompiledWatch } from '../../../watch/compile-watch.js';
import { readWatch } from '../../../watch/file/read-watches.js';
import type { SchemaFault } from '../../../watch/file/schema-faults.js';
import { pathText } from '../../../watch/file/watch-file-fault.js';
import { BEGINNINGS, WatchSchema } from '../../../watch/watch-schema.js';
import { describeWatch } from './watch-words.js';

/** As commander names them. */
export interface WatchFlags {
  readonly name?: string;
  readonly model?: string[];
  readonly family?: string[];
  readonly vendor?: string[];
  readonly memory?: number[];
  readonly minPrice?: number;
  readonly maxPrice?: number;
  readonly place?: string[];
  readonly excludeWord?: string[];
  readonly condition?: string[];
  readonly excludeFlag?: string[];
  readonly requireFlag?: string[];
  readonly market?: string;
  readonly deal?: boolean;
  readonly priceBelow?: number;
  readonly priceAbove?: number;
  readonly change?: number;
  readonly direction?: string;
  readonly days?: number;
  readonly lowest?: boolean;
  readonly staleHours?: number;
  readonly notify?: string[];
  readonly digest?: string;
  readonly timeZone?: string;
  readonly againAfterPercent?: number;
  readonly initial?: string;
  readonly suspicious?: boolean;
  readonly paused?: boolean;
}

export function addWatchFlags(command: Command): Command {
  return command
    .option('--name <text>', 'default: what it waits for, in words')
    .option('--model <cards>', 'cards in any spelling, separated by commas', list)
    .option('--family <families>', 'all cards of a family, e.g. "GeForce 30"', list)
    .option('--vendor <vendors>', 'NVIDIA, AMD, Intel', list)
    .option('--memory <gb>', 'only with this memory', numbers)
    .option('--min-price <euros>', 'lowest price', number)
    .option('--max-price <euros>', 'highest price', number)
    .option('--place <parts>', 'parts of the place as ads write it', list)
    .option('--exclude-word <words>', 'not when the title has one of these', list)
    .option('--condition <list>', ITEM_CONDITIONS.join(', '), list)
    .option('--exclude-flag <list>', `not with one of ${CONDITION_FLAGS.join(', ')}`, list)
    .option('--require-flag <list>', 'only with all of these flags', list)
    .addOption(new Option('--market <slug>', 'only this market').choices(MARKET_SLUGS))
    .option('--deal', 'wait for deals; without a condition of its own a watch waits for offers')
    .option('--price-below <euros>', 'wait until the price of a card falls below this', number)
    .option('--price-above <euros>', 'wait until it rises above this', number)
    .option('--change <percent>', 'wait until it has moved so far within --days', number)
    .addOption(new Option('--direction <way>', 'of that').choices(['down', 'up', 'either']))
    .option('--lowest', 'wait until the price is the lowest of --days')
    .option('--days <n>', 'of --change and --lowest', number)
    .option('--stale-hours <n>', 'wait until a market is not read for so long', number)
    .option('--notify <channels>', 'names of channels of WATCHES_FILE', list)
    .option('--digest <HH:MM>', 'all of a day in one message')
    .option('--time-zone <name>', 'of --digest, e.g. Europe/Sofia')
    .option('--again-after-percent <n>', 'an offer is told again when it is so much cheaper', number)
    .addOption(new Option('--initial <how>', 'what matches at the beginning').choices(BEGINNINGS))
    .option('--suspicious', 'tell offers too cheap to be true as well')
    .option('--paused', 'do not look yet');
}

/** @throws InvalidInputError with every fault, by flag */
export function watchOf(flags: WatchFlags, channels: readonly string[] | undefined): CompiledWatch {
  const conditions = conditionsOf(flags);
  if (conditions.length > 1) {
    const names = conditions.map(({ flag }) => flag).join(' and ');
    throw new InvalidInputError(`a watch waits for one thing: ${names} are two`);
  }
  const { flag, when } = conditions[0] ?? { flag: '', when: 'offer' };
  const { name, notify, initial, paused, againAfterPercent, digest, timeZone } = flags;
  const given = defined({
    select: selectOf(flags),
    ...{ when, notify, initial, paused, again_after_percent: againAfterPercent },
    digest: digest === undefined && timeZone === undefined ? undefined : defined({ at: digest, time_zone: timeZone }),
    suspicious: flags.suspicious === true ? 'include' : undefined,
  });
  const named = { name: name ?? nameOf(given), ...given };
  const faults: SchemaFault[] = [];
  const [watch] = readWatch(named, { catalog: loadCatalog(), channels, markets: MARKET_SLUGS }, faults, []);
  if (watch !== undefined) return watch;
  const words = faults.map(({ path, message }) => `${flagOf(pathText(path), flag)}: ${message}`);
  throw new InvalidInputError('the watch cannot be added', { faults: words });
}

function conditionsOf(flags: WatchFlags): { flag: string; when: unknown }[] {
  const { deal, priceBelow, priceAbove, change, direction, days, lowest, staleHours } = flags;
  return [
    ...(deal === true ? [{ flag: '--deal', when: 'deal' }] : []),
    ...(priceBelow === undefined ? [] : [{ flag: '--price-below', when: { price: { below: priceBelow } } }]),
    ...(priceAbove === undefined ? [] : [{ flag: '--price-above', when: { price: { above: priceAbove } } }]),
    ...(change === undefined
      ? []
      : [{ flag: '--change', when: { change: defined({ percent: change, days, direction }) } }]),
    ...(lowest === true ? [{ flag: '--lowest', when: { lowest: defined({ days }) } }] : []),
    ...(staleHours === undefined ? [] : [{ flag: '--stale-hours', when: { scraper: { stale_hours: staleHours } } }]),
  ];
}

function selectOf(flags: WatchFlags): object {
  const { model, family, vendor, memory, minPrice, maxPrice, place, condition, market } = flags;
  return defined({
    ...{ models: model, families: family, vendor, memory_gb: memory, min_price: minPrice, max_price: maxPrice },
    ...{ place, exclude_words: flags.excludeWord, condition, exclude_flags: flags.excludeFlag },
    ...{ require_flags: flags.requireFlag, market },
  });
}

/** A watch that nobody named is called by what it waits for; one that is wrong has no words for it, and needs none. */
function nameOf(given: object): string {
  const read = WatchSchema.safeParse({ name: 'x', ...given });
  return read.success ? describeWatch(read.data).slice(0, 100).trim() : 'watch';
}

const FLAGS: readonly (readonly [RegExp, string])[] = [
  [/^name/, '--name'],
  [/^notify/, '--notify'],
  [/^select\.models/, '--model'],
  [/^select\.families/, '--family'],
  [/^select\.memory_gb/, '--memory'],
  [/^select\.exclude_words/, '--exclude-word'],
  [/^select\.(exclude|require)_flags/, '--$1-flag'],
  [/^select\.(min|max)_price/, '--$1-price'],
  [/^select\.(\w+)/, '--$1'],
  [/^digest\.time_zone/, '--time-zone'],
  [/^digest/, '--digest'],
  [/^when\.\w+\.days/, '--days'],
  [/^again_after_percent/, '--again-after-percent'],
];

function flagOf(path: string, condition: string): string {
  const [pattern, flag] = FLAGS.find(([each]) => each.test(path)) ?? [
    /.*/,
    path.startsWith('when') ? condition : `--${path}`,
  ];
  return (pattern.exec(path)?.[0] ?? '').replace(pattern, flag);
}

function defined(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function list(text: string, before: string[] = []): string[] {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (words.length === 0) throw new InvalidArgumentError('something is needed.');
  return [...before, ...words];
}

function number(text: string): number {
  const value = Number(text.trim().replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('a number is needed.');
  return value;
}

const numbers = (text: string, before: number[] = []): number[] => [...before, ...text.split(',').map(number)];
