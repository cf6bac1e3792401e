/** The chart's torrc with the real tor: it is accepted without a warning, and the probe says "not ready" while there is no network. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { torIsReady } from '../../pkg/fetch/tor/tor-control.js';
import { describeWith } from '../support/needs.js';
import type { Json } from './manifest.js';
import { render } from './render.js';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describeWith('tor', "the chart's torrc", () => {
  test.each(['default-values.yaml', 'tor-service-values.yaml'])('%s', async (file) => {
    const folder = await mkdtemp(join(tmpdir(), 'torrc-'));
    const port = await freePort();
    const configMap: Json = (await render(file)).find(({ metadata }) => metadata.name.endsWith('-torrc'));
    const torrc = (configMap.data.torrc as string)
      .replaceAll('/var/lib/tor', folder)
      .replace(/:9050 /, `:${port} `)
      .replace('0.0.0.0', '127.0.0.1')
      // The bridges of a Secret are not here.
      .replace(/UseBridges.*\n%include.*/, '');
    await writeFile(join(folder, 'torrc'), `${torrc}\nDisableNetwork 1\n`);
    // As the container starts it: TOR refuses to make the folder of its control socket itself.
    const start = `umask 077; mkdir -p ${folder}/data; exec tor -f ${folder}/torrc`;
    const tor = spawn('/bin/sh', ['-c', start], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      let log = '';
      await new Promise<void>((resolve) => {
        tor.once('exit', () => resolve());
        tor.stdout.on('data', (chunk: Buffer) => {
          log += chunk.toString();
          if (log.includes('Delaying directory fetches')) resolve();
        });
      });
      // Run by root in tests, which a container never is.
      const complaints = log
        .split('\n')
        .filter((line) => /\[(warn|err)\]/.test(line) && !/running Tor as root/.test(line));
      expect(complaints).toEqual([]);
      await expect(torIsReady(join(folder, 'data'), AbortSignal.timeout(5_000))).resolves.toEqual({
        percent: 0,
        circuit: false,
      });
    } finally {
      tor.kill('SIGTERM');
      await once(tor, 'exit');
      await rm(folder, { recursive: true, force: true });
    }
  });
});
