import { describe, expect, test } from '@jest/globals';
import type { CronJob } from '../../kube/objects.js';
import { cronJobName, cronJobOf, targetEnv, type TargetObject } from './cron-job.js';

const template: CronJob = {
  metadata: { name: 'gp-scraper', labels: { 'app.kubernetes.io/component': 'scraper' }, annotations: { note: 'kept' } },
  spec: {
    schedule: '0 0 1 1 *',
    concurrencyPolicy: 'Forbid',
    suspend: true,
    jobTemplate: {
      metadata: { labels: { team: 'market' } },
      spec: {
        backoffLimit: 2,
        template: {
          metadata: { labels: { 'app.kubernetes.io/component': 'scraper' } },
          spec: {
            restartPolicy: 'Never',
            initContainers: [{ name: 'tor', env: [{ name: 'MARKETS', value: 'untouched' }] }],
            containers: [
              {
                name: 'scraper',
                image: 'scraper:1',
                env: [
                  { name: 'MARKETS', value: 'olx-ro' },
                  { name: 'SEARCH_TERMS', value: 'rtx' },
                  { name: 'LOG_LEVEL', value: 'info' },
                ],
              },
            ],
          },
        },
      },
    },
  },
};
const target = (over: Partial<TargetObject['spec']> = {}): TargetObject => ({
  ...{ name: 'bulgaria', namespace: 'prices', uid: 'u-1' },
  spec: {
    ...{ market: 'olx-bg', schedule: '17 */6 * * *', timeZone: 'Europe/Sofia', maxPages: 3, requestsPerMinute: 6 },
    ...{ suspend: false, ...over },
  },
});
const envOf = (cronJob: CronJob): Record<string, string | undefined> =>
  Object.fromEntries(
    cronJob.spec?.jobTemplate?.spec?.template?.spec?.containers?.[0]?.env?.map(({ name, value }) => [name, value]) ??
      [],
  );

describe('the CronJob of a target', () => {
  const cronJob = cronJobOf(target(), template, 'gp');

  test('runs when the target says, in its zone, and not where it is suspended', () => {
    expect(cronJob.spec).toMatchObject({ schedule: '17 */6 * * *', timeZone: 'Europe/Sofia', suspend: false });
    expect(cronJobOf(target({ suspend: true }), template, 'gp').spec?.suspend).toBe(true);
  });

  test('is the chart’s own in everything else', () => {
    expect(cronJob).toMatchObject({
      ...{ apiVersion: 'batch/v1', kind: 'CronJob' },
      metadata: { labels: { 'app.kubernetes.io/component': 'scraper' }, annotations: { note: 'kept' } },
      spec: {
        concurrencyPolicy: 'Forbid',
        jobTemplate: {
          metadata: { labels: { team: 'market' } },
          spec: {
            backoffLimit: 2,
            template: { spec: { restartPolicy: 'Never', containers: [{ image: 'scraper:1' }] } },
          },
        },
      },
    });
    expect(cronJob.spec?.jobTemplate?.spec?.template?.spec?.initContainers).toEqual([
      { name: 'tor', env: [{ name: 'MARKETS', value: 'untouched' }] },
    ]);
  });

  test('goes with its target, and says at each level whose it is', () => {
    expect(cronJob.metadata).toMatchObject({
      ...{ name: 'gp-bulgaria', namespace: 'prices' },
      ownerReferences: [
        {
          ...{ apiVersion: 'gputracker.dev/v1alpha1', kind: 'ScrapeTarget', name: 'bulgaria', uid: 'u-1' },
          ...{ controller: true, blockOwnerDeletion: true },
        },
      ],
    });
    const job = cronJob.spec?.jobTemplate;
    for (const labels of [cronJob.metadata?.labels, job?.metadata?.labels, job?.spec?.template?.metadata?.labels])
      expect(labels).toMatchObject({ 'gputracker.dev/scrape-target': 'bulgaria' });
  });

  test('reads what the target says, each variable once', () => {
    const env = cronJob.spec?.jobTemplate?.spec?.template?.spec?.containers?.[0]?.env?.map(({ name }) => name) ?? [];
    expect(new Set(env).size).toBe(env.length);
    expect(envOf(cronJob)).toEqual({
      ...{ LOG_LEVEL: 'info', MARKETS: 'olx-bg', SCRAPE_SCHEDULE: '17 */6 * * *', SEARCH_TERMS: 'rtx' },
      ...{ SCRAPER_MAX_PAGES: '3', REQUESTS_PER_MINUTE: '6' },
    });
    expect(targetEnv(target({ searchTerms: ['rtx 3070', 'gtx'] }).spec)['SEARCH_TERMS']).toBe('rtx 3070,gtx');
  });

  test('leaves the template as it was', () => {
    expect(template.spec?.schedule).toBe('0 0 1 1 *');
    expect(template.metadata?.name).toBe('gp-scraper');
  });

  test.each<[string, CronJob]>([
    ['no CronJob with a pod', { metadata: { name: 'x' } }],
    [
      'no container "scraper"',
      { spec: { schedule: '', jobTemplate: { spec: { template: { spec: { containers: [{ name: 'x' }] } } } } } },
    ],
  ])('is not made from a template with %s', (words, wrong) => {
    expect(() => cronJobOf(target(), wrong, 'gp')).toThrow(words);
  });
});

test('a long name is cut to 52 characters and still tells targets apart', () => {
  const long = 'm'.repeat(60);
  expect(cronJobName('gp', 'a'.repeat(49))).toBe(`gp-${'a'.repeat(49)}`);
  const [a, b] = [cronJobName('gp', `${long}a`), cronJobName('gp', `${long}b`)];
  expect(a).toHaveLength(52);
  expect(a).not.toBe(b);
  expect(cronJobName('gp', `${'a'.repeat(38)}-.${'b'.repeat(40)}`)).toMatch(/^gp-a+-[0-9a-f]{8}$/);
});
