/** What can be said of images, compose and development manifests without building: users, entry points, variables, files. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { YAML11_SCHEMA, load, loadAll } from 'js-yaml';
import { EnvSchema } from '../../pkg/config/config.js';
import { apiTypeFaults } from '../chart/checks/api-types.js';
import { podSecurityFaults } from '../chart/checks/pod-security.js';
import { readSourceGraph } from '../architecture/source-graph.js';
import type { Json, Manifest } from '../chart/manifest.js';
import { render } from '../chart/render.js';

describe.each(['api', 'scraper'])('Dockerfile.%s', (name) => {
  const lines = readFileSync(`Dockerfile.${name}`, 'utf8')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));

  test('its last stage runs node itself as process 1, without root and without npm', () => {
    expect(last).toContain('ENTRYPOINT ["node"]');
    expect(last).toContain('USER 10001:10001');
    expect(last.join('\n')).toMatch(/rm -rf .*\/usr\/local\/lib\/node_modules/);
    expect(last.join('\n')).not.toMatch(/npm (ci|install|run)/);
  });

  test('what it starts and copies is in the sources', () => {
    const [, main = ''] = /CMD \["dist\/(.*)\.js"\]/.exec(last.join('\n')) ?? [];
    expect(existsSync(`${main}.ts`)).toBe(true);
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    expect(copied.filter((path) => !existsSync(path) || !ignored.includes(`!${path}`))).toEqual([]);
  });

  test('the base is chosen by one argument before the first stage', () => {
    expect(lines[0]).toMatch(/^ARG NODE_IMAGE=docker\.io\/library\/node:24-/);
  });
});

test('the image of the scraper starts without what it leaves out', async () => {
  const [, left = ''] = /rm -r (dist\/.*)/.exec(readFileSync('Dockerfile.scraper', 'utf8')) ?? [];
  const sources = left.split(' ').map((path) => path.replace(/^dist\//, '').replace(/\.js\*$/, '.ts'));
  expect(sources.length).toBeGreaterThan(3);
  expect(sources.filter((path) => !existsSync(path))).toEqual([]);
  const graph = readSourceGraph('.', ['cmd', 'pkg']);
  const isLeftOut = (path: string): boolean =>
    sources.some((source) => path === source || path.startsWith(`${source}/`));
  const reached = new Set<string>();
  const reach = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const next of graph.files.get(path) ?? []) reach(next);
  };
  // What the chart and compose run of it; a command is loaded when it is asked for.
  for (const entry of [
    'cmd/scraper/main.ts',
    'cmd/tor-ready/main.ts',
    'pkg/app/commands/migrate.ts',
    'pkg/app/commands/scrape.ts',
  ])
    reach(entry);
  expect([...reached].filter(isLeftOut)).toEqual([]);
});

describe('compose.yaml', () => {
  const compose = load(readFileSync('compose.yaml', 'utf8'), { schema: YAML11_SCHEMA }) as Json;
  const ours = Object.entries(compose.services as Record<string, Json>).filter(([, { image }]) =>
    /^gpu-tracker/.test(image),
  );

  test('has the containers people look for, each with a health check', () => {
    const containers = Object.values(compose.services as Record<string, Json>).filter(
      (service) => service.container_name,
    );
    expect(containers.map((service) => service.container_name)).toEqual(
      expect.arrayContaining(['gpu_tracker_db', 'gpu_tracker_api', 'gpu_tracker_scraper', 'gpu_tracker_tor']),
    );
    expect(containers.filter((service) => !service.healthcheck)).toEqual([]);
  });

  test.each(ours)(
    '%s sets variables that the program knows, on a read-only root without capabilities',
    (_, service) => {
      const names = Object.keys((service.environment ?? {}) as object);
      expect(names.filter((name) => !(name in EnvSchema.shape))).toEqual([]);
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    },
  );

  test('the scraper is on networks without a way out, and is told of no error collector', () => {
    const { scraper } = compose.services;
    for (const network of scraper.networks as string[]) expect(compose.networks[network].internal).toBe(true);
    expect(Object.keys(scraper.environment as object)).not.toContain('SENTRY_DSN');
  });
});

test('the demo market is a well-formed, restricted pod', () => {
  const manifests = loadAll(readFileSync('k8s/demo-market.yaml', 'utf8')) as Manifest[];
  expect(apiTypeFaults(manifests)).toEqual([]);
  // It is no part of a release: no account of its own.
  expect(podSecurityFaults(manifests).filter((fault) => !fault.includes('service account of its own'))).toEqual([]);
});

test('the values of a development cluster pass the checks of the chart', async () => {
  const manifests = await render('default-values.yaml', 'helm4', '--values', 'k8s/kind-values.yaml');
  expect([...apiTypeFaults(manifests), ...podSecurityFaults(manifests)]).toEqual([]);
});

test('skaffold builds the images that the chart and the demo market use, from files that are there', () => {
  const skaffold = load(readFileSync('skaffold.yaml', 'utf8')) as Json;
  const images = skaffold.build.artifacts.map(({ image }: Json) => image);
  expect(readFileSync('k8s/demo-market.yaml', 'utf8')).toContain(`image: ${images[0]}`);
  const [release] = skaffold.deploy.helm.releases;
  const files = [
    ...skaffold.build.artifacts.map(({ docker }: Json) => docker.dockerfile),
    ...skaffold.manifests.rawYaml,
    release.chartPath,
    ...release.valuesFiles,
  ] as string[];
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});
