import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';
import { NotLeadingError, pathOf, Rest } from './rest.js';

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly type: string | undefined;
  readonly body: unknown;
}

let server: Server;
let asked: Asked[] = [];
let answer: { status: number; body: unknown } | 'never' = { status: 200, body: {} };
let mayWriteForMs = Number.POSITIVE_INFINITY;

beforeEach(async () => {
  asked = [];
  answer = { status: 200, body: { kind: 'CronJob' } };
  mayWriteForMs = Number.POSITIVE_INFINITY;
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { method, url, headers } = request;
      asked.push({ method, url, type: headers['content-type'], body: text === '' ? undefined : JSON.parse(text) });
      if (answer !== 'never') response.writeHead(answer.status).end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function rest(): Rest {
  const config = new KubeConfig();
  const { port } = server.address() as AddressInfo;
  config.loadFromString(
    JSON.stringify({
      ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'here' },
      clusters: [{ name: 'here', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
      contexts: [{ name: 'here', context: { cluster: 'here', user: 'me' } }],
      users: [{ name: 'me', user: { token: 'token' } }],
    }),
  );
  return new Rest(config, { fieldManager: 'gpu-tracker-operator', mayWriteForMs: () => mayWriteForMs });
}
const path = pathOf('batch/v1', 'prices', 'cronjobs', 'gp-bulgaria');

test('the path of a core object, of a group’s, and of a list of them', () => {
  expect(path).toBe('/apis/batch/v1/namespaces/prices/cronjobs/gp-bulgaria');
  expect(pathOf('v1', 'prices', 'configmaps')).toBe('/api/v1/namespaces/prices/configmaps');
});

test('applying owns what is said, as one field manager, by force', async () => {
  await expect(rest().apply(path, { kind: 'CronJob' })).resolves.toEqual({ kind: 'CronJob' });
  expect(asked).toEqual([
    {
      ...{ method: 'PATCH', url: `${path}?fieldManager=gpu-tracker-operator&force=true` },
      ...{ type: 'application/apply-patch+yaml', body: { kind: 'CronJob' } },
    },
  ]);
});

test('the status is written apart, and merged', async () => {
  await expect(rest().patchStatus(path, { listings: 3 })).resolves.toBe(true);
  expect(asked[0]).toMatchObject({
    ...{ method: 'PATCH', url: `${path}/status?fieldManager=gpu-tracker-operator` },
    ...{ type: 'application/merge-patch+json', body: { status: { listings: 3 } } },
  });
});

describe('an answer that is no fault', () => {
  const refusal = (status: number) => ({ status, body: { kind: 'Status', message: 'no' } });

  test('what is not there is undefined when it is read, and false when its status is written', async () => {
    answer = refusal(404);
    await expect(rest().read(path)).resolves.toBeUndefined();
    await expect(rest().patchStatus(path, {})).resolves.toBe(false);
  });

  test('what is there already is not made; what another has written since is not replaced', async () => {
    answer = refusal(409);
    await expect(rest().create(path, {})).resolves.toBe(false);
    await expect(rest().replace(path, {})).resolves.toBeUndefined();
  });
});

test('another refusal is told in a sentence, with what was tried and what was said', async () => {
  answer = { status: 403, body: { kind: 'Status', message: 'cronjobs is forbidden' } };
  await expect(rest().apply(path, {})).rejects.toMatchObject({
    code: 'KUBERNETES_REFUSED',
    message: expect.stringContaining(`applying ${path}: 403 cronjobs is forbidden`),
  });
  answer = { status: 404, body: {} };
  await expect(rest().apply(path, {})).rejects.toMatchObject({ code: 'KUBERNETES_REFUSED' });
});

describe('who does not lead', () => {
  test('writes nothing, and still reads', async () => {
    mayWriteForMs = 0;
    for (const write of [
      rest().apply(path, {}),
      rest().create(path, {}),
      rest().replace(path, {}),
      rest().patchStatus(path, {}),
    ])
      await expect(write).rejects.toBeInstanceOf(NotLeadingError);
    expect(asked).toEqual([]);
    await expect(rest().read(path)).resolves.toEqual({ kind: 'CronJob' });
  });

  test('gives a write up when its time is over, though no answer came', async () => {
    answer = 'never';
    mayWriteForMs = 50;
    await expect(rest().apply(path, {})).rejects.toMatchObject({ code: 'KUBERNETES' });
    expect(asked).toHaveLength(1);
  });
});
