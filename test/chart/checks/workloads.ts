/** House rules for pods: requests and limits, probes, pinned images, no name twice in a list that is merged by name. */
import { containersOf, type Json, type Manifest, nameOf, podsOf } from '../manifest.js';

/** Lists that server-side apply merges by key: the same key twice is refused by Helm 4. */
const MERGE_KEYS: Record<string, string[]> = {
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  containers: ['name'],
  initContainers: ['name'],
  imagePullSecrets: ['name'],
  ports: ['containerPort', 'port', 'protocol'],
};

export function duplicateFaults(manifests: readonly Manifest[]): string[] {
  const faults: string[] = [];
  const walk = (value: Json, path: string): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, item] of Object.entries(value)) {
      const mergeKeys = MERGE_KEYS[key];
      if (mergeKeys && Array.isArray(item)) {
        const ids = item.map((entry: Json) => mergeKeys.map((name) => entry[name] ?? '').join('/'));
        for (const id of new Set(ids.filter((other, at) => ids.indexOf(other) !== at)))
          faults.push(`${path}.${key}: ${id} twice`);
      }
      walk(item, `${path}.${key}`);
    }
  };
  for (const manifest of manifests) walk(manifest, nameOf(manifest));
  const names = manifests.map((manifest) => `${manifest.apiVersion} ${nameOf(manifest)}`);
  for (const name of new Set(names.filter((other, at) => names.indexOf(other) !== at))) faults.push(`${name} twice`);
  return faults;
}

const LONG_LIVED = /^(Deployment|StatefulSet)\//;

export function workloadFaults(manifests: readonly Manifest[]): string[] {
  return podsOf(manifests).flatMap((pod) => {
    const faults: string[] = [];
    for (const container of containersOf(pod)) {
      const { requests, limits } = container.resources ?? {};
      if (!requests?.cpu || !requests.memory) faults.push(`container ${container.name} requests no cpu or memory`);
      if (!limits?.memory) faults.push(`container ${container.name} has no memory limit`);
      if (!/(@sha256:[0-9a-f]{64}|:(?!latest$)[\w.-]+)$/.test(container.image as string))
        faults.push(`container ${container.name} runs ${container.image}, which is not pinned`);
      const main = (pod.spec.containers as Json[]).includes(container);
      if (main && LONG_LIVED.test(pod.owner) && !container.livenessProbe)
        faults.push(`container ${container.name} has no liveness probe`);
      if (
        (main && LONG_LIVED.test(pod.owner) && !container.startupProbe && !container.readinessProbe) ||
        (container.restartPolicy === 'Always' && !container.readinessProbe && !container.startupProbe)
      )
        faults.push(`container ${container.name} has no probe that tells when it is ready`);
    }
    return faults.map((fault) => `${pod.owner}: ${fault}`);
  });
}
