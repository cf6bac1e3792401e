/** A fence around the whole process in TOR mode: whatever opens a socket or asks for a name elsewhere gets a LeakError. */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { isIP, Socket } from 'node:net';
import { Dispatcher, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { LeakError } from '../errors.js';

export interface AllowedDestination {
  /** As the connecting code says it: a name also may be looked up. */
  readonly host: string;
  readonly port: number;
}

export interface EgressGuardOptions {
  /** The SOCKS port and the database; a Unix socket's path goes into `paths`. */
  readonly allow: readonly AllowedDestination[];
  /** Unix sockets that may be connected to. */
  readonly paths?: readonly string[];
  /** Told of every attempt, since the library that made it may swallow the error. The process should stop. */
  readonly onViolation?: (err: LeakError) => void;
}

export interface EgressGuard {
  uninstall(): void;
}

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

const exempt = new WeakSet<Socket>();
const originalLookup = dns.lookup.bind(dns);
let installed = false;

/**
 * Outgoing TCP, UDP and Unix sockets, and every function of node:dns, from any library in this process (global fetch
 * included). Refused connections fail like broken ones, with the LeakError. Worker threads and child processes have their
 * own Node and are not covered: a process in TOR mode starts none.
 */
export function installEgressGuard({ allow, paths = [], onViolation }: EgressGuardOptions): EgressGuard {
  if (installed) throw new LeakError('an egress guard is installed already; two lists of what is allowed cannot be');
  installed = true;
  const names = new Set(allow.map(({ host }) => bare(host)));
  const allowed = new Set(allow.map(({ host, port }) => `${bare(host)}:${port}`));
  const refuse = (what: string): LeakError => {
    const err = new LeakError(`${what} was attempted outside of TOR`);
    onViolation?.(err);
    return err;
  };
  const undo: (() => void)[] = [];
  const patch = (target: object, name: string, make: (original: AnyFunction) => AnyFunction): void => {
    const holder = target as Record<string, unknown>;
    const original = holder[name] as AnyFunction;
    holder[name] = make(original);
    undo.push(() => (holder[name] = original));
  };

  patch(
    Socket.prototype,
    'connect',
    (connect) =>
      function (...args) {
        const socket = this as Socket;
        const to = destination(args);
        const isAllowed = to.path === undefined ? allowed.has(`${to.host}:${to.port}`) : paths.includes(to.path);
        if (isAllowed || exempt.has(socket)) return connect.apply(this, args);
        const err = refuse(`a connection to ${to.path ?? `${to.host}:${to.port}`}`);
        // Like a real failure: connecting for a moment, so that writes wait, and late, as callers listen after connect().
        Object.assign(socket, { connecting: true });
        setImmediate(() => socket.destroy(err));
        return socket;
      },
  );
  for (const name of ['send', 'connect'])
    patch(dgram.Socket.prototype, name, () => () => {
      throw refuse('UDP');
    });
  const refuseName: AnyFunction = (...args) => {
    const err = refuse('a name lookup');
    const done = args.at(-1);
    if (typeof done !== 'function') throw err;
    process.nextTick(done, err);
    return undefined;
  };
  const refuseNameAsync: AnyFunction = () => Promise.reject(refuse('a name lookup'));
  const mayLookUp = (name: unknown): boolean =>
    typeof name === 'string' && (isIP(name) !== 0 || names.has(name.toLowerCase()));
  const guardLookup =
    (otherwise: AnyFunction) =>
    (lookup: AnyFunction): AnyFunction =>
    (...args) =>
      (mayLookUp(args[0]) ? lookup : otherwise).apply(dns, args);
  patch(dns, 'lookup', guardLookup(refuseName));
  patch(dns.promises, 'lookup', guardLookup(refuseNameAsync));
  for (const name of queries(dns)) patch(dns, name, () => refuseName);
  for (const name of queries(dns.promises)) patch(dns.promises, name, () => refuseNameAsync);
  for (const name of queries(dns.Resolver.prototype)) patch(dns.Resolver.prototype, name, () => refuseName);
  for (const name of queries(dns.promises.Resolver.prototype))
    patch(dns.promises.Resolver.prototype, name, () => refuseNameAsync);
  syncBuiltinESMExports(); // `import { lookup } from 'node:dns'` sees the guard, too

  const dispatcher = getGlobalDispatcher();
  setGlobalDispatcher(new RefusingDispatcher(refuse));
  undo.push(() => setGlobalDispatcher(dispatcher));
  return {
    uninstall: () => {
      for (const step of undo.splice(0).reverse()) step();
      syncBuiltinESMExports();
      installed = false;
    },
  };
}

/** For the start-up tripwire alone, whose attempts must be real. */
export function exemptFromGuard(socket: Socket): Socket {
  exempt.add(socket);
  return socket;
}

/** For the start-up tripwire alone. */
export function unguardedLookup(name: string, done: (err: Error | null) => void): void {
  originalLookup(name, (err) => done(err));
}

/** Global fetch and undici's own use this one; a session brings its own. */
class RefusingDispatcher extends Dispatcher {
  constructor(private readonly refuse: (what: string) => LeakError) {
    super();
  }

  override dispatch({ origin }: Dispatcher.DispatchOptions): boolean {
    throw this.refuse(`a request to ${String(origin)}`);
  }
}

/** The functions of a dns object that send a query, `lookup` aside. */
function queries(holder: object): string[] {
  return Object.getOwnPropertyNames(holder).filter((name) => /^(resolve|reverse|lookupService)/.test(name));
}

/** As node says it: lower case, an IPv6 address without the brackets that it has in a URL. */
function bare(host: string): string {
  return host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
}

interface Destination {
  readonly host: string;
  readonly port: number;
  readonly path: string | undefined;
}

/** The forms of net.Socket.connect: (options), (port, host), (path) and node's own [options, callback]. */
function destination(args: readonly unknown[]): Destination {
  const first: unknown = Array.isArray(args[0]) ? (args[0] as unknown[])[0] : args[0];
  if (typeof first === 'object' && first !== null) {
    const { host, port, path } = first as { host?: string; port?: unknown; path?: string };
    return { host: bare(host || 'localhost'), port: Number(port), path: path || undefined };
  }
  const isPath = typeof first === 'string' && !/^\d+$/.test(first);
  const host = typeof args[1] === 'string' ? args[1] : 'localhost';
  return { host: bare(host), port: Number(first), path: isPath ? first : undefined };
}
