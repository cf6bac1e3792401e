/** What is to be done for one ScrapeTarget, from what is there: pure, so that every case is a row of a table. */
import { isDeepStrictEqual } from 'node:util';
import { longestGapSeconds } from '../../clock/cron-gap.js';
import type { CronJob, KubeObject } from '../../kube/objects.js';
import { mergeConditions, type Condition } from '../crd/conditions.js';
import type { SCRAPE_TARGET_CONDITIONS, ScrapeTargetSpec, ScrapeTargetStatus } from '../crd/scrape-target.js';
import { cronJobOf } from './cron-job.js';
import { judgeMarket, type CycleFacts, type MarketFacts } from './judge-market.js';
import { runNowJob, SCRAPE_NOW } from './run-now-job.js';

export interface ScrapeTarget extends KubeObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly generation: number;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: ScrapeTargetSpec;
  readonly status?: Partial<ScrapeTargetStatus>;
}

/** What is known besides the target itself. */
export interface Surroundings {
  /** The CronJob that the chart renders; a sentence where it cannot be read. */
  readonly template: { readonly cronJob: CronJob } | { readonly problem: string };
  /** Prefix of names. */
  readonly release: string;
  /** `null` while the database is away: what was said of the market stays. */
  readonly market: MarketFacts | null;
  /** Whether a scraper holds the market now. */
  readonly busy: boolean;
  /** When the CronJob runs next, by its schedule and zone. */
  readonly next: Date | null;
  readonly now: Date;
}

export interface TargetPlan {
  readonly cronJob?: CronJob;
  /** A run by hand, where one was asked for and the market is free. */
  readonly job?: KubeObject;
  /** Only where it differs from what is there. */
  readonly status?: Partial<ScrapeTargetStatus>;
}

type Type = (typeof SCRAPE_TARGET_CONDITIONS)[number];
type Said = Omit<Condition<Type>, 'lastTransitionTime' | 'observedGeneration'>;

export function planTarget(target: ScrapeTarget, around: Surroundings): TargetPlan {
  const { spec, metadata } = target;
  const made = cronJobFor(target, around);
  const cronJob = 'cronJob' in made ? made.cronJob : undefined;
  const asked = metadata.annotations?.[SCRAPE_NOW];
  const handled = target.status?.handledScrapeNow;
  // Asked for once is run once, however often it is seen; while a scraper is at work it waits.
  const runs = cronJob !== undefined && asked !== undefined && asked !== handled && !around.busy;
  const ready: Said = 'cronJob' in made ? readyOf(spec) : { type: 'Ready', status: 'False', ...made };
  const before = (target.status?.conditions ?? []) as Condition[];
  const isJudged = around.market !== null && isSchedule(spec.schedule);
  const market = isJudged ? judgeMarket(spec, around.market, around.now) : keptOf(before);
  const status: Partial<ScrapeTargetStatus> = {
    ...target.status,
    observedGeneration: metadata.generation,
    conditions: mergeConditions(before, [ready, ...market], metadata.generation, around.now),
    ...(cronJob?.metadata?.name !== undefined && { cronJob: cronJob.metadata.name }),
    ...(around.market !== null && { listings: around.market.listings, ...lastRunOf(around.market.last) }),
    nextScheduleTime: spec.suspend || around.next === null ? '' : seconds(around.next),
    ...(runs && { handledScrapeNow: asked }),
  };
  return {
    ...(cronJob !== undefined && { cronJob }),
    ...(runs && { job: runNowJob(cronJob, metadata, asked) }),
    ...(!isDeepStrictEqual(status, { ...target.status }) && { status }),
  };
}

interface Problem {
  readonly reason: string;
  readonly message: string;
}

function cronJobFor(
  { metadata, spec }: ScrapeTarget,
  { template, release }: Surroundings,
): { readonly cronJob: CronJob } | Problem {
  if ('problem' in template) return { reason: 'TemplateMissing', message: template.problem };
  if (!isSchedule(spec.schedule))
    return { reason: 'InvalidSchedule', message: `"${spec.schedule}" is no cron schedule that ever runs.` };
  try {
    return { cronJob: cronJobOf({ ...metadata, spec }, template.cronJob, release) };
  } catch (err) {
    return { reason: 'InvalidTemplate', message: (err as Error).message };
  }
}

function isSchedule(schedule: string): boolean {
  try {
    return longestGapSeconds(schedule) > 0;
  } catch {
    return false;
  }
}

const readyOf = ({ suspend, schedule, timeZone }: ScrapeTargetSpec): Said =>
  suspend
    ? { type: 'Ready', status: 'False', reason: 'Suspended', message: 'No runs while spec.suspend is true.' }
    : { type: 'Ready', status: 'True', reason: 'Scheduled', message: `Runs at "${schedule}" in ${timeZone}.` };

/** The database is away: what it said last stays, word for word. */
const keptOf = (before: readonly Condition[]): Said[] =>
  before
    .filter(({ type }) => type !== 'Ready')
    .map(({ type, status, reason, message }) => ({ type: type as Type, status, reason, message }));

const seconds = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

function lastRunOf(last: CycleFacts | null): Pick<ScrapeTargetStatus, 'lastRun'> | undefined {
  if (last === null) return undefined;
  const { id, status, startedAt, finishedAt, pages, ads, listings, fresh, gone } = last;
  return {
    lastRun: {
      ...{ cycle: id, outcome: status, startedAt: seconds(startedAt), pages, ads, listings, fresh, gone },
      ...(finishedAt !== null && { finishedAt: seconds(finishedAt) }),
    },
  };
}
