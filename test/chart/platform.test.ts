/** What a platform adds or takes over: users of pods, priority, volumes, the annotations by which a cloud knows an account. */
import { expect, test } from '@jest/globals';
import { podSecurityFaults } from './checks/pod-security.js';
import { containersOf, type Json, podsOf } from './manifest.js';
import { render } from './render.js';

test('where the platform chooses the users the pods name none, and all else that keeps them in stays', async () => {
  const manifests = await render('openshift-values.yaml');
  expect(podsOf(manifests).length).toBeGreaterThan(7);
  expect(JSON.stringify(manifests)).not.toMatch(/"(runAsUser|runAsGroup|fsGroup|fsGroupChangePolicy)"/);
  expect(podSecurityFaults(manifests).filter((fault) => !fault.endsWith('has no user other than root'))).toEqual([]);
});

test('the users of the chart are those of its images, TOR apart from who speaks through it', async () => {
  const users = podsOf(await render('default-values.yaml')).flatMap((pod) =>
    containersOf(pod).map(({ image, name, securityContext }) => {
      const user = securityContext.runAsUser ?? pod.spec.securityContext.runAsUser;
      return `${/postgres/.test(image as string) ? 'postgres' : name === 'tor' ? 'tor' : 'program'} ${user}`;
    }),
  );
  expect([...new Set(users)].sort()).toEqual(['postgres 999', 'program 10001', 'tor 10002']);
});

test('every pod has a priority class when one is named, and a part its own', async () => {
  const classes = podsOf(await render('all-on-values.yaml')).map(({ owner, spec }) => [owner, spec.priorityClassName]);
  expect(classes.filter(([, name]) => name !== 'normal')).toEqual([['Deployment/gp-gpus-api', 'high']]);
  for (const { spec } of podsOf(await render('default-values.yaml')))
    expect(spec).not.toHaveProperty('priorityClassName');
});

test.each([
  ['api', 'Deployment/gp-gpu-tracker-api'],
  ['notifier', 'Deployment/gp-gpu-tracker-notifier'],
  ['scraper', 'CronJob/gp-gpu-tracker-scraper'],
])('further volumes of %s are in its pod and its container, beside its own', async (part, owner) => {
  const volume = { name: 'more', configMap: { name: 'more' } };
  const mount = { name: 'more', mountPath: '/more' };
  const flags = ['--set-json', `${part}.extraVolumes=[${JSON.stringify(volume)}]`];
  const mounts = ['--set-json', `${part}.extraVolumeMounts=[${JSON.stringify(mount)}]`];
  const pods = podsOf(await render('notifier-values.yaml', 'helm4', ...flags, ...mounts));
  const having = pods.filter(({ spec }) => ((spec.volumes ?? []) as Json[]).some(({ name }) => name === 'more'));
  expect(having.map((pod) => pod.owner)).toEqual([owner]);
  const [{ spec }] = having as [(typeof having)[number]];
  expect(spec.volumes).toEqual(expect.arrayContaining([volume, expect.objectContaining({ name: 'tmp' })]));
  expect(spec.containers[0].volumeMounts).toEqual(expect.arrayContaining([mount, { name: 'tmp', mountPath: '/tmp' }]));
});

test('an account has the annotations of its part and no other', async () => {
  const accounts = (await render('all-on-values.yaml')).filter(({ kind }) => kind === 'ServiceAccount');
  const annotated = accounts.filter(({ metadata }) => metadata.annotations?.['eks.amazonaws.com/role-arn']);
  expect(annotated.map(({ metadata }) => metadata.name)).toEqual(['gp-gpus-backup']);
});
