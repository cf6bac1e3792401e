/** One face towards the market: a connection pool of its own and, through TOR, SOCKS credentials of its own. */
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { LeakError } from './errors.js';
import type { FetchLimits } from './fetch-limits.js';
import { openSocksTunnel, type SocksProxy } from './tor/socks-tunnel.js';

export interface IdentityOptions {
  /** `null`: connect directly. */
  readonly proxy: SocksProxy | null;
  readonly allowsConnection: (host: string, port: number) => boolean;
  readonly limits: FetchLimits;
  /** Certificates to trust instead of the usual ones (PEM). */
  readonly ca?: string | undefined;
}

/** undici's connector returns the socket that it has begun to connect, which its types do not say. */
const socketConnector = buildConnector as unknown as (
  options: buildConnector.BuildOptions,
) => (target: buildConnector.Options, callback: buildConnector.Callback) => Socket;

/**
 * TOR puts streams with different SOCKS credentials on different circuits (IsolateSOCKSAuth), so a fresh identity is a
 * fresh circuit. Pool, TLS session cache and credentials are never shared with another identity and end with it.
 */
export class Identity {
  readonly dispatcher: Dispatcher;
  readonly #retired = new AbortController();
  readonly #sockets = new Set<Socket>();

  constructor(options: IdentityOptions) {
    this.dispatcher = new Agent({
      connections: 1,
      pipelining: 1,
      headersTimeout: options.limits.headersTimeoutMs,
      bodyTimeout: options.limits.bodyTimeoutMs,
      keepAliveTimeout: 60_000,
      connect: this.#connector(options),
    });
  }

  /** Cuts every connection, also those being opened. Nothing is sent under this identity afterwards. */
  async destroy(): Promise<void> {
    this.#retired.abort(new Error('the identity is retired'));
    const closed = this.dispatcher.destroy();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #connector({ proxy, allowsConnection, limits, ca }: IdentityOptions): buildConnector.connector {
    const credentials = { username: randomBytes(12).toString('hex'), password: randomBytes(12).toString('hex') };
    const plain = socketConnector({
      allowH2: false,
      timeout: limits.connectTimeoutMs,
      ...(ca !== undefined && { ca }),
    });
    return (target, callback) => {
      const host = target.hostname.replace(/^\[(.*)\]$/, '$1');
      const port = Number(target.port || (target.protocol === 'https:' ? 443 : 80));
      if (!allowsConnection(host, port)) {
        callback(
          new LeakError(`a connection to ${host}:${port} was asked for, which is no address of the market`),
          null,
        );
        return;
      }
      if (proxy === null) {
        this.#keep(plain(target, callback));
        return;
      }
      const tunnel = {
        proxy,
        credentials,
        host,
        port,
        timeoutMs: limits.connectTimeoutMs,
        signal: this.#retired.signal,
      };
      openSocksTunnel(tunnel).then(
        (socket) => {
          this.#keep(socket);
          if (target.protocol === 'https:') this.#keep(plain({ ...target, httpSocket: socket }, callback));
          else callback(null, socket);
        },
        (err: unknown) => callback(err as Error, null),
      );
    };
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined); // between handshake and undici nobody else listens
    socket.once('close', () => this.#sockets.delete(socket));
    if (this.#retired.signal.aborted) socket.destroy();
  }
}
