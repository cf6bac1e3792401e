/** A private TOR network of real tor processes on 127.0.0.1: three authorities, exits and a client. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authorityKeys } from './tor-authorities.js';
import { freePorts, startTor, type Torrc, type TorProcess } from './tor-process.js';

export interface TorNetwork {
  readonly socksPort: number;
  /** `socks5h://127.0.0.1:port` */
  readonly socksUrl: string;
  /**
   * Where exit n takes every name: 127.0.1.n. A site that listens on 0.0.0.0 sees in `socket.localAddress` which exit a
   * request came from.
   */
  readonly exitAddresses: readonly string[];
  /** Asks the client over its control port, e.g. `GETINFO circuit-status`; resolves to the answer's text. */
  readonly control: (command: string) => Promise<string>;
  /** Kills the client, as a crash would; the network behind it stays. */
  readonly killClient: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface TorNetworkOptions {
  /** @default 3 */
  readonly exits?: number;
}

const AUTHORITIES = 3;
const READY_MS = 90_000;

/** Takes 15 to 35 s; share it between the tests of a suite. */
export async function startTorNetwork({ exits = 3 }: TorNetworkOptions = {}): Promise<TorNetwork> {
  const root = await mkdtemp(join(tmpdir(), 'tor-network-'));
  const running: TorProcess[] = [];
  const dns: Socket[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(running.map((tor) => tor.stop()));
    for (const socket of dns) socket.close();
    await rm(root, { recursive: true, force: true });
  };
  try {
    const keys = await authorityKeys(AUTHORITIES);
    const ports = await freePorts(2 * AUTHORITIES + exits + 1);
    const port = (): number => ports.pop() ?? 0;
    const authorities = keys.map((key) => ({ key, orPort: port(), dirPort: port() }));
    const lines = authorities.map(
      ({ key, orPort, dirPort }, at) =>
        `authority${at} orport=${orPort} v3ident=${key.v3Ident} 127.0.0.1:${dirPort} ${key.fingerprint}`,
    );
    const start = async (
      name: string,
      settings: Torrc,
      prepare?: (dir: string) => Promise<void>,
    ): Promise<TorProcess> => {
      const dir = join(root, name);
      await mkdir(dir, { mode: 0o700 });
      await prepare?.(dir);
      const tor = await startTor(dir, { ...COMMON, DirAuthority: lines, ...settings });
      running.push(tor);
      return tor;
    };
    for (const [at, { key, orPort, dirPort }] of authorities.entries())
      await start(
        `authority${at}`,
        { ...AUTHORITY, ...relay(`authority${at}`, orPort), DirPort: `127.0.0.1:${dirPort}` },
        key.installInto,
      );
    const exitAddresses = Array.from({ length: exits }, (_, at) => `127.0.1.${at + 1}`);
    for (const [at, address] of exitAddresses.entries()) {
      const nameServer = await startNameServer(address);
      dns.push(nameServer);
      const resolvConf = join(root, `resolv${at}.conf`);
      await writeFile(resolvConf, `nameserver 127.0.0.1:${nameServer.address().port}\n`);
      await start(`exit${at}`, { ...EXIT, ...relay(`exit${at}`, port()), ServerDNSResolvConfFile: resolvConf });
    }
    // A client that starts on a consensus without exits stays on it for long, so it starts on one that has them all.
    await until(() => consensusLists(authorities[0]?.dirPort ?? 0, exits), 'a consensus with every exit');
    const socksPort = port();
    const controlSocket = join(root, 'client', 'control');
    const client = await start('client', {
      ...CLIENT,
      SocksPort: `127.0.0.1:${socksPort} IsolateSOCKSAuth`,
      ControlSocket: controlSocket,
    });
    await client.said('Bootstrapped 100%', READY_MS);
    const control = (command: string): Promise<string> => askControl(controlSocket, command);
    return {
      socksPort,
      socksUrl: `socks5h://127.0.0.1:${socksPort}`,
      exitAddresses,
      control,
      killClient: () => client.stop(),
      close,
    };
  } catch (err) {
    const logs = running.map((tor) => tor.log()).join('\n---\n');
    await close();
    throw new Error(`the private TOR network did not come up:\n${logs}`, { cause: err });
  }
}

const COMMON: Torrc = {
  TestingTorNetwork: 1,
  UseDefaultFallbackDirs: 0,
  PathsNeededToBuildCircuits: '0.67',
  ShutdownWaitLength: 0,
  AvoidDiskWrites: 1,
  Log: 'notice stdout',
  SocksPort: 0,
};

const AUTHORITY: Torrc = {
  AuthoritativeDirectory: 1,
  V3AuthoritativeDirectory: 1,
  TestingV3AuthInitialVotingInterval: '5 seconds',
  TestingV3AuthInitialVoteDelay: '2 seconds',
  TestingV3AuthInitialDistDelay: '2 seconds',
  // The first consensus may come before an exit's descriptor; the usual next one would come 5 minutes later.
  V3AuthVotingInterval: '10 seconds',
  V3AuthVoteDelay: '2 seconds',
  V3AuthDistDelay: '2 seconds',
  TestingDirAuthVoteExit: '*',
  TestingDirAuthVoteGuard: '*',
  TestingDirAuthVoteHSDir: '*',
  TestingMinExitFlagThreshold: 0,
  AuthDirMaxServersPerAddr: 0,
  AuthDirTestReachability: 0,
  ExitPolicy: 'reject *:*',
};

/** The policy is by port only: an address range is lost in microdescriptors and names are then refused. */
const EXIT: Torrc = {
  ExitRelay: 1,
  ExitPolicyRejectPrivate: 0,
  ExitPolicy: 'accept *:*',
  ServerDNSDetectHijacking: 0,
  ServerDNSTestAddresses: '127.0.0.1',
  ServerDNSAllowBrokenConfig: 1,
};

const CLIENT: Torrc = {
  ClientOnly: 1,
  LearnCircuitBuildTimeout: 0,
  CircuitBuildTimeout: 30,
  UseEntryGuards: 0,
  ClientRejectInternalAddresses: 0,
  ClientDNSRejectInternalAddresses: 0,
  ConfluxEnabled: 0,
};

function relay(nickname: string, orPort: number): Torrc {
  return {
    Nickname: nickname,
    Address: '127.0.0.1',
    ORPort: `127.0.0.1:${orPort}`,
    OutboundBindAddress: '127.0.0.1',
    AssumeReachable: 1,
    ContactInfo: 'nobody@example.com',
  };
}

/** Answers every A question with `address`, and everything else with nothing (RFC 1035). */
async function startNameServer(address: string): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const end = query.indexOf(0, 12) + 5; // name, its final zero, type, class
    const isA = query.readUInt16BE(end - 4) === 1;
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8580, 2); // an authoritative answer, no error
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(isA ? 1 : 0, 6);
    header.fill(0, 8);
    const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)]);
    socket.send(Buffer.concat([header, query.subarray(12, end), ...(isA ? [answer] : [])]), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

/** @param dirPort of an authority, which serves the consensus by plain HTTP */
async function consensusLists(dirPort: number, exits: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${dirPort}/tor/status-vote/current/consensus`).catch(() => undefined);
  if (response?.ok !== true) return false;
  return ((await response.text()).match(/^r exit\d/gm) ?? []).length >= exits;
}

/** tor has no event for this, so it is asked again and again. */
async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`not within ${READY_MS} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** One command on a connection of its own. */
function askControl(path: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(path, () => socket.write(`AUTHENTICATE\r\n${command}\r\nQUIT\r\n`));
    socket
      .setEncoding('utf8')
      .on('data', (chunk: string) => (text += chunk))
      .once('error', reject)
      .once('close', () => resolve(text));
  });
}
