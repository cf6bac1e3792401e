/** As much of an API server as a run by hand needs, over a real socket: CronJobs, Jobs, pods, and a controller the test drives. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Metadata {
  name: string;
  labels?: Record<string, string>;
  [field: string]: unknown;
}
export interface StoredObject {
  metadata: Metadata;
  [field: string]: unknown;
}

export class ApiDouble {
  readonly cronJobs: StoredObject[] = [];
  readonly jobs: StoredObject[] = [];
  readonly pods: StoredObject[] = [];
  /** Verb and resource of each request, as RBAC names them: `list cronjobs`. */
  readonly asked: string[] = [];
  /** Answers the next request with this status and message instead. */
  failNext: { status: number; message: string } | undefined;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** A kubeconfig that points here. */
  kubeconfig(namespace = 'prices'): string {
    const { port } = this.#server.address() as AddressInfo;
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'double',
      // The client refuses plain http unless told so.
      clusters: [{ name: 'double', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
      contexts: [{ name: 'double', context: { cluster: 'double', user: 'double', namespace } }],
      users: [{ name: 'double', user: { token: 'token' } }],
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = await this.#reply(request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  async #reply(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const url = new URL(request.url ?? '/', 'http://double');
    if (this.failNext) {
      const { status, message } = this.failNext;
      this.failNext = undefined;
      return refusal(status, message);
    }
    const [, kind = '', name] = /\/namespaces\/[^/]+\/(cronjobs|jobs|pods)(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    const stores: Record<string, StoredObject[]> = { cronjobs: this.cronJobs, jobs: this.jobs, pods: this.pods };
    const store = stores[kind];
    this.asked.push(`${request.method === 'POST' ? 'create' : name === undefined ? 'list' : 'get'} ${kind}`);
    if (!store) return refusal(404, 'the server could not find the requested resource');
    if (request.method === 'POST') {
      const created = JSON.parse(await text(request)) as StoredObject;
      if (store.some(({ metadata }) => metadata.name === created.metadata.name))
        return refusal(409, `${kind} "${created.metadata.name}" already exists`);
      store.push(created);
      return { status: 201, body: created };
    }
    const isWanted = labelled(url.searchParams.get('labelSelector'));
    if (name === undefined) return { status: 200, body: { items: store.filter(isWanted) } };
    const found = store.find(({ metadata }) => metadata.name === name);
    return found ? { status: 200, body: found } : refusal(404, `${kind} "${name}" not found`);
  }
}

function refusal(code: number, message: string): { status: number; body: unknown } {
  return { status: code, body: { kind: 'Status', status: 'Failure', code, message } };
}

function labelled(selector: string | null): (object: StoredObject) => boolean {
  const wanted = (selector ?? '').split(',').filter((part) => part !== '');
  return ({ metadata }) =>
    wanted.every((part) => {
      const [key = '', value] = part.split('=');
      return metadata.labels?.[key] === value;
    });
}

async function text(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request as AsyncIterable<Buffer>) body += chunk.toString();
  return body;
}
