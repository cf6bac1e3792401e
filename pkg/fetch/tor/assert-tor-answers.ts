/** Tells at once, before anything is started, that there is no TOR; whether it works is proved by the crawl session. */
import { connect } from 'node:net';
import { TorUnavailableError } from '../errors.js';

const TIMEOUT_MS = 3_000;

/** @throws TorUnavailableError when nothing listens on the SOCKS port */
export function assertTorAnswers(socksUrl: string): Promise<void> {
  const { hostname, port } = new URL(socksUrl);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 9050), timeout: TIMEOUT_MS });
    const refuse = (cause: Error): void => {
      socket.destroy();
      reject(
        new TorUnavailableError(
          `no TOR on ${hostname}:${port}: start it (apt install tor), name another by TOR_SOCKS_URL, or say --direct to show the market your own address`,
          { cause },
        ),
      );
    };
    socket.once('error', refuse);
    socket.once('timeout', () => refuse(new Error(`no answer within ${TIMEOUT_MS} ms`)));
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}
