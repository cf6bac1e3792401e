/** How a channel reaches the world: directly, to addresses of the internet only, or through TOR, which resolves the name itself. */
import { EventEmitter, once } from 'node:events';
import { lookup as resolve, type LookupAddress } from 'node:dns';
import { Agent as HttpAgent, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { SocksProxyAgent } from 'socks-proxy-agent';
import { isPublicAddress } from './public-address.js';

export const WAYS = ['direct', 'tor'] as const;
export type Way = (typeof WAYS)[number];

/** For a tunnel to open, and for silence in it. */
const TUNNEL_MS = 30_000;

export interface WayOutOptions {
  /** `socks5h://host:port`; absent = no channel may go by TOR. */
  readonly torSocksUrl?: string | undefined;
  /** Whatever a channel says, it goes by TOR: this process promises that nothing of it leaves the machine otherwise. @default false */
  readonly onlyTor?: boolean;
  /** Loopback, private and link-local addresses may be reached directly. */
  readonly allowPrivateTargets: boolean;
  /** For tests: in place of the system's resolver. */
  readonly lookup?: typeof resolve;
}

/** The address is not one of the internet: it is not connected to. */
export class ForbiddenTargetError extends Error {
  constructor() {
    super('the name leads to an address that is not of the internet');
    this.name = 'ForbiddenTargetError';
  }
}

/** TOR is asked for, and no proxy is configured. */
export class NoTorError extends Error {
  constructor() {
    super('via: tor needs TOR_SOCKS_URL');
    this.name = 'NoTorError';
  }
}

export class WayOut {
  readonly #options: WayOutOptions;

  constructor(options: WayOutOptions) {
    this.#options = options;
  }

  /** By which way what asks for `way` really goes. */
  wayOf(way: Way): Way {
    return this.#options.onlyTor === true ? 'tor' : way;
  }

  /**
   * An agent for one request to `url`, with no connection kept: a channel is used seldom. Each channel has its own circuit by its SOCKS user.
   * @throws ForbiddenTargetError for an address that is written in the URL; one that a name leads to fails the request with it
   * @throws NoTorError
   */
  agentFor(url: URL, way: Way, channel: string): HttpAgent {
    if (this.wayOf(way) === 'tor') return this.#torAgent(channel);
    this.assertDirect(hostOf(url));
    const options = { keepAlive: false, lookup: this.lookup };
    return url.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
  }

  /**
   * A connection for what is no HTTP, such as SMTP; nothing is encrypted yet.
   * @throws ForbiddenTargetError, NoTorError, or what the connection or the proxy failed with
   */
  async connectTo(host: string, port: number, way: Way, channel: string, signal: AbortSignal): Promise<Socket> {
    const isTor = this.wayOf(way) === 'tor';
    const socket = isTor ? await this.#throughTor(host, port, channel, signal) : this.#direct(host, port);
    if (!socket.connecting) return socket;
    await once(socket, 'connect', { signal }).catch((err: unknown) => {
      socket.destroy();
      throw err;
    });
    return socket;
  }

  #direct(host: string, port: number): Socket {
    this.assertDirect(host);
    return connect({ host, port, lookup: this.lookup });
  }

  async #throughTor(host: string, port: number, channel: string, signal: AbortSignal): Promise<Socket> {
    const agent = this.#torAgent(channel);
    const opening = agent.connect(noRequest(), { host, port, secureEndpoint: false });
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        // A tunnel that opens too late is closed.
        void opening.then((socket) => socket.destroy()).catch(() => undefined);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', abort, { once: true });
      opening.then(resolve, reject).finally(() => {
        signal.removeEventListener('abort', abort);
      });
    });
  }

  #torAgent(channel: string): SocksProxyAgent {
    const { torSocksUrl } = this.#options;
    if (torSocksUrl === undefined) throw new NoTorError();
    const url = new URL(torSocksUrl);
    url.username = encodeURIComponent(`notify-${channel}`);
    url.password = 'isolated';
    // Ends also a handshake that nobody waits for any more.
    return new SocksProxyAgent(url, { keepAlive: false, timeout: TUNNEL_MS });
  }

  /** @throws ForbiddenTargetError when `host` is an address, and not one that may be reached */
  assertDirect(host: string): void {
    if (isIP(host) !== 0 && !this.#mayReach(host)) throw new ForbiddenTargetError();
  }

  /**
   * The system's resolver, which refuses a name that leads anywhere but to the internet. The socket connects to the very addresses that
   * were judged, so a name that answers differently the second time (DNS rebinding) gains nothing.
   */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    const { lookup = resolve } = this.#options;
    lookup(hostname, { ...options, all: true }, (err, addresses: LookupAddress[]) => {
      if (err !== null) {
        callback(err, []);
        return;
      }
      const [first] = addresses;
      // One bad address among good ones is an attack or a mistake: neither is tried.
      if (first === undefined || !addresses.every(({ address }) => this.#mayReach(address)))
        callback(new ForbiddenTargetError(), []);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };

  #mayReach(address: string): boolean {
    return this.#options.allowPrivateTargets || isPublicAddress(address);
  }
}

/** What the agent tells a request about, where there is none. */
function noRequest(): ClientRequest {
  return Object.assign(new EventEmitter(), { destroy: () => undefined }) as unknown as ClientRequest;
}

/** The host without the brackets of an IPv6 literal. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
