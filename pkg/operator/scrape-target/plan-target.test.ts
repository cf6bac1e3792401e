import { describe, expect, test } from '@jest/globals';
import type { CronJob } from '../../kube/objects.js';
import type { CycleFacts, MarketFacts } from './judge-market.js';
import { planTarget, type ScrapeTarget, type Surroundings } from './plan-target.js';

const now = new Date('2026-11-02T12:00:00.500Z');
const cycle: CycleFacts = {
  ...{ id: 41, status: 'published', startedAt: now, finishedAt: now, errorCode: null },
  ...{ pages: 12, ads: 400, listings: 300, fresh: 4, gone: 2 },
};
const market: MarketFacts = { last: cycle, ended: cycle, publishedAt: now, listings: 300 };
const cronJob: CronJob = {
  metadata: { name: 'gp-scraper', labels: { component: 'scraper' } },
  spec: {
    jobTemplate: {
      metadata: { labels: { team: 'market' } },
      spec: { backoffLimit: 2, template: { spec: { containers: [{ name: 'scraper', image: 'scraper:1' }] } } },
    },
  },
};
const around = (over: Partial<Surroundings> = {}): Surroundings => ({
  ...{ template: { cronJob }, release: 'gp', market, busy: false, next: new Date('2026-11-02T18:17:00Z'), now },
  ...over,
});
const target = (over: Partial<ScrapeTarget> = {}, spec: Partial<ScrapeTarget['spec']> = {}): ScrapeTarget => ({
  metadata: { name: 'bulgaria', namespace: 'prices', uid: 'u-1', generation: 3 },
  spec: {
    ...{ market: 'olx-bg', schedule: '17 */6 * * *', timeZone: 'Etc/UTC', maxPages: 25, requestsPerMinute: 12 },
    ...{ suspend: false, ...spec },
  },
  ...over,
});
const annotated = (value: string, status: ScrapeTarget['status'] = {}): ScrapeTarget =>
  target({ status, metadata: { ...target().metadata, annotations: { 'gputracker.dev/scrape-now': value } } });
const readyOf = (plan: ReturnType<typeof planTarget>): string | undefined =>
  plan.status?.conditions?.find(({ type }) => type === 'Ready')?.reason;

describe('a target', () => {
  const plan = planTarget(target(), around());

  test('gets its CronJob, and no Job that nobody asked for', () => {
    expect(plan.cronJob).toMatchObject({ metadata: { name: 'gp-bulgaria' }, spec: { schedule: '17 */6 * * *' } });
    expect(plan.job).toBeUndefined();
  });

  test('shows what runs, what the last run brought, what is up and when it is next read', () => {
    expect(plan.status).toMatchObject({
      ...{ observedGeneration: 3, cronJob: 'gp-bulgaria', listings: 300, nextScheduleTime: '2026-11-02T18:17:00Z' },
      lastRun: {
        cycle: 41,
        outcome: 'published',
        startedAt: '2026-11-02T12:00:00Z',
        pages: 12,
        ads: 400,
        fresh: 4,
        gone: 2,
      },
    });
    expect(plan.status?.conditions?.map(({ type, status }) => `${type} ${status}`)).toEqual([
      ...['Ready True', 'Fresh True', 'Reachable True', 'ParserHealthy True'],
    ]);
  });

  test('whose status says all that already is not written again', () => {
    const said = target({ status: plan.status ?? {} });
    expect(planTarget(said, around({ now: new Date(now.getTime() + 60_000) })).status).toBeUndefined();
    expect(planTarget(said, around({ market: { ...market, listings: 301 } })).status).toMatchObject({ listings: 301 });
  });

  test('that is suspended says so and names no next run', () => {
    const suspended = planTarget(target({}, { suspend: true }), around());
    expect(suspended.cronJob?.spec?.suspend).toBe(true);
    expect([readyOf(suspended), suspended.status?.nextScheduleTime]).toEqual(['Suspended', '']);
  });

  test('keeps what was said of its market while the database is away', () => {
    const away = planTarget(
      target({ status: plan.status ?? {}, metadata: { ...target().metadata, generation: 4 } }),
      around({ market: null }),
    );
    expect(away.status).toMatchObject({ listings: 300, lastRun: { cycle: 41 }, observedGeneration: 4 });
    expect(away.status?.conditions?.map(({ type, status }) => `${type} ${status}`)).toContain('Fresh True');
    expect(planTarget(target(), around({ market: null })).status?.conditions?.map(({ type }) => type)).toEqual([
      'Ready',
    ]);
  });
});

describe('what cannot run', () => {
  test.each<[string, Partial<Surroundings>, Partial<ScrapeTarget['spec']>]>([
    ['TemplateMissing', { template: { problem: 'the ConfigMap gp-templates is not there' } }, {}],
    ['InvalidTemplate', { template: { cronJob: { metadata: { name: 'x' } } } }, {}],
    ['InvalidSchedule', {}, { schedule: '0 0 30 2 *' }],
    ['InvalidSchedule', {}, { schedule: 'a b c d e' }],
  ])('%s is said, and nothing is made', (reason, over, spec) => {
    const plan = planTarget(target({}, spec), around(over));
    expect(readyOf(plan)).toBe(reason);
    expect([plan.cronJob, plan.job]).toEqual([undefined, undefined]);
  });

  test('is not run by hand either', () => {
    expect(
      planTarget(annotated('1'), around({ template: { problem: 'gone' } })).status?.handledScrapeNow,
    ).toBeUndefined();
  });
});

describe('a run that is asked for by hand', () => {
  test('is the CronJob’s own Job, marked as made by hand, and echoed', () => {
    const plan = planTarget(annotated('monday'), around());
    expect(plan.job).toMatchObject({
      ...{ apiVersion: 'batch/v1', kind: 'Job' },
      metadata: {
        name: expect.stringMatching(/^gp-bulgaria-now-[0-9a-f]{10}$/),
        ...{ namespace: 'prices', annotations: { 'cron-job.kubernetes.io/instantiate': 'manual' } },
        labels: { team: 'market', 'gputracker.dev/scrape-target': 'bulgaria' },
        ownerReferences: [{ kind: 'ScrapeTarget', name: 'bulgaria' }],
      },
      spec: { backoffLimit: 2, template: { spec: { containers: [{ image: 'scraper:1' }] } } },
    });
    expect(plan.status?.handledScrapeNow).toBe('monday');
  });

  test('has one name for one request, and another for the next', () => {
    const name = (value: string): unknown => planTarget(annotated(value), around()).job?.metadata?.name;
    expect(name('monday')).toBe(name('monday'));
    expect(name('monday')).not.toBe(name('tuesday'));
  });

  test('waits while a scraper is at work, and is not run twice', () => {
    const busy = planTarget(annotated('monday'), around({ busy: true }));
    expect([busy.job, busy.status?.handledScrapeNow]).toEqual([undefined, undefined]);
    expect(planTarget(annotated('monday', { handledScrapeNow: 'monday' }), around()).job).toBeUndefined();
    expect(planTarget(annotated('tuesday', { handledScrapeNow: 'monday' }), around()).job).toBeDefined();
  });
});
