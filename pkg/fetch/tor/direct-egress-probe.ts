/** The start-up tripwire where the platform must forbid direct egress: tries it, and success is the alarm. */
import { once } from 'node:events';
import { Socket } from 'node:net';
import { exemptFromGuard, unguardedLookup } from './egress-guard.js';
import { LeakError } from '../errors.js';

export interface DirectProbe {
  /** A literal address: resolving a name would be a leak of its own. */
  readonly host: string;
  readonly port: number;
}

/** Exists and always will (RFC 2606), so only a missing way to a resolver can make its lookup fail. */
const CANARY_NAME = 'example.com';

/**
 * Public resolvers: they answer from everywhere and do not move, and no market learns anything. Not 443: the TOR sidecar
 * shares the pod's network, so its relays' ports are open to us as well and prove nothing.
 */
const PUBLIC_ADDRESSES: readonly DirectProbe[] = [
  { host: '1.1.1.1', port: 80 },
  { host: '8.8.8.8', port: 53 },
];
const CONNECT_MS = 3_000;

/** @throws LeakError when a name can be resolved or an address be reached without TOR */
export async function proveNoDirectEgress(probes: readonly DirectProbe[] = PUBLIC_ADDRESSES): Promise<void> {
  const [resolves, ...reached] = await Promise.all([canResolve(CANARY_NAME), ...probes.map(canConnect)]);
  const ways = probes.filter((_, at) => reached[at] === true).map(({ host, port }) => `${host}:${port} can be reached`);
  if (resolves) ways.push('names can be resolved');
  if (ways.length > 0) throw new LeakError(`direct egress is possible where it must not be: ${ways.join(', ')}`);
}

async function canConnect({ host, port }: DirectProbe): Promise<boolean> {
  const socket = exemptFromGuard(new Socket());
  try {
    socket.connect({ host, port });
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_MS) });
    return true;
  } catch {
    return false;
  } finally {
    socket.on('error', () => undefined).destroy();
  }
}

function canResolve(name: string): Promise<boolean> {
  return new Promise((resolve) => unguardedLookup(name, (err) => resolve(err === null)));
}
