/** A process of its own: bare node:http that answers everything with the status, headers and bytes that URL gave. */
import { createServer } from 'node:http';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';

const { URL: url = '', REQUEST_HEADERS: asked = '{}' } = process.env;
/** Made by node:http itself for every answer. */
const OWN = new Set(['date', 'connection', 'keep-alive']);

request(url, { headers: JSON.parse(asked) as Record<string, string> }, (response) => {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => {
    const body = Buffer.concat(chunks);
    const headers: string[] = [];
    for (let at = 0; at < response.rawHeaders.length; at += 2) {
      const [name = '', value = ''] = response.rawHeaders.slice(at, at + 2);
      if (!OWN.has(name.toLowerCase())) headers.push(name, value);
    }
    const status = response.statusCode ?? 500;
    const server = createServer((_req, res) => {
      res.writeHead(status, headers);
      res.end(body);
    });
    server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}`));
    process.once('SIGTERM', () => {
      server.close();
      server.closeAllConnections();
    });
  });
}).end();
