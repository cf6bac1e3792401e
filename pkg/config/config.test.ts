import { expect, test } from '@jest/globals';
import { InvalidConfigError } from '../errors/app-error.js';
import { readConfig } from './config.js';

test('an empty environment gives the documented defaults', () => {
  expect(readConfig({})).toMatchObject({
    PORT: 8000,
    METRICS_PORT: 8000,
    SCRAPE_INTERVAL_SECONDS: 3600,
    WORKER_MODE: 'oneshot',
    LOG_FORMAT: 'text',
  });
});

test('production waits six hours and logs JSON, unless told otherwise', () => {
  expect(readConfig({ ENVIRONMENT: 'production' })).toMatchObject({
    SCRAPE_INTERVAL_SECONDS: 21_600,
    LOG_FORMAT: 'json',
  });
  expect(readConfig({ ENVIRONMENT: 'production', LOG_FORMAT: 'text' })).toMatchObject({ LOG_FORMAT: 'text' });
});

test('every fault is named at once', () => {
  const bad = { PORT: 'eighty', TOR_SOCKS_URL: 'socks5://127.0.0.1:9050', GPU_TRACKER_PROT: '1', WORKER_MODE: 'both' };
  const read = () => readConfig(bad);
  expect(read).toThrow(InvalidConfigError);
  for (const name of ['PORT', 'TOR_SOCKS_URL', 'GPU_TRACKER_PROT', 'WORKER_MODE']) expect(read).toThrow(name);
});

test('the prefixed name wins, and an empty value counts as not set', () => {
  expect(readConfig({ PORT: '1', GPU_TRACKER_PORT: '2' }).PORT).toBe(2);
  expect(readConfig({ PORT: '' }).PORT).toBe(8000);
});

test('what Kubernetes says about a Service named gpu-tracker is no configuration', () => {
  const links = {
    GPU_TRACKER_PORT: 'tcp://10.96.0.1:80',
    GPU_TRACKER_API_PORT: 'tcp://10.96.0.2:80',
    GPU_TRACKER_API_PORT_80_TCP_ADDR: '10.96.0.2',
    GPU_TRACKER_POSTGRESQL_SERVICE_HOST: '10.96.0.3',
    GPU_TRACKER_POSTGRESQL_SERVICE_PORT_POSTGRESQL: '5432',
  };
  expect(readConfig({ ...links, PORT: '9000' })).toEqual(readConfig({ PORT: '9000' }));
});

test('a Service called `metrics` is no port of ours, under either name', () => {
  const link = 'tcp://10.96.0.4:80';
  expect(readConfig({ METRICS_PORT: link, GPU_TRACKER_METRICS_PORT: link }).METRICS_PORT).toBe(8000);
  expect(readConfig({ METRICS_PORT: '9464', GPU_TRACKER_METRICS_PORT: link }).METRICS_PORT).toBe(9464);
});

test('the interval follows from a schedule, by its longest gap', () => {
  const read = (SCRAPE_SCHEDULE: string): number => readConfig({ SCRAPE_SCHEDULE }).SCRAPE_INTERVAL_SECONDS;
  expect(read('43 2 * * *')).toBe(86_400);
  expect(read('0 8-18 * * 1-5')).toBe(62 * 3_600);
  expect(() => read('hourly')).toThrow('SCRAPE_SCHEDULE: no cron schedule');
  expect(() => readConfig({ SCRAPE_SCHEDULE: '43 2 * * *', SCRAPE_INTERVAL_SECONDS: '3600' })).toThrow(
    'leave SCRAPE_INTERVAL_SECONDS out',
  );
});
