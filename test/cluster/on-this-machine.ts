/**
 * `tsx test/cluster/on-this-machine.ts [--short]`: starts a Kubernetes with a real node on this machine when its programs are built, runs the
 * cluster suite in it with Helm 3 and Helm 4 at the same time, and takes it away again. Says so, aloud, when there is none to start.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { addToSummary, type Counts } from '../support/summary.mjs';
import { importImages } from './images.js';
import { findKubeTools, type KubeTools } from './kube-tools.js';

const HELMS = ['helm3', 'helm4'];
const NETNS = 'gpu-tracker-test';

function start({ script, data, home, runs }: KubeTools, env: NodeJS.ProcessEnv): void {
  if (runs) return;
  clear(data);
  const options = { env: { ...env, FAKE_NODES: '0' }, stdio: 'inherit' } as const;
  execFileSync(script('up.sh'), [data], options);
  execFileSync(script('node-up.sh'), [data, join(home, 'images/img-pause.tar')], options);
}

function stop({ script, data, runs }: KubeTools, env: NodeJS.ProcessEnv): void {
  if (runs) return;
  execFileSync(script('down.sh'), [data], { env, stdio: 'inherit' });
  clear(data);
  execFileSync('ip', ['netns', 'del', NETNS]);
}

/** Volumes of pods that were killed with their node are still mounted. */
function clear(data: string): void {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
  const ours = mounts.map((line) => line.split(' ')[1] ?? '').filter((path) => path.startsWith(`${data}/`));
  for (const path of ours.reverse()) execFileSync('umount', ['--lazy', path]);
  rmSync(data, { recursive: true, force: true });
}

/** The DNS of a cluster that was begun without images has not come up yet. */
function awaitNames({ script, runs }: KubeTools, env: NodeJS.ProcessEnv): void {
  if (runs) return;
  const kubectl = (...args: string[]): void => {
    execFileSync(script('with-cluster'), ['kubectl', '--namespace', 'kube-system', ...args], { env, stdio: 'inherit' });
  };
  kubectl('delete', 'pod', '--selector', 'k8s-app=kube-dns');
  kubectl('wait', 'pod', '--selector', 'k8s-app=kube-dns', '--for=condition=Ready', '--timeout=2m');
}

async function suite(helm: string, tools: KubeTools, env: NodeJS.ProcessEnv): Promise<Counts> {
  const command = [process.execPath, '--import', 'tsx', 'test/cluster/run.ts', ...process.argv.slice(2)];
  const child = spawn(tools.script('with-cluster'), command, {
    env: { ...env, HELM: helm },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'close');
  process.stdout.write(said); // in one piece, since two run at once
  const [, passed, failed] = /^cluster: (\d+) passed, (\d+) failed$/m.exec(said) ?? [];
  // A suite that could not tell how it ended has failed.
  return passed === undefined ? { passed: 0, failed: 1 } : { passed: Number(passed), failed: Number(failed) };
}

const tools = findKubeTools();
if (typeof tools === 'string') {
  const line = '*'.repeat(100);
  console.log(
    `${line}\nTHE CLUSTER SUITE WAS NOT RUN: there is ${tools.startsWith('no ') ? '' : 'no: '}${tools}\n${line}`,
  );
} else {
  const kubeconfig = join(tools.data, 'kubeconfig/admin');
  const env = {
    ...process.env,
    ...(tools.runs ? {} : { NETNS }),
    KUBECONFIG: kubeconfig,
    STORAGE_CLASS: 'expandable',
    POLICIES_ENFORCED: '1',
  };
  let counts: Counts[] = [{ passed: 0, failed: 1 }];
  try {
    start(tools, env);
    execFileSync(process.execPath, ['scripts/build.mjs', '--if-stale'], { stdio: 'inherit' });
    const images = await importImages(tools);
    awaitNames(tools, env);
    counts = await Promise.all(HELMS.map((helm) => suite(helm, tools, { ...env, ...images })));
  } finally {
    stop(tools, env);
    const sum = (key: keyof Counts): number => counts.reduce((all, one) => all + one[key], 0);
    addToSummary({ passed: sum('passed'), failed: sum('failed') });
    process.exitCode = sum('failed') > 0 ? 1 : 0;
  }
}
