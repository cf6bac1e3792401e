/** Requests exactly as written: node:http without a pool, and raw sockets for what node:http would not send. */
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';

export interface RawResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
  /** Parsed body; fails the test when it is no JSON. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the test says what it expects
  json<T = unknown>(): T;
}

export function ask(
  url: string,
  options: { method?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'GET', agent: false, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body,
          text: body.toString(),
          json: () => JSON.parse(body.toString()) as never,
        });
      });
    });
    sent.once('error', reject);
    sent.end();
  });
}

/** Sends the text and resolves to all that comes back until the server closes. */
export function askRaw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}
