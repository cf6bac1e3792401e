/** The commands of `gpu-tracker`: name and summary for --help; the module behind one is loaded only when it is used. */
import type { Command } from 'commander';

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'up',
    summary: 'run the whole system on this machine (npm start)',
    load: async () => (await import('../commands/up.js')).upCommand(),
  },
  {
    name: 'migrate',
    summary: 'bring the database schema up to date, or wait until it is',
    load: async () => (await import('../commands/migrate.js')).migrateCommand(),
  },
  {
    name: 'scrape',
    summary: 'read a market once and publish what is there',
    load: async () => (await import('../commands/scrape.js')).scrapeCommand(),
  },
  {
    name: 'classify',
    summary: 'read ads as JSON lines on stdin, write verdicts as JSON lines',
    load: async () => (await import('../commands/classify.js')).classifyCommand(),
  },
  {
    name: 'explain',
    summary: 'show the verdict on one ad and the words that decided it',
    load: async () => (await import('../commands/explain.js')).explainCommand(),
  },
  {
    name: 'appraise',
    summary: 'say what an ad, a card or an asked price is worth',
    load: async () => (await import('../commands/appraise.js')).appraiseCommand(),
  },
  {
    name: 'parse',
    summary: 'show the ads and the paging of a saved page',
    load: async () => (await import('../commands/parse.js')).parseCommand(),
  },
  {
    name: 'demo-market',
    summary: 'serve a simulated marketplace, or print the truth of it',
    load: async () => (await import('../commands/demo-market.js')).demoMarketCommand(),
  },
  {
    name: 'replay',
    summary: 'judge stored ads again with the rules of today, without one request',
    load: async () => (await import('../commands/replay.js')).replayCommand(),
  },
  {
    name: 'watch',
    summary: 'wait for offers, deals and prices, and be told by the notifier',
    load: async () => (await import('../commands/watch.js')).watchCommand(),
  },
  {
    name: 'label',
    summary: 'say what an ad is, in place of the rules: add, list, remove',
    load: async () => (await import('../commands/label.js')).labelCommand(),
  },
  {
    name: 'import-sqlite',
    summary: 'take the listings of an old gpu.db over as history',
    load: async () => (await import('../commands/import-sqlite.js')).importSqliteCommand(),
  },
  {
    name: 'export',
    summary: 'write all active listings as CSV, JSON or JSON lines',
    load: async () => (await import('../commands/export.js')).exportCommand(),
  },
  {
    name: 'doctor',
    summary: 'check database, schema, roles, clock, TOR and the last cycle',
    load: async () => (await import('../commands/doctor.js')).doctorCommand(),
  },
  {
    name: 'run-now',
    summary: 'start a scraper run on Kubernetes',
    load: async () => (await import('../commands/run-now.js')).runNowCommand(),
  },
];
