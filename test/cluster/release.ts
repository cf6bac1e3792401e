/** One release under test: its namespace, kubectl and helm in it, what its API says, and the shell in which documents are executed. */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const root = join(import.meta.dirname, '../..');

/** The release is called as in the documents, so that their commands fit as they are. */
export const RELEASE = 'prices';
export const NAME = `${RELEASE}-gpu-tracker`;

export interface Images {
  readonly api: string;
  readonly scraper: string;
}

export interface ReleaseOptions {
  /** The program, e.g. helm4. */
  readonly helm: string;
  readonly images: Images;
}

export class Release {
  readonly namespace: string;
  readonly images: Images;
  readonly #helm: string;
  #bin: string | undefined;

  constructor({ helm, images }: ReleaseOptions) {
    this.#helm = helm;
    this.images = images;
    this.namespace = `gpu-tracker-test-${helm.replace(/[^a-z0-9]/g, '')}-${process.pid}`;
  }

  /** A namespace of its own in which PodSecurity holds everything to `restricted`, and the simulated market in it. */
  async open(): Promise<void> {
    await run('kubectl', ['create', 'namespace', this.namespace]);
    await run('kubectl', ['label', 'namespace', this.namespace, 'pod-security.kubernetes.io/enforce=restricted']);
    this.#bin = await mkdtemp(join(tmpdir(), 'cluster-'));
    const market = await readFile(join(root, 'k8s/demo-market.yaml'), 'utf8');
    const file = join(this.#bin, 'market.yaml');
    await writeFile(file, market.replace('image: gpu-tracker-api', `image: ${this.images.api}`));
    await this.kubectl('apply', '--filename', file);
    await this.#wrappers(this.#bin);
    await this.kubectl('rollout', 'status', 'deploy/demo-market', '--timeout=3m');
  }

  async close(): Promise<void> {
    if (this.#bin !== undefined) await rm(this.#bin, { recursive: true });
    await run('kubectl', ['delete', 'namespace', this.namespace, '--wait=false']);
  }

  /** Writes a file that a document's commands name as `./name`. */
  async file(name: string, text: string): Promise<void> {
    await writeFile(join(this.#bin ?? '', name), text);
  }

  async apply(...items: object[]): Promise<void> {
    const manifest = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
    await this.shell(`kubectl --namespace ${this.namespace} apply -f - <<'E'\n${manifest}\nE`);
  }

  kubectl(...args: string[]): Promise<string> {
    return run('kubectl', ['--namespace', this.namespace, ...args]);
  }

  helm(...args: string[]): Promise<string> {
    return run(this.#helm, ['--namespace', this.namespace, ...args]);
  }

  /** Renders without asking the cluster, whose version Helm then has to be told. */
  template(...args: string[]): Promise<string> {
    return this.helm('template', ...args, '--kube-version', '1.35.0');
  }

  /** Values of a small development release that reads the simulated market, with `images`. */
  values(images = this.images, chart = root): string[] {
    const storage = process.env['STORAGE_CLASS'];
    const volumes = storage === undefined ? [] : ['--set', `global.storageClass=${storage}`];
    // No run but those of the test: a scheduled one at the same time would hold the lock.
    const schedule = ['--set', 'scraper.schedule=0 0 29 2 *'];
    return ['--values', join(chart, 'k8s/kind-values.yaml'), ...schedule, ...volumes, ...imageFlags(images)];
  }

  /** Runs a document's commands in this namespace, as a person would; `helm` gets the values of the test where a person gives his own. */
  async shell(script: string): Promise<string> {
    const text = script
      .replaceAll(`--namespace ${RELEASE}`, `--namespace ${this.namespace}`)
      .replaceAll(`-n ${RELEASE} `, `-n ${this.namespace} `)
      .replaceAll(' ./dumps', ` ${this.#bin ?? ''}/dumps`)
      .replaceAll('=./', `=${this.#bin ?? ''}/`);
    const path = `${this.#bin ?? ''}${delimiter}${process.env['PATH'] ?? ''}`;
    const env = { ...process.env, PATH: path, NS: this.namespace, NAME };
    return run('bash', ['--norc', '-euo', 'pipefail', '-c', text], { cwd: root, env });
  }

  /** Asks the API through the API server, so that no port is forwarded. */
  async ask(path: string): Promise<unknown> {
    const service = `/api/v1/namespaces/${this.namespace}/services/${NAME}-api:http/proxy`;
    return JSON.parse(await this.kubectl('get', '--raw', `${service}${path}`));
  }

  /** Published listings. */
  async total(): Promise<number> {
    return ((await this.ask('/api/listings/count/total')) as { total: number }).total;
  }

  /** One run of the scraper by `gpu-tracker run-now --wait`; resolves to its last lines of log. */
  async scrape(): Promise<string> {
    const said = await this.shell(`gpu-tracker run-now --namespace ${RELEASE} --wait --timeout 300`);
    const [, job = ''] = /^Job (\S+)/m.exec(said) ?? [];
    return this.kubectl('logs', `job/${job}`, '--container', 'scraper');
  }

  async get(what: string, path: string): Promise<string> {
    return this.kubectl('get', what, '--output', `jsonpath=${path}`);
  }

  async #wrappers(folder: string): Promise<void> {
    const values = this.values()
      .map((word) => `'${word}'`)
      .join(' ');
    const programs = {
      // With --reset-then-reuse-values the release has them already.
      helm: `case "$1 $*" in install*|upgrade*) [[ "$*" == *reuse-values* ]] || set -- "$@" ${values};; esac\nexec ${this.#helm} "$@"`,
      'gpu-tracker': `exec '${process.execPath}' '${join(root, 'dist/cmd/gpu-tracker/main.js')}' "$@"`,
    };
    for (const [name, body] of Object.entries(programs)) {
      await writeFile(join(folder, name), `#!/bin/bash\n${body}\n`);
      await chmod(join(folder, name), 0o755);
    }
  }
}

export function imageFlags(images: Images): string[] {
  return Object.entries(images).flatMap(([name, image]) => {
    const [, repository = image, tag = 'latest'] = /^(.+):([^:/]+)$/.exec(image as string) ?? [];
    return ['--set', `image.${name}.repository=${repository},image.${name}.tag=${tag}`];
  });
}

/** Resolves to what the program printed. @throws with its words when it fails */
export async function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  try {
    const { stdout } = await exec(program, args, { maxBuffer: 32 << 20, ...options });
    return stdout.trim();
  } catch (err) {
    const { stdout = '', stderr = '' } = err as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`, { cause: err });
  }
}
