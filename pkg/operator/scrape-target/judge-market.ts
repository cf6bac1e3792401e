/** What the ledger says of a market, as the conditions of its ScrapeTarget. */
import { longestGapSeconds } from '../../clock/cron-gap.js';
import type { CycleStatus } from '../../listing/cycle.js';
import type { Condition } from '../crd/conditions.js';
import type { SCRAPE_TARGET_CONDITIONS, ScrapeTargetSpec } from '../crd/scrape-target.js';

/** A cycle of the ledger. */
export interface CycleFacts {
  readonly id: number;
  readonly status: CycleStatus;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** A stable code, where it failed. */
  readonly errorCode: string | null;
  readonly pages: number;
  readonly ads: number;
  readonly listings: number;
  readonly fresh: number;
  readonly gone: number;
}

export interface MarketFacts {
  /** The last one that began, running or not. */
  readonly last: CycleFacts | null;
  /** The last one that ended. */
  readonly ended: CycleFacts | null;
  readonly publishedAt: Date | null;
  readonly listings: number;
}

type Judged = Omit<Condition<(typeof SCRAPE_TARGET_CONDITIONS)[number]>, 'lastTransitionTime' | 'observedGeneration'>;

/** Data is stale after so many of the schedule's longest gaps, as everywhere in the program. */
const STALE_GAPS = 3;

/** Ways to end at which the site, or the way to it, was not to be had. */
const UNREACHED = new Set<CycleStatus>(['blocked', 'failed']);

/** `Fresh`, `Reachable` and `ParserHealthy`; a market that nobody has read is `Unknown`. */
export function judgeMarket(spec: Pick<ScrapeTargetSpec, 'schedule'>, facts: MarketFacts, now: Date): Judged[] {
  return [fresh(spec.schedule, facts, now), reachable(facts), parserHealthy(facts)];
}

function fresh(schedule: string, { publishedAt }: MarketFacts, now: Date): Judged {
  const type = 'Fresh';
  if (publishedAt === null)
    return {
      type,
      status: 'Unknown',
      reason: 'NothingPublished',
      message: 'No cycle of this market was published yet.',
    };
  const limitMs = STALE_GAPS * longestGapSeconds(schedule) * 1000;
  const isFresh = now.getTime() - publishedAt.getTime() <= limitMs;
  const at = `The last cycle was published at ${publishedAt.toISOString().slice(0, 16)}Z`;
  return isFresh
    ? { type, status: 'True', reason: 'Published', message: `${at}.` }
    : {
        type,
        status: 'False',
        reason: 'Stale',
        message: `${at}: more than ${STALE_GAPS} times the longest gap of the schedule ago.`,
      };
}

function reachable({ ended }: MarketFacts): Judged {
  const type = 'Reachable';
  if (ended === null)
    return { type, status: 'Unknown', reason: 'NeverRead', message: 'No cycle of this market has ended yet.' };
  if (!UNREACHED.has(ended.status))
    return { type, status: 'True', reason: 'Answered', message: `Cycle ${ended.id} read ${ended.pages} pages.` };
  const code = ended.errorCode === null ? '' : ` (${ended.errorCode})`;
  return ended.status === 'blocked'
    ? { type, status: 'False', reason: 'Blocked', message: `The site refused cycle ${ended.id}${code}.` }
    : { type, status: 'False', reason: 'Failed', message: `Cycle ${ended.id} failed${code}.` };
}

function parserHealthy({ ended }: MarketFacts): Judged {
  const type = 'ParserHealthy';
  if (ended === null)
    return { type, status: 'Unknown', reason: 'NeverRead', message: 'No cycle of this market has ended yet.' };
  if (ended.status === 'suspect')
    return {
      ...{ type, status: 'False', reason: 'Suspect' },
      message: `Cycle ${ended.id} read less than there must be and was not published: the site may have changed its pages.`,
    };
  if (UNREACHED.has(ended.status))
    return { type, status: 'Unknown', reason: 'NotRead', message: `Cycle ${ended.id} did not get as far as that.` };
  return { type, status: 'True', reason: 'Understood', message: `Cycle ${ended.id} understood the pages.` };
}
