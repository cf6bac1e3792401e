import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { torIsReady } from './tor-control.js';

let folder: string;
let server: Server | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tor-control-'));
  await writeFile(join(folder, 'control_auth_cookie'), Buffer.alloc(32, 0xab));
});
afterEach(async () => {
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

/** A control port that answers the first bytes it gets with `reply`. */
async function answering(reply: string): Promise<string[]> {
  const heard: string[] = [];
  server = createServer((socket) =>
    socket.once('data', (bytes) => {
      heard.push(bytes.toString());
      if (reply !== '') socket.end(reply);
    }),
  );
  await new Promise<void>((resolve) => server?.listen(join(folder, 'control'), resolve));
  return heard;
}

const state = (percent: number, circuit: number): string =>
  `250 OK\r\n250-status/bootstrap-phase=NOTICE BOOTSTRAP PROGRESS=${percent} TAG=x SUMMARY="X"\r\n` +
  `250-status/circuit-established=${circuit}\r\n250 OK\r\n250 closing connection\r\n`;

test.each([
  [0, 0, { percent: 0, circuit: false }],
  [100, 0, { percent: 100, circuit: false }],
  [100, 1, { percent: 100, circuit: true }],
])('says how far TOR is: %d %%, circuit %d', async (percent, circuit, expected) => {
  const heard = await answering(state(percent, circuit));
  await expect(torIsReady(folder, AbortSignal.timeout(5_000))).resolves.toEqual(expected);
  expect(heard[0]).toMatch(/^AUTHENTICATE (ab){32}\r\nGETINFO status\/bootstrap-phase status\/circuit-established\r\n/);
});

test('a refused cookie is an error, not "not ready"', async () => {
  await answering('515 Authentication failed: wrong cookie\r\n');
  await expect(torIsReady(folder, AbortSignal.timeout(5_000))).rejects.toThrow('515 Authentication failed');
});

test('a connection that is closed early is an error', async () => {
  await answering('250 OK\r\n');
  await expect(torIsReady(folder, AbortSignal.timeout(5_000))).rejects.toThrow('closed the control connection early');
});

test('a TOR that hangs is given up in time', async () => {
  await answering('');
  const stop = new AbortController();
  const asked = torIsReady(folder, stop.signal);
  server?.once('connection', () => stop.abort());
  await expect(asked).rejects.toThrow('no answer in time');
});

test('a TOR that is not there is an error', async () => {
  await expect(torIsReady(folder, AbortSignal.timeout(5_000))).rejects.toThrow(/ENOENT/);
});
