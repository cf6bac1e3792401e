/** A real SOCKS5 server for tests: records who asked for what, resolves names from its own table, and can fail on demand. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface SocksRequest {
  readonly username: string;
  readonly password: string;
  /** As the client sent it. */
  readonly host: string;
  readonly port: number;
  /** `name` when the client left the resolving to us; `ip` means that it resolved locally. */
  readonly kind: 'name' | 'ip';
}

export interface SocksServerOptions {
  /** Where names lead; others are refused with "host unreachable". Literal addresses go where they say. */
  readonly names?: Readonly<Record<string, string>>;
  /** Reply only after this many ms. @default 0 */
  readonly delayMs?: number;
  /** Take connections and say nothing, like a TOR without a circuit. */
  readonly hangs?: boolean;
  /** @default any free one */
  readonly port?: number;
}

export interface SocksServer {
  readonly port: number;
  readonly url: string;
  readonly requests: readonly SocksRequest[];
  /** Connections that are open now. */
  readonly open: () => number;
  /** Cuts everything and stops listening, as a killed TOR does. */
  readonly kill: () => Promise<void>;
}

const NO_ACCEPTABLE_METHOD = 0xff;
const USERNAME_PASSWORD = 0x02;
const HOST_UNREACHABLE = 0x04;

export async function startSocksServer(options: SocksServerOptions = {}): Promise<SocksServer> {
  const requests: SocksRequest[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  };
  const server = createServer((socket) => {
    keep(socket);
    if (options.hangs === true)
      socket.resume(); // an unread socket would not even notice that the client left
    else void serve(socket, options, requests, keep).catch(() => socket.destroy());
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `socks5h://127.0.0.1:${port}`,
    requests,
    open: () => sockets.size,
    kill: async () => {
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}

/** RFC 1928 and RFC 1929, CONNECT only; credentials are demanded, since isolation hangs on them. */
async function serve(
  client: Socket,
  { names = {}, delayMs = 0 }: SocksServerOptions,
  requests: SocksRequest[],
  keep: (socket: Socket) => Socket,
): Promise<void> {
  const read = reader(client);
  const [, methodCount = 0] = await read(2);
  const methods = await read(methodCount);
  if (!methods.includes(USERNAME_PASSWORD)) {
    client.end(Buffer.from([5, NO_ACCEPTABLE_METHOD]));
    return;
  }
  client.write(Buffer.from([5, USERNAME_PASSWORD]));
  await read(1);
  const username = (await read((await read(1))[0] ?? 0)).toString();
  const password = (await read((await read(1))[0] ?? 0)).toString();
  client.write(Buffer.from([1, 0]));
  const [, , , addressType] = await read(4);
  const isName = addressType === 3;
  const raw = await read(isName ? ((await read(1))[0] ?? 0) : addressType === 1 ? 4 : 16);
  const host = isName ? raw.toString() : addressType === 1 ? [...raw].join('.') : `::${raw.toString('hex')}`;
  const port = (await read(2)).readUInt16BE();
  requests.push({ username, password, host, port, kind: isName ? 'name' : 'ip' });
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
  const address = isName ? names[host] : host;
  if (address === undefined) {
    client.end(Buffer.from([5, HOST_UNREACHABLE, 0, 1, 0, 0, 0, 0, 0, 0]));
    return;
  }
  const target = keep(connect(port, address));
  target.once('error', () => client.destroy());
  await once(target, 'connect');
  client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
  client.pipe(target).pipe(client);
  client.once('close', () => target.destroy());
  target.once('close', () => client.destroy());
}

/** Reads exactly n bytes at a time off a paused socket. */
function reader(socket: Socket): (length: number) => Promise<Buffer> {
  return async (length) => {
    if (length === 0) return Buffer.alloc(0);
    for (;;) {
      const got = socket.read(length) as Buffer | null;
      if (got !== null) return got;
      await once(socket, 'readable');
      if (socket.readableEnded) throw new Error('the client left');
    }
  };
}
