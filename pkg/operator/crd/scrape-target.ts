/** A market that the cluster is to read: what a ScrapeTarget says, and what the operator says of it. */
import { z } from 'zod';
import { conditionsSchema } from './conditions.js';
import { celRules } from './structural-schema.js';

/** Five fields of digits, names, steps, ranges and lists; what never runs is found by the operator. */
const CRON = /^(\S+ ){4}\S+$/;
const ZONE = /^[A-Za-z0-9_+/-]{1,64}$/;

export const scrapeTargetSpec = (markets: readonly [string, ...string[]]) =>
  z.strictObject({
    market: z
      .enum(markets)
      .describe('The market to read.')
      .meta(celRules({ rule: 'self == oldSelf', message: 'a ScrapeTarget keeps its market: make another one' })),
    searchTerms: z
      .array(z.string().min(1).max(100))
      .min(1)
      .max(50)
      .optional()
      .describe("Searches of a cycle; default: those of the chart's configuration.")
      .meta({
        'x-kubernetes-list-type': 'set',
        ...celRules({ rule: "self.all(term, !term.contains(','))", message: 'a search term has no comma' }),
      }),
    schedule: z.string().regex(CRON).max(200).describe('Cron schedule of five fields.'),
    timeZone: z
      .string()
      .regex(ZONE)
      .default('Etc/UTC')
      .describe('IANA name of the zone in which the schedule is meant.'),
    maxPages: z.number().int().min(1).max(999).default(25).describe('Pages per search and price range; 999 = all.'),
    requestsPerMinute: z
      .number()
      .int()
      .min(1)
      .max(100_000)
      .default(12)
      .describe('Upper bound of requests to the market.'),
    suspend: z.boolean().default(false).describe('No runs while this is true.'),
  });
export type ScrapeTargetSpec = z.output<ReturnType<typeof scrapeTargetSpec>>;

export const SCRAPE_TARGET_CONDITIONS = ['Ready', 'Fresh', 'Reachable', 'ParserHealthy'] as const;

export const scrapeTargetStatus = z.strictObject({
  observedGeneration: z.number().int().min(0).optional().describe('The generation of the spec that this status is of.'),
  conditions: conditionsSchema(SCRAPE_TARGET_CONDITIONS),
  cronJob: z.string().optional().describe('The CronJob that runs it.'),
  lastRun: z
    .strictObject({
      cycle: z.number().int().min(0).describe("The cycle's number in the ledger."),
      outcome: z.string().describe('published, partial, suspect, blocked, failed ...; running while it is.'),
      startedAt: z.iso.datetime(),
      finishedAt: z.iso.datetime().optional(),
      pages: z.number().int().min(0).describe('Pages read.'),
      ads: z.number().int().min(0).describe('Ads seen on them.'),
      listings: z.number().int().min(0).describe('Ads that are listings.'),
      fresh: z.number().int().min(0).describe('Listings never seen before.'),
      gone: z.number().int().min(0).describe('Listings that were given up.'),
    })
    .optional()
    .describe('The last cycle of this market in the ledger, with its books.'),
  listings: z.number().int().min(0).optional().describe('Listings that are up now.'),
  nextScheduleTime: z.string().optional().describe('When the next run begins, UTC; empty while suspended.'),
  handledScrapeNow: z
    .string()
    .optional()
    .describe('The value of the annotation gputracker.dev/scrape-now that was last acted on.'),
});
export type ScrapeTargetStatus = z.output<typeof scrapeTargetStatus>;
