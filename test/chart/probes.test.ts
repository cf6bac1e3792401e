/** Whatever is probed is served: each probe of a pod, and each health check of compose, asks a port and a path that its process answers. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { YAML11_SCHEMA, load } from 'js-yaml';
import { containersOf, type Json, podsOf } from './manifest.js';
import { render, VALUES_FILES } from './render.js';

/** Paths by the program that serves them, and the variable that has its port. */
const SERVED: Record<string, Record<string, string>> = {
  'dist/cmd/api/main.js': { '/livez': 'PORT', '/readyz': 'PORT' },
  'dist/cmd/notifier/main.js': { '/livez': 'METRICS_PORT', '/readyz': 'METRICS_PORT', '/metrics': 'METRICS_PORT' },
  'dist/cmd/scraper/main.js': { '/livez': 'METRICS_PORT', '/readyz': 'METRICS_PORT', '/metrics': 'METRICS_PORT' },
};

function faultsOf(container: Json): string[] {
  const env = new Map((container.env ?? []).map(({ name, value }: Json) => [name, value]));
  const ports = new Map((container.ports ?? []).map(({ name, containerPort }: Json) => [name, containerPort]));
  return ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap((probe) => {
    const get = container[probe]?.httpGet;
    if (get === undefined) return [];
    const variable = SERVED[container.args[0]]?.[get.path];
    const port = ports.get(get.port) ?? get.port;
    return variable !== undefined && env.get(variable) === String(port)
      ? []
      : [`${container.name}: ${probe} asks ${get.path} at ${port}`];
  });
}

test.each(VALUES_FILES)('%s: no probe asks what its container does not serve', async (file) => {
  const containers = podsOf(await render(file)).flatMap(containersOf);
  expect(containers.flatMap(faultsOf)).toEqual([]);
});

describe('the scraper that runs for good', () => {
  const scraper = async (): Promise<Json> =>
    podsOf(await render('singleton-values.yaml'))
      .flatMap(containersOf)
      .find(({ name }) => name === 'scraper');

  test('is a daemon with all three probes', async () => {
    const container = await scraper();
    expect(container.env).toContainEqual({ name: 'WORKER_MODE', value: 'daemon' });
    expect(Object.keys(container as object)).toEqual(
      expect.arrayContaining(['startupProbe', 'livenessProbe', 'readinessProbe']),
    );
  });

  test('a probe of another port, or of a path that nobody serves, is noticed', async () => {
    const container = await scraper();
    container.livenessProbe.httpGet.port = 8000;
    container.readinessProbe.httpGet.path = '/healthz';
    expect(faultsOf(container)).toEqual([
      'scraper: livenessProbe asks /livez at 8000',
      'scraper: readinessProbe asks /healthz at 9464',
    ]);
  });
});

test('compose asks its scraper and its notifier at the METRICS_PORT it gives them', () => {
  const { scraper, notifier } = (load(readFileSync('compose.yaml', 'utf8'), { schema: YAML11_SCHEMA }) as Json)
    .services;
  expect(scraper.environment).toMatchObject({ WORKER_MODE: 'daemon', METRICS_PORT: '9464' });
  for (const { environment, healthcheck } of [scraper, notifier]) {
    expect(environment.METRICS_PORT).toBe('9464');
    expect(healthcheck.test.join(' ')).toContain("fetch('http://127.0.0.1:9464/livez')");
  }
});
