/** A real HTTP(S) server on loopback for tests: records each request, answers by path, 404 for the rest. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './self-signed-certificate.js';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** performance.now() when its headers had arrived. */
  readonly at: number;
  /** Requests that were being answered at that moment, this one included. */
  readonly inFlight: number;
  /** The address that the client connected to. */
  readonly localAddress: string | undefined;
}

export interface WebServer {
  readonly port: number;
  readonly url: URL;
  readonly seen: readonly SeenRequest[];
  /** TCP connections accepted so far. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

export interface WebServerOptions {
  readonly tls?: Certificate;
  readonly host?: string;
}

export async function startWebServer(
  answers: Readonly<Record<string, Answer>>,
  { tls, host = '127.0.0.1' }: WebServerOptions = {},
): Promise<WebServer> {
  const seen: SeenRequest[] = [];
  let inFlight = 0;
  let connections = 0;
  const listener: RequestListener = (request, response) => {
    inFlight += 1;
    response.once('close', () => (inFlight -= 1));
    const path = request.url ?? '/';
    const { localAddress } = request.socket;
    seen.push({ path, headers: request.headers, at: performance.now(), inFlight, localAddress });
    const answer = answers[path] ?? answers[path.split('?')[0] ?? path] ?? answers['*'];
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.on('connection', () => (connections += 1));
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: new URL(`${tls === undefined ? 'http' : 'https'}://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`),
    seen,
    connections: () => connections,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** 200 with this page. */
export function html(body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
  };
}

/** The given answers one after the other, then the last one for ever. */
export function inTurn(...answers: readonly Answer[]): Answer {
  let turn = 0;
  return (request, response) => answers[Math.min(turn++, answers.length - 1)]?.(request, response);
}

export function status(code: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) => {
    response.writeHead(code, headers).end();
  };
}
