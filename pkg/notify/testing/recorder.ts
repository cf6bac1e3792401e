/** A recording stand-in for a channel's HTTP API: keeps each request whole, and answers as it is told. */
import type { IncomingHttpHeaders } from 'node:http';
import { startWebServer, type Answer } from '../../../test/support/web-server.js';

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Recorder {
  readonly url: string;
  readonly port: number;
  readonly requests: Recorded[];
  /** What the next requests are answered, one each; then 200 with an empty object. */
  readonly answers: Answer[];
  readonly close: () => Promise<void>;
}

export const answer =
  (status: number, body = '', headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };

export async function startRecorder(): Promise<Recorder> {
  const requests: Recorded[] = [];
  const answers: Answer[] = [];
  const server = await startWebServer({
    '*': (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        requests.push({ method, path: url, headers, body: Buffer.concat(chunks).toString('utf8') });
        (answers.shift() ?? answer(200, '{"ok":true}'))(request, response);
      });
    },
  });
  return { url: server.url.href.replace(/\/$/, ''), port: server.port, requests, answers, close: server.close };
}
