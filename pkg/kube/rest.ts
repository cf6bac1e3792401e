/** Asks an API server for objects as plain JSON: any kind, its status apart, and nothing written by a process that may no longer write. */
import {
  ApiException,
  HttpMethod,
  IsomorphicFetchHttpLibrary,
  PatchStrategy,
  RequestContext,
  type KubeConfig,
} from '@kubernetes/client-node';
import { kubernetesError, KubernetesError } from './errors.js';
import type { KubeObject } from './objects.js';

/** A process that does not lead any more, or does not know whether it does, has written nothing. */
export class NotLeadingError extends KubernetesError {
  override readonly code = 'KUBERNETES_NOT_LEADING';
}

export interface RestOptions {
  /** Owns the fields that it applies; one for all of a program. */
  readonly fieldManager: string;
  /** How long from now writing is allowed, in milliseconds; default: for ever. */
  readonly mayWriteForMs?: () => number;
}

const TIMEOUT_MS = 15_000;

interface Question {
  readonly what: string;
  readonly method: HttpMethod;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: { readonly type: string; readonly value: unknown };
}

export interface ObjectList<T> {
  readonly metadata?: { readonly resourceVersion?: string };
  readonly items: readonly T[];
}

/** Where an object is: `/apis/batch/v1/namespaces/prices/cronjobs/gp-bulgaria`. */
export function pathOf(apiVersion: string, namespace: string, plural: string, name?: string): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return [
    root,
    'namespaces',
    encodeURIComponent(namespace),
    plural,
    ...(name === undefined ? [] : [encodeURIComponent(name)]),
  ].join('/');
}

export class Rest {
  readonly #config: KubeConfig;
  readonly #options: RestOptions;
  readonly #http = new IsomorphicFetchHttpLibrary();

  constructor(config: KubeConfig, options: RestOptions) {
    this.#config = config;
    this.#options = options;
  }

  /** `undefined` where it is not there. @throws KubernetesError */
  async read<T extends KubeObject>(path: string): Promise<T | undefined> {
    try {
      return (await this.#ask({ what: `reading ${path}`, method: HttpMethod.GET, path })) as T;
    } catch (err) {
      if (statusOf(err) === 404) return undefined;
      throw err;
    }
  }

  /** @throws KubernetesError */
  async list<T extends KubeObject>(path: string, query: Readonly<Record<string, string>> = {}): Promise<ObjectList<T>> {
    return (await this.#ask({ what: `listing ${path}`, method: HttpMethod.GET, path, query })) as ObjectList<T>;
  }

  /** Makes it so, and owns every field that is said; who wrote one of them before has lost it. @throws KubernetesError, NotLeadingError */
  async apply<T extends KubeObject>(path: string, object: T): Promise<T> {
    const { fieldManager } = this.#options;
    const body = { type: PatchStrategy.ServerSideApply, value: object };
    const query = { fieldManager, force: 'true' };
    return (await this.#write({ what: `applying ${path}`, method: HttpMethod.PATCH, path, query, body })) as T;
  }

  /** `false` where one of that name is there already. @throws KubernetesError, NotLeadingError */
  async create(path: string, object: KubeObject): Promise<boolean> {
    const { fieldManager } = this.#options;
    const body = { type: 'application/json', value: object };
    try {
      await this.#write({ what: `making ${path}`, method: HttpMethod.POST, path, query: { fieldManager }, body });
      return true;
    } catch (err) {
      if (statusOf(err) === 409) return false;
      throw err;
    }
  }

  /** Replaces the object as it was read; `undefined` where somebody else has written it since. @throws KubernetesError, NotLeadingError */
  async replace<T extends KubeObject>(path: string, object: T): Promise<T | undefined> {
    const { fieldManager } = this.#options;
    const body = { type: 'application/json', value: object };
    try {
      return (await this.#write({
        what: `writing ${path}`,
        method: HttpMethod.PUT,
        path,
        query: { fieldManager },
        body,
      })) as T;
    } catch (err) {
      if (statusOf(err) === 409) return undefined;
      throw err;
    }
  }

  /** The status alone; `false` where the object is gone. @throws KubernetesError, NotLeadingError */
  async patchStatus(path: string, status: object): Promise<boolean> {
    const { fieldManager } = this.#options;
    const body = { type: PatchStrategy.MergePatch, value: { status } };
    try {
      await this.#write({
        what: `status of ${path}`,
        method: HttpMethod.PATCH,
        path: `${path}/status`,
        query: { fieldManager },
        body,
      });
      return true;
    } catch (err) {
      if (statusOf(err) === 404) return false;
      throw err;
    }
  }

  #write(question: Question): Promise<unknown> {
    const left = this.#options.mayWriteForMs?.() ?? Number.POSITIVE_INFINITY;
    if (left <= 0) return Promise.reject(new NotLeadingError(`${question.what}: not written, another may lead by now`));
    return this.#ask(question, Math.min(left, TIMEOUT_MS));
  }

  async #ask({ what, method, path, query = {}, body }: Question, timeoutMs = TIMEOUT_MS): Promise<unknown> {
    const server = this.#config.getCurrentCluster()?.server ?? '';
    const context = new RequestContext(`${server}${path}`, method);
    for (const [name, value] of Object.entries(query)) context.setQueryParam(name, value);
    context.setHeaderParam('accept', 'application/json');
    if (body !== undefined) {
      context.setHeaderParam('content-type', body.type);
      context.setBody(JSON.stringify(body.value));
    }
    context.setSignal(AbortSignal.timeout(timeoutMs));
    try {
      await this.#config.applySecurityAuthentication(context);
      const response = await this.#http.send(context).toPromise();
      const text = await response.body.text();
      if (response.httpStatusCode >= 300)
        throw new ApiException(response.httpStatusCode, 'refused', text, response.headers);
      return JSON.parse(text) as unknown;
    } catch (err) {
      throw kubernetesError(what, err);
    }
  }
}

function statusOf(err: unknown): number | undefined {
  const { cause } = err as { cause?: unknown };
  return cause instanceof ApiException ? cause.code : undefined;
}
