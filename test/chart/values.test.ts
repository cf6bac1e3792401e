/** What the schema and the rules across values refuse, and in which words. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { EnvSchema } from '../../pkg/config/config.js';
import { containersOf, type Json, type Manifest, podsOf } from './manifest.js';
import { HELM_VERSIONS, helm } from './helm.js';
import { CHART, VALUES_FILES, render } from './render.js';
import { withVersionServer } from './version-server.js';

const template = (...sets: string[]): Promise<string> =>
  helm(
    'helm4',
    ...['template', 'gp', CHART, '--kube-version', '1.35.0', '--show-only', 'templates/api/deployment.yaml'],
    ...sets.flatMap((set) => ['--set-json', set]),
  );

/** Values, and a part of the sentence that refuses them. */
const REFUSED: [string[], RegExp][] = [
  [['api.replica=3'], /'replica' not allowed/],
  [['apiVersion="v1"'], /'apiVersion' not allowed/],
  [['api.replicas="3"'], /api\/replicas.*(integer|string)/s],
  [['image.api.tag="latest"'], /image\/api\/tag/],
  [['image.api.digest="sha256:abc"'], /image\/api\/digest/],
  [['image.postgresql.tag="17.2"'], /image\/postgresql/],
  [['scraper.schedule="hourly"'], /scraper\/schedule/],
  [['scraper.mode="statefulset"'], /scraper\/mode/],
  [['scraper.extraEnv={"SENTRY_DSN":"https://x@y/1"}'], /scraper\/extraEnv/],
  [['tor.firewallPorts=[443,53]'], /tor\/firewallPorts/],
  [['networkPolicy.privateRanges=["10.0.0.0"]'], /privateRanges/],
  [['api.resources={"limits":{"memory":"256Mi"}}', 'api.resources.requests=null'], /resources/],
  [['postgresql.config={"max_connections":"500"}'], /max_connections/],
  [['config.searchTerms=["a,b"]'], /searchTerms/],
  [['tor.mode="none"', 'scraper.dns="cluster"'], /set scraper\.allowDirectEgress=true as well/],
  [['scraper.allowDirectEgress=true'], /belongs to tor\.mode=none/],
  [['tor.mode="none"', 'scraper.allowDirectEgress=true'], /needs scraper\.dns=cluster/],
  [['tor.mode="external"'], /needs tor\.external\.host/],
  [['tor.mode="external"', 'tor.external={"host":"tor.lan","cidr":"10.0.0.1/32"}'], /a name, which a scraper without/],
  [['postgresql.mode="external"'], /needs postgresql\.external\.host/],
  [['postgresql.mode="external"', 'postgresql.external.host="10.0.0.1"'], /auth\.owner\.existingSecret/],
  [['postgresql.external.sslMode="prefer"'], /external\/sslMode/],
  [
    ['postgresql.mode="external"', 'postgresql.external={"host":"10.0.0.1","sslMode":"verify-ca"}'],
    /verify-ca needs postgresql\.external\.ca\.existingSecret/,
  ],
  [
    [
      'postgresql.mode="external"',
      'postgresql.external={"host":"10.0.0.1","sslMode":"disable","ca":{"existingSecret":"ca"}}',
    ],
    /ca\.existingSecret has no use with .*sslMode=disable/,
  ],
  [['postgresql.auth.api.urlKey="url"'], /belongs to postgresql\.mode=external/],
  [['api.autoscaling.minReplicas=9'], /above api\.autoscaling\.maxReplicas/],
  [['metrics.podMonitor.enabled=true'], /set scraper\.mode=deployment or notifier\.enabled=true/],
  [['notifier.enabled=true', 'notifier.direct.enabled=false'], /needs a way out/],
  [
    ['notifier.enabled=true', 'notifier.tor.enabled=true', 'tor.mode="none"', 'scraper.mode="none"'],
    /tor\.mode=none has none/,
  ],
  [['notifier.existingSecret="w"', 'notifier.watches=[{"name":"x"}]'], /existingSecret holds the whole file/],
  [['notifier.channels={"mail":{"url":"x"}}'], /notifier\/channels\/mail/],
  [['notifier.enabled=true', 'notifier.replicas=9'], /notifier 50, .*maxConnections is 100/],
  [
    [
      'notifier.enabled=true',
      'postgresql.mode="external"',
      'postgresql.external.host="10.0.0.1"',
      ...['owner', 'scraper', 'api', 'backup'].map((role) => `postgresql.auth.${role}.existingSecret="s"`),
    ],
    /auth\.notifier\.existingSecret/,
  ],
  [['backup.copy.enabled=true'], /backup\.copy\.remote/],
  [['backup.copy={"enabled":true,"remote":"dumps:b"}', 'backup.enabled=false'], /needs backup\.enabled/],
  [['backup.copy={"enabled":true,"remote":"dumps:b","retentionDays":13}'], /would be copied again each night/],
  [['backup.copy.remote="/local"'], /copy\/remote/],
  [['postgresql.cnpg.scheduledBackup.enabled=true'], /needs postgresql\.cnpg\.backup/],
  [['postgresql.cnpg.scheduledBackup={"enabled":true,"method":"plugin"}'], /needs pluginConfiguration/],
  [['postgresql.cnpg.scheduledBackup.schedule="43 1 * * *"'], /scheduledBackup\/schedule/],
  [['postgresql.cnpg.recovery={"recoveryTarget":{}}'], /either source .* or backup/],
  [['postgresql.cnpg.recovery={"source":"a","backup":{"name":"b"}}'], /either source .* or backup/],
  [['runNow.enabled=true', 'scraper.mode="deployment"'], /runs of the CronJob: set scraper\.mode=cronjob/],
  [['serviceAccountAnnotations={"web":{"a":"b"}}'], /serviceAccountAnnotations/],
  [['api.route.enabled=true'], /needs api\.route\.parentRefs/],
  [['api.ingress.enabled=true'], /needs api\.ingress\.hosts/],
  [['metrics.port=8000'], /metrics stay off the public one/],
  [
    ['api.autoscaling.maxReplicas=12'],
    /12 API replicas \(one more during a rollout\) x \(pool 8 \+ 1\) = 117.*maxConnections is 100/,
  ],
];

describe('refused with a sentence', () => {
  test.each(REFUSED)('%j', async (sets, sentence) => {
    await expect(template(...sets)).rejects.toThrow(sentence);
  });
});

test.each([
  [['global.anything={"a":1}']],
  [['enabled=true']],
  [['api.autoscaling.maxReplicas=12', 'postgresql.maxConnections=200']],
  [['api.extraEnv={"A":"b"}']],
  [['metrics.podMonitor.enabled=true', 'scraper.mode="deployment"']],
  [['metrics.podMonitor.enabled=true', 'notifier.enabled=true']],
  [['backup.copy={"enabled":true,"remote":"dumps:b","retentionDays":14}']],
  [['notifier.enabled=true', 'tor.mode="none"', 'scraper.mode="none"']],
])('accepted: %j', async (sets) => {
  await expect(template(...sets)).resolves.toContain('kind: Deployment');
});

test.each(HELM_VERSIONS)('%s refuses a cluster older than 1.33, and takes a vendor suffix', async (version) => {
  const at = (kube: string) => helm(version, 'template', 'gp', CHART, '--kube-version', kube);
  await expect(at('1.32.0')).rejects.toThrow(/incompatible with Kubernetes v1\.32\.0/);
  await expect(at('1.33.1-gke.100')).resolves.toContain('kind: Deployment');
});

test.each(HELM_VERSIONS)('%s lints strictly, and installs as a dry run, the least and the most', async (version) => {
  const values = ['all-off', 'all-on'].map((name) => ['--values', join(CHART, `ci/${name}-values.yaml`)]);
  await withVersionServer('1.35.0', async (url) => {
    for (const flags of values) {
      const [, installed] = await Promise.all([
        helm(version, 'lint', '--strict', '--kube-version', '1.35.0', CHART, ...flags),
        helm(
          version,
          ...['install', 'gp', CHART, '--dry-run=client', '--kube-apiserver', url, '--disable-openapi-validation'],
          ...flags,
        ),
      ]);
      expect(installed).toContain('STATUS: pending-install');
    }
  });
});

test('every key of values.yaml is in the schema, and the schema has no key that values.yaml lacks', () => {
  const schema = JSON.parse(readFileSync(join(CHART, 'values.schema.json'), 'utf8'));
  const resolve = (node: Json): Json => (node.$ref ? schema.definitions[node.$ref.split('/').at(-1)] : node);
  const keysOf = (node: Json, path: string): string[] => {
    const { properties } = resolve(node);
    return properties
      ? Object.entries(properties).flatMap(([key, child]) => [`${path}${key}`, ...keysOf(child, `${path}${key}.`)])
      : [];
  };
  const values: string[] = [];
  const walk = (node: Json, path: string): void => {
    if (node === null || typeof node !== 'object' || Array.isArray(node)) return;
    for (const [key, child] of Object.entries(node)) {
      values.push(`${path}${key}`);
      walk(child, `${path}${key}.`);
    }
  };
  walk(load(readFileSync(join(CHART, 'values.yaml'), 'utf8')), '');
  // Free maps and the leaves of `resources` are the user's to fill.
  const free =
    /^(global|enabled)|\.(requests|limits|ephemeral-storage|matchLabels|matchExpressions|config\.)|\.urlKey$|allOf/;
  const inSchema = keysOf(schema, '').filter((key) => !free.test(key));
  const inValues = values.filter((key) => !free.test(key));
  expect(inSchema.filter((key) => !inValues.includes(key))).toEqual([]);
  const open = (key: string): boolean => /^(image\.postgresql|postgresql\.config)\./.test(key);
  expect(inValues.filter((key) => !inSchema.includes(key) && !open(key))).toEqual([]);
});

describe('the variables of the pods', () => {
  /** Not ours: of node itself, and what DATABASE_URL is put together from. */
  const FOREIGN = ['NODE_ENV', 'NODE_OPTIONS', 'DATABASE_PASSWORD'];
  const OURS = /dist\/cmd\/(api|scraper|notifier|gpu-tracker)\//;

  const appContainers = (manifests: Manifest[]): Json[] =>
    podsOf(manifests)
      .flatMap(containersOf)
      .filter((container) => OURS.test(JSON.stringify(container.args ?? [])));

  test.each(VALUES_FILES)('%s sets only variables that the program knows, to values it accepts', async (file) => {
    for (const container of appContainers(await render(file))) {
      for (const { name, value } of container.env as { name: string; value?: string }[]) {
        if (FOREIGN.includes(name) || name === 'EXTRA') continue;
        const field = (EnvSchema.shape as Record<string, { safeParse(value: unknown): { success: boolean } }>)[name];
        expect([container.name, name, field === undefined ? 'unknown' : 'known']).toEqual([
          container.name,
          name,
          'known',
        ]);
        if (value === undefined) continue;
        // What Kubernetes would put in for a Service's address and a password.
        const real = value.replace(/\$\([A-Z_]+_SERVICE_HOST\)/g, '10.96.0.7').replace(/\$\([A-Z_]+\)/g, 'secret');
        expect([name, real, field?.safeParse(real).success]).toEqual([name, real, true]);
      }
    }
  });

  test('a schedule is told to those who judge freshness, and an interval only where there is none', async () => {
    const told = async (file: string, ...sets: string[]): Promise<Json[]> =>
      appContainers(await render(file, 'helm4', ...sets))
        .flatMap(({ env }) => env as Json[])
        .filter(({ name }) => /^SCRAPE_(SCHEDULE|INTERVAL_SECONDS)$/.test(name as string));
    const daily = await told('default-values.yaml', '--set', 'scraper.schedule=43 2 * * *');
    expect(daily).toEqual([1, 2].map(() => ({ name: 'SCRAPE_SCHEDULE', value: '43 2 * * *' })));
    const always = await told('singleton-values.yaml');
    expect(always).toEqual([1, 2].map(() => ({ name: 'SCRAPE_INTERVAL_SECONDS', value: '21600' })));
  });

  test('extraEnv replaces what the chart sets instead of naming it twice', async () => {
    const api = appContainers(await render('all-on-values.yaml')).find((container) => container.name === 'api');
    expect(api.env.filter(({ name }: Json) => name === 'LOG_LEVEL')).toEqual([{ name: 'LOG_LEVEL', value: 'debug' }]);
  });

  test('no pod that speaks TOR knows where errors are reported', async () => {
    for (const file of VALUES_FILES)
      for (const pod of podsOf(await render(file)))
        if (pod.labels['app.kubernetes.io/component'] === 'scraper')
          expect(JSON.stringify(pod)).not.toContain('SENTRY');
  });

  test('unless it was asked for: its reports go through TOR', async () => {
    const secret = ['--set', 'config.sentry.existingSecret=errors'];
    const told = async (...args: string[]): Promise<string[]> =>
      appContainers(await render('default-values.yaml', 'helm4', ...args))
        .filter(({ env = [] }: Json) => (env as Json[]).some(({ name }) => name === 'SENTRY_DSN'))
        .map(({ name }) => name as string);
    expect(await told(...secret)).toEqual(['api']);
    expect(await told(...secret, '--set', 'config.sentry.scraper=true')).toEqual(['api', 'scraper']);
    expect(await told('--set', 'config.sentry.scraper=true')).toEqual([]);
  });

  test('only one container knows the password of a superuser: the one that makes the roles', async () => {
    const manifests = await render('default-values.yaml');
    const knowing = podsOf(manifests).flatMap((pod) =>
      containersOf(pod)
        .filter((container) => JSON.stringify(container.env ?? []).includes('db-superuser'))
        .map((container) => `${pod.owner.replace(/-[0-9a-f]{8}$/, '')} ${container.name}`),
    );
    // The Job that makes the Secrets is told their names; it has no right to read them.
    expect(knowing.filter((one) => !one.includes('-passwords '))).toEqual(['Job/gp-gpu-tracker-migrate roles']);
  });
});
