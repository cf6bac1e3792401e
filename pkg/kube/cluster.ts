/** Where a kubeconfig points to: the API clients and the namespace. */
import { BatchV1Api, CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { KubernetesRefusedError } from './errors.js';

export interface Cluster {
  readonly batch: BatchV1Api;
  readonly core: CoreV1Api;
  /** Of the current context. */
  readonly namespace: string;
  readonly server: string;
}

/**
 * Connects to nothing yet. Without `kubeconfig` (its text) it looks where kubectl does: $KUBECONFIG, ~/.kube/config, the pod it runs in.
 * @throws KubernetesError when there is none, or it cannot be read
 */
export function openCluster(kubeconfig?: string): Cluster {
  const config = new KubeConfig();
  try {
    if (kubeconfig === undefined) config.loadFromDefault();
    else config.loadFromString(kubeconfig);
  } catch (err) {
    throw new KubernetesRefusedError('the kubeconfig cannot be read', { cause: err });
  }
  const cluster = config.getCurrentCluster();
  // What the client falls back to when it finds nothing at all.
  if (cluster === null || cluster.server === 'http://localhost:8080')
    throw new KubernetesRefusedError('no cluster: set KUBECONFIG, or choose a context with kubectl config use-context');
  return {
    batch: config.makeApiClient(BatchV1Api),
    core: config.makeApiClient(CoreV1Api),
    namespace: config.getContextObject(config.currentContext)?.namespace ?? 'default',
    server: cluster.server,
  };
}
