/** The Job that makes the Secrets, run as it is against an API server of our own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { selfSignedCertificate } from '../support/self-signed-certificate.js';
import { type Json, podsOf } from './manifest.js';
import { render } from './render.js';

let server: Server;
let folder: string;
let asked: { line: string; token: string | undefined; body: Json }[];
let answer: (name: string) => number;

beforeEach(async () => {
  asked = [];
  answer = () => 201;
  const { cert, key } = selfSignedCertificate('localhost');
  server = createServer({ cert, key }, (request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const body = JSON.parse(text);
      asked.push({ line: `${request.method} ${request.url}`, token: request.headers.authorization, body });
      response.writeHead(answer(body.metadata.name as string)).end('the server said so');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  folder = mkdtempSync(join(tmpdir(), 'account-'));
  for (const [name, text] of Object.entries({ token: 'a-token', 'ca.crt': cert, namespace: 'prices' }))
    writeFileSync(join(folder, name), text);
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

/** The container of the rendered Job, with its own arguments and variables. */
async function make(): Promise<string> {
  const [pod] = podsOf(await render('default-values.yaml')).filter(({ owner }) => owner.includes('-passwords-'));
  const [container] = pod!.spec.containers as Json[];
  const env = Object.fromEntries((container.env as Json[]).map(({ name, value }) => [name, value]));
  const { stdout } = await promisify(execFile)(process.execPath, container.args as string[], {
    env: {
      ...env,
      SERVICE_ACCOUNT_FOLDER: folder,
      KUBERNETES_SERVICE_HOST: 'localhost',
      KUBERNETES_SERVICE_PORT: String((server.address() as AddressInfo).port),
    },
  });
  return stdout;
}

test('each login gets a Secret with a password of its own, which a URL can carry', async () => {
  const said = await make();
  expect(said.split('\n')).toContain('Secret gp-gpu-tracker-db-api: made');
  const made = asked.map(({ body }) => body);
  expect(made.map(({ metadata }) => metadata.name)).toEqual(
    ['superuser', 'owner', 'scraper', 'api', 'backup'].map((role) => `gp-gpu-tracker-db-${role}`),
  );
  expect(made.map(({ stringData }) => stringData.username)).toEqual([
    ...['postgres', 'tracker_owner', 'tracker_scraper', 'tracker_api', 'tracker_backup'],
  ]);
  const passwords = made.map(({ stringData }) => stringData.password as string);
  expect(passwords.filter((password) => /^[A-Za-z0-9_-]{32}$/.test(password))).toHaveLength(5);
  expect(new Set(passwords).size).toBe(5);
  for (const password of passwords) expect(said).not.toContain(password);
  expect(new Set(asked.map(({ line, token }) => `${token} ${line}`))).toEqual(
    new Set(['Bearer a-token POST /api/v1/namespaces/prices/secrets']),
  );
  expect(made[0].metadata.labels).toMatchObject({ 'app.kubernetes.io/part-of': 'gpu-tracker' });
});

test('one that is there is left alone, and the others are still made', async () => {
  answer = (name) => (name.endsWith('-scraper') ? 409 : 201);
  expect((await make()).split('\n')).toEqual(
    expect.arrayContaining(['Secret gp-gpu-tracker-db-scraper: is there', 'Secret gp-gpu-tracker-db-backup: made']),
  );
});

test('a refusal ends it, with the words of the API server', async () => {
  answer = () => 403;
  await expect(make()).rejects.toThrow('Secret gp-gpu-tracker-db-superuser was not made: 403 the server said so');
});

test('its account may create Secrets and do nothing else', async () => {
  const roles = (await render('default-values.yaml')).filter(({ kind }) => kind === 'Role');
  expect(roles.map((role: Json) => role.rules)).toEqual([
    [{ apiGroups: [''], resources: ['secrets'], verbs: ['create'] }],
  ]);
});

test('with Secrets of your own there is neither Job nor Role', async () => {
  const kinds = (await render('existing-secrets-values.yaml')).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(kinds.filter((name) => /^(Role|Secret)|passwords/.test(name))).toEqual([]);
});
