/** `gpu-tracker demo-market`: serves the simulated marketplace, or prints what the truth in it is. */
import { once } from 'node:events';
import { Command, InvalidArgumentError, Option } from 'commander';
import { startDemoMarket, type DemoMarketOptions } from '../../market/demo/demo-server.js';
import { readFaultPlan } from '../../market/demo/faults.js';
import { marketReport, type MarketReport } from '../../market/demo/report.js';
import { listenForStop } from '../cli/stop-signal.js';

interface Flags {
  seed: number;
  ads: number;
  host: string;
  port: number;
  day: number;
  daySeconds?: number;
  start?: Date;
  faults: string;
  generation: NonNullable<DemoMarketOptions['generation']>;
  pageBytes: number;
  crawlDelay?: number;
  drift: 'constant' | 'falling';
  mixShift?: boolean;
  priceEffect: number;
  tor?: boolean;
  report?: boolean;
  days: number;
  ids?: string[];
  json?: boolean;
}

export function demoMarketCommand(): Command {
  return new Command('demo-market')
    .description('serve a simulated marketplace, or print the truth of it')
    .option('--seed <n>', 'what everything in it follows from', whole, 1)
    .option('--ads <n>', 'about how many ads are live on any day', whole, 1800)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <n>', 'port to listen on; 0 = a free one', whole, 8090)
    .option('--day <n>', 'simulated day to begin with', whole, 0)
    .option('--start <instant>', 'instant of day 0, for the same pages after a restart (default: now)', instant)
    .option('--day-seconds <n>', 'real seconds per simulated day (default: time stands still)', positive)
    .option('--faults <plan>', 'for example 429:0.02,500:0.05,frozen@3', '')
    .addOption(
      new Option('--generation <name>', 'markup of the pages')
        .choices(['2025', '2026', 'no-state', 'mixed'])
        .default('mixed'),
    )
    .option('--page-bytes <n>', 'about how heavy a full page is made; 0 = as light as it comes', whole, 0)
    .option('--crawl-delay <seconds>', 'Crawl-delay in robots.txt (default: none)', positive)
    .addOption(new Option('--drift <kind>', 'how prices move').choices(['constant', 'falling']).default('constant'))
    .option('--mix-shift', 'dear cards become more common from day 0 on')
    .option(
      '--price-effect <power>',
      'how much sooner a cheaper card goes: 5 = at 10 % below 1.7 times as fast',
      notNegative,
      0,
    )
    .option('--tor', 'let /api/ip say that the caller comes through TOR')
    .option('--report', 'print what is true on the last day, and exit')
    .option('--days <n>', 'with --report: how many days pass before', whole, 0)
    .option('--ids <ids...>', 'with --report: also say what these ads are on that day')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nThe faults and what the report tells: docs/demo-market.md')
    .action(async (flags: Flags) => {
      // The report needs no port of its own: it must work beside a running market.
      const market = await startDemoMarket({ ...optionsOf(flags), ...(flags.report === true && { port: 0 }) });
      try {
        if (flags.report === true) {
          const report = marketReport(market.truth(), flags.day, flags.day + flags.days, flags.ids);
          say(flags.json === true ? JSON.stringify(report) : reportText(report));
          return;
        }
        const { url } = market;
        say(
          flags.json === true
            ? JSON.stringify({ url, seed: flags.seed })
            : `the demo market is at ${url} (Ctrl-C ends it)`,
        );
        const stop = listenForStop();
        await once(stop.signal, 'abort');
        stop.dispose();
      } finally {
        await market.close();
      }
    });
}

function optionsOf(flags: Flags): DemoMarketOptions {
  const { seed, ads, host, port, day, generation, pageBytes, drift, start, priceEffect } = flags;
  return {
    ...{ seed, ads, host, port, day, generation, pageBytes, drift, priceEffect },
    dayMs: flags.daySeconds === undefined ? null : flags.daySeconds * 1000,
    crawlDelay: flags.crawlDelay ?? null,
    mixShift: flags.mixShift === true,
    isTor: flags.tor === true,
    faults: readFaultPlan(flags.faults),
    ...(start !== undefined && { now: () => start }),
  };
}

/** One screen for people; the JSON form has everything. */
function reportText(report: MarketReport): string {
  const { day, ads, byKind, toldInDescription, variants, deals, decoys, asked, since } = report;
  const euro = (cents: number | null): string => `${((cents ?? 0) / 100).toFixed(2).padStart(9)} €`;
  const name = (model: string | null, memoryGb: number | null): string =>
    `${model ?? ''} ${memoryGb === null ? '(memory not said)' : `${memoryGb}GB`}`.padEnd(32);
  return [
    `day ${day}: ${ads} ads`,
    ...Object.entries(byKind).map(([kind, n]) => {
      const told = toldInDescription[kind as keyof typeof byKind] ?? 0;
      return `  ${kind.padEnd(20)}${String(n).padStart(6)}${told === 0 ? '' : `  (${told} told in the description only)`}`;
    }),
    '',
    `since day ${since.day}: ${since.appeared} appeared (${since.relisted} of them relisted), ${since.vanished} vanished, ` +
      `${since.priceDrops} price drops, ${since.displaySwitches} switches of display`,
    '',
    'cards for sale, by variant: number and median price',
    ...variants.map(
      ({ model, memoryGb, n, medianCents }) => `  ${name(model, memoryGb)}${String(n).padStart(5)}${euro(medianCents)}`,
    ),
    '',
    `planted deals: ${deals.length}`,
    ...deals.map(
      ({ externalId, model, memoryGb, priceCents }) => `  ${externalId}  ${name(model, memoryGb)}${euro(priceCents)}`,
    ),
    '',
    `would be deals but for their descriptions: ${decoys.length}`,
    ...decoys.map(
      ({ externalId, kind, title, priceCents }) =>
        `  ${externalId}  ${kind.padEnd(14)}${euro(priceCents)}  ${title.slice(0, 60)}`,
    ),
    ...(asked.length === 0 ? [] : ['', 'asked about:']),
    ...asked.map(
      ({ externalId, kind, deal, priceCents, title }) =>
        `  ${externalId}  ${(deal ? 'planted deal' : kind).padEnd(14)}${euro(priceCents)}  ${title.slice(0, 60)}`,
    ),
  ].join('\n');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function whole(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('It must be a whole number, 0 or more.');
  return value;
}

function notNegative(text: string): number {
  return text === '0' ? 0 : positive(text);
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

function instant(text: string): Date {
  const value = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(value.getTime()))
    throw new InvalidArgumentError('It must be an instant such as 2026-11-23T12:00:00Z.');
  return value;
}
