/** A Kubernetes that this machine can start: scripts that a folder `shared/tools/kube` has, and the programs they have built. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface KubeTools {
  readonly script: (name: string) => string;
  /** Programs, images and data of all clusters. */
  readonly home: string;
  readonly images: string;
  /** Of the cluster that is used. */
  readonly data: string;
  /** It runs already, for somebody else: it is used, and left as it was. */
  readonly runs: boolean;
}

/** The tools, or why there are none, in words. */
export function findKubeTools(env: NodeJS.ProcessEnv = process.env): KubeTools | string {
  const folder = env['KUBE_TOOLS'] ?? candidates().find((path) => existsSync(join(path, 'node-up.sh')));
  if (folder === undefined || !existsSync(join(folder, 'node-up.sh')))
    return `no tools to start a Kubernetes with (KUBE_TOOLS=${env['KUBE_TOOLS'] ?? ''}; looked for shared/tools/kube beside this checkout)`;
  const home = env['KUBE_HOME'] ?? join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'gpu-tracker-kube');
  const missing = ['kube-apiserver', 'kubelet', 'containerd', 'kubectl', 'helm3', 'helm4'].filter(
    (program) => !existsSync(join(home, 'bin', program)),
  );
  if (missing.length > 0)
    return `programs that are not built: ${missing.join(', ')} in ${home}/bin (${folder}/build.sh)`;
  if (process.getuid?.() !== 0) return 'the right to start a Kubernetes (root)';
  const standard = join(home, 'data');
  const runs = isAlive(join(standard, 'run/kubelet'));
  return {
    script: (name) => join(folder, name),
    ...{ home, images: join(home, 'images'), data: runs ? standard : join(home, 'test'), runs },
  };
}

/** Beside this checkout or above it, and beside what it was cloned from. */
function candidates(): string[] {
  const checkouts = [root, ...gitPaths()];
  return checkouts.flatMap((checkout) => {
    const above: string[] = [];
    for (let at = checkout; at !== dirname(at); at = dirname(at)) above.push(join(dirname(at), 'shared/tools/kube'));
    return above;
  });
}

function gitPaths(): string[] {
  return [
    ['rev-parse', '--git-common-dir'],
    ['config', 'remote.origin.url'],
  ].flatMap((args) => {
    try {
      const path = execFileSync('git', args, {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
      return path === '' || /^[\w+]+:\/\/|^[\w.-]+@/.test(path) ? [] : [resolve(root, path)];
    } catch {
      return []; // no repository, or no origin
    }
  });
}

function isAlive(pidFile: string): boolean {
  try {
    process.kill(Number(readFileSync(pidFile, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}
