/** As much of an API server as `helm install --dry-run=client` asks for: its version and the kinds it has. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const KINDS: Record<string, string[]> = {
  v1: ['ServiceAccount', 'Secret', 'ConfigMap', 'PersistentVolumeClaim', 'Service', 'Pod'],
  'apps/v1': ['Deployment', 'StatefulSet'],
  'batch/v1': ['Job', 'CronJob'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'rbac.authorization.k8s.io/v1': ['Role', 'RoleBinding'],
  'policy/v1': ['PodDisruptionBudget'],
  'networking.k8s.io/v1': ['NetworkPolicy', 'Ingress'],
  'gateway.networking.k8s.io/v1': ['HTTPRoute'],
  'monitoring.coreos.com/v1': ['ServiceMonitor', 'PodMonitor', 'PrometheusRule'],
  'postgresql.cnpg.io/v1': ['Cluster'],
};

function resourceList(groupVersion: string, kinds: string[]): unknown {
  const resources = kinds.map((kind) => ({
    name: `${kind.toLowerCase().replace(/y$/, 'ie').replace(/ss$/, 'sse')}s`,
    kind,
    namespaced: true,
    verbs: ['create'],
  }));
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources };
}

/** Serves it on loopback while `work` runs. */
export async function withVersionServer<T>(version: string, work: (url: string) => Promise<T>): Promise<T> {
  const [major, minor] = version.split('.');
  const groups = Object.keys(KINDS).flatMap((groupVersion) => {
    const [name, groupOnly] = groupVersion.split('/');
    const served = { groupVersion, version: groupOnly };
    return groupOnly ? [{ name, versions: [served], preferredVersion: served }] : [];
  });
  const answers: Record<string, unknown> = {
    '/version': { major, minor, gitVersion: `v${version}` },
    '/api': { kind: 'APIVersions', versions: ['v1'] },
    '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups },
  };
  for (const [groupVersion, kinds] of Object.entries(KINDS))
    answers[groupVersion === 'v1' ? '/api/v1' : `/apis/${groupVersion}`] = resourceList(groupVersion, kinds);
  const server = createServer((request, response) => {
    const answer = answers[request.url?.split('?')[0] ?? ''];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
