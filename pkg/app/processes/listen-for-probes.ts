/** A small HTTP server for probes and metrics, on a port that the public must not reach. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ProbeAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface ProbeServer {
  /** The one it got, when 0 was asked for. */
  readonly port: number;
  close(): void;
}

export interface ProbeOptions {
  readonly host: string;
  readonly port: number;
  /** By path; any other path is 404, and one whose answer fails 500. */
  readonly answers: Readonly<Record<string, () => ProbeAnswer | Promise<ProbeAnswer>>>;
}

export async function listenForProbes({ host, port, answers }: ProbeOptions): Promise<ProbeServer> {
  const server = createServer((req, res) => {
    const path = (req.url ?? '').split('?')[0] ?? '';
    const answer = Object.hasOwn(answers, path) ? answers[path] : undefined;
    if (answer === undefined) {
      res.writeHead(404).end();
      return;
    }
    Promise.resolve()
      .then(answer)
      .then(
        ({ status, contentType, body }) => res.writeHead(status, { 'Content-Type': contentType }).end(body),
        () => res.writeHead(500).end(),
      );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
