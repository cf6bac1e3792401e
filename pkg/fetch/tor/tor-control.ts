/** Asks TOR over its control socket how far it is. The SOCKS port tells nothing: it accepts connections from the first moment. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface TorState {
  /** 0 to 100. */
  readonly percent: number;
  /** TOR has built a circuit and believes it works. */
  readonly circuit: boolean;
}

/**
 * @param dataDirectory TOR's; holds the control socket `control` and the cookie, readable by TOR's own user only
 * @throws when TOR does not answer, or refuses the cookie
 */
export async function torIsReady(dataDirectory: string, signal: AbortSignal): Promise<TorState> {
  const cookie = (await readFile(join(dataDirectory, 'control_auth_cookie'))).toString('hex');
  const socket = createConnection({ path: join(dataDirectory, 'control') });
  const cut = (): void => void socket.destroy(new Error('no answer in time'));
  signal.addEventListener('abort', cut, { once: true });
  try {
    await once(socket, 'connect');
    const lines = createInterface({ input: socket });
    socket.write(`AUTHENTICATE ${cookie}\r\nGETINFO status/bootstrap-phase status/circuit-established\r\nQUIT\r\n`);
    let text = '';
    for await (const line of lines) {
      if (/^[45]\d\d/.test(line)) throw new Error(`TOR says ${line}`);
      text += `${line}\n`;
    }
    const percent = /status\/bootstrap-phase=.*PROGRESS=(\d+)/.exec(text)?.[1];
    const circuit = /status\/circuit-established=(\d)/.exec(text)?.[1];
    if (percent === undefined || circuit === undefined) throw new Error('TOR closed the control connection early');
    return { percent: Number(percent), circuit: circuit === '1' };
  } finally {
    signal.removeEventListener('abort', cut);
    socket.destroy();
  }
}
