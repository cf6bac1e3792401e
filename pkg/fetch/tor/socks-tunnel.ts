/** Opens one TCP tunnel through a SOCKS5 proxy; the host name goes to the proxy as it is and is never resolved here. */
import { once } from 'node:events';
import { Socket } from 'node:net';
import { SocksClient } from 'socks';
import { TorUnavailableError } from '../errors.js';
import { firstAbort } from '../abort.js';

export interface SocksProxy {
  readonly host: string;
  readonly port: number;
}

export interface SocksCredentials {
  readonly username: string;
  readonly password: string;
}

export interface Tunnel {
  readonly proxy: SocksProxy;
  readonly credentials: SocksCredentials;
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
  /** Ends the opening at once; an open tunnel is the caller's. */
  readonly signal: AbortSignal;
}

/** @returns the proxy of `socks5h://host[:port]`; 9050 is TOR's own port */
export function socksProxy(socksUrl: string): SocksProxy {
  const url = new URL(socksUrl);
  return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: url.port === '' ? 9050 : Number(url.port) };
}

/**
 * @throws TorUnavailableError when the proxy itself cannot be reached
 * @throws Error of `socks` when the proxy could not reach the destination
 */
export async function openSocksTunnel({ proxy, credentials, host, port, timeoutMs, signal }: Tunnel): Promise<Socket> {
  const { signal: deadline, release } = firstAbort([signal], timeoutMs);
  const socket = new Socket();
  // The socket is ours (socks would hide its own until the handshake is done), so an abort cuts even a hanging handshake.
  const cut = (): void => void socket.destroy(deadline.reason as Error);
  deadline.addEventListener('abort', cut, { once: true });
  try {
    deadline.throwIfAborted();
    socket.setNoDelay(true);
    await reach(socket, proxy, signal);
    await SocksClient.createConnection({
      proxy: { ...proxy, type: 5, userId: credentials.username, password: credentials.password },
      destination: { host, port },
      command: 'connect',
      timeout: timeoutMs,
      existing_socket: socket,
    });
    return socket;
  } catch (err) {
    socket.destroy();
    signal.throwIfAborted();
    throw err;
  } finally {
    deadline.removeEventListener('abort', cut);
    release();
  }
}

async function reach(socket: Socket, proxy: SocksProxy, signal: AbortSignal): Promise<void> {
  try {
    socket.connect({ host: proxy.host, port: proxy.port });
    await once(socket, 'connect');
  } catch (cause) {
    signal.throwIfAborted();
    throw new TorUnavailableError(`the SOCKS port ${proxy.host}:${proxy.port} cannot be reached`, { cause });
  }
}
