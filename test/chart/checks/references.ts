/** Everything a pod or object names must be there when it is made: in Helm's own order of installation, or declared as the user's. */
import { containersOf, type Json, type Manifest, nameOf, podsOf } from '../manifest.js';

/** The part of Helm's InstallOrder that the chart uses; unknown kinds come last. */
const INSTALL_ORDER = [
  'NetworkPolicy',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'PersistentVolumeClaim',
  'Role',
  'RoleBinding',
  'Service',
  'Pod',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'Ingress',
];

const hookOf = (manifest: Manifest): string | undefined => manifest.metadata.annotations?.['helm.sh/hook'];

function position(manifest: Manifest): number {
  const hook = hookOf(manifest);
  const kind = INSTALL_ORDER.indexOf(manifest.kind);
  const inPhase = kind === -1 ? INSTALL_ORDER.length : kind;
  if (hook === undefined) return 1_000 + inPhase;
  const weight = Number(manifest.metadata.annotations?.['helm.sh/hook-weight'] ?? 0);
  return (hook.startsWith('pre-') ? 0 : 2_000) + weight + inPhase / 100;
}

interface Reference {
  kind: string;
  name: string;
  key?: string;
}

function podReferences(spec: Json, containers: Json[]): Reference[] {
  const found: Reference[] = [{ kind: 'ServiceAccount', name: spec.serviceAccountName }];
  for (const volume of spec.volumes ?? []) {
    if (volume.secret) found.push({ kind: 'Secret', name: volume.secret.secretName });
    if (volume.configMap) found.push({ kind: 'ConfigMap', name: volume.configMap.name });
    if (volume.persistentVolumeClaim)
      found.push({ kind: 'PersistentVolumeClaim', name: volume.persistentVolumeClaim.claimName });
  }
  for (const secret of spec.imagePullSecrets ?? []) found.push({ kind: 'Secret', name: secret.name });
  for (const container of containers) {
    for (const { valueFrom } of container.env ?? []) {
      if (valueFrom?.secretKeyRef) found.push({ kind: 'Secret', ...valueFrom.secretKeyRef });
      if (valueFrom?.configMapKeyRef) found.push({ kind: 'ConfigMap', ...valueFrom.configMapKeyRef });
    }
    for (const source of container.envFrom ?? []) {
      if (source.secretRef) found.push({ kind: 'Secret', name: source.secretRef.name });
      if (source.configMapRef) found.push({ kind: 'ConfigMap', name: source.configMapRef.name });
    }
  }
  return found;
}

/** Secrets that a hook makes in the cluster before everything else, and the keys they have. */
function madeByHook(manifests: readonly Manifest[]): Map<string, readonly string[]> {
  const env = podsOf(manifests.filter((manifest) => hookOf(manifest)?.includes('pre-install')))
    .flatMap(containersOf)
    .flatMap((container) => (container.env ?? []) as Json[]);
  const secrets = env
    .filter(({ name }) => name === 'SECRETS')
    .flatMap(({ value }) => JSON.parse(value as string) as Json[]);
  return new Map(secrets.map(({ name }) => [name as string, ['username', 'password']]));
}

/** Variables of Services that a pod without resolver relies on: `$(GP_POSTGRESQL_SERVICE_HOST)`. */
function serviceVariables(spec: Json, containers: Json[]): string[] {
  const text = JSON.stringify(containers.map((container) => container.env ?? []));
  const used = [...text.matchAll(/\$\(([A-Z0-9_]+)_SERVICE_HOST\)/g)].map((match) => match[1] ?? '');
  return [...new Set(used)].map((name) =>
    spec.enableServiceLinks === false ? `${name} (enableServiceLinks is off)` : name,
  );
}

/**
 * @param external names of the user's own objects, which no release makes
 * @param laterServices Services that an operator makes from a custom resource
 */
export function referenceFaults(
  manifests: readonly Manifest[],
  external: ReadonlySet<string>,
  laterServices: readonly string[] = [],
): string[] {
  const faults: string[] = [];
  const objects = new Map(manifests.map((manifest) => [nameOf(manifest), manifest]));
  const made = madeByHook(manifests);
  for (const manifest of manifests) {
    const [pod] = podsOf([manifest]);
    if (!pod) continue;
    const containers = containersOf(pod);
    for (const { kind, name, key } of podReferences(pod.spec, containers)) {
      if (external.has(name)) continue;
      const keys = kind === 'Secret' ? made.get(name) : undefined;
      if (keys !== undefined) {
        if (key && !keys.includes(key)) faults.push(`${pod.owner}: ${kind}/${name} has no key ${key}`);
        continue;
      }
      const target = objects.get(`${kind}/${name}`);
      if (!target) faults.push(`${pod.owner}: ${kind}/${name} does not exist`);
      else if (position(target) >= position(manifest)) faults.push(`${pod.owner}: ${kind}/${name} is made after it`);
      else if (key && !(key in (target.data ?? {}))) faults.push(`${pod.owner}: ${kind}/${name} has no key ${key}`);
    }
    const services = [
      ...manifests.filter((other) => other.kind === 'Service').map((other) => other.metadata.name),
      ...laterServices,
    ].map((name) => name.toUpperCase().replaceAll('-', '_'));
    for (const variable of serviceVariables(pod.spec, containers))
      if (!services.includes(variable)) faults.push(`${pod.owner}: no Service gives it ${variable}_SERVICE_HOST`);
  }
  return [...faults, ...selectorFaults(manifests), ...targetFaults(manifests)];
}

const matches = (selector: Record<string, string>, labels: Record<string, string>): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

/** A Service, a disruption budget or a monitor that selects nothing does nothing, silently. */
function selectorFaults(manifests: readonly Manifest[]): string[] {
  const pods = podsOf(manifests);
  const services = manifests.filter((manifest) => manifest.kind === 'Service');
  return manifests.flatMap((manifest) => {
    const { kind, spec } = manifest;
    if (kind === 'Service') {
      const selected = pods.filter((pod) => matches(spec.selector as Record<string, string>, pod.labels));
      const ports = selected.flatMap((pod) => containersOf(pod).flatMap((container) => container.ports ?? []));
      const bad = (spec.ports as Json[]).filter(
        ({ targetPort }) => !ports.some((port: Json) => port.name === targetPort || port.containerPort === targetPort),
      );
      if (selected.length === 0) return [`${nameOf(manifest)} selects no pod`];
      return bad.map(({ targetPort }) => `${nameOf(manifest)}: no container has the port ${targetPort}`);
    }
    if (kind === 'PodDisruptionBudget' || kind === 'PodMonitor') {
      const labels = spec.selector.matchLabels as Record<string, string>;
      return pods.some((pod) => matches(labels, pod.labels)) ? [] : [`${nameOf(manifest)} selects no pod`];
    }
    if (kind === 'ServiceMonitor') {
      const labels = spec.selector.matchLabels as Record<string, string>;
      const [found] = services.filter((service) => matches(labels, service.metadata.labels ?? {}));
      if (!found) return [`${nameOf(manifest)} selects no Service`];
      const ports = (found.spec.ports as Json[]).map((port) => port.name as string);
      return (spec.endpoints as Json[])
        .filter((endpoint) => !ports.includes(endpoint.port as string))
        .map((endpoint) => `${nameOf(manifest)}: ${nameOf(found)} has no port ${endpoint.port}`);
    }
    return [];
  });
}

/** What an autoscaler scales and what a route leads to must exist. */
function targetFaults(manifests: readonly Manifest[]): string[] {
  const has = (kind: string, name: string): boolean =>
    manifests.some((other) => other.kind === kind && other.metadata.name === name);
  return manifests.flatMap((manifest) => {
    const targets: { kind: string; name: string }[] = [];
    if (manifest.kind === 'HorizontalPodAutoscaler') targets.push(manifest.spec.scaleTargetRef);
    if (manifest.kind === 'StatefulSet') targets.push({ kind: 'Service', name: manifest.spec.serviceName });
    if (manifest.kind === 'Ingress')
      for (const rule of manifest.spec.rules)
        for (const path of rule.http.paths) targets.push({ kind: 'Service', name: path.backend.service.name });
    if (manifest.kind === 'HTTPRoute')
      for (const rule of manifest.spec.rules)
        for (const backend of rule.backendRefs) targets.push({ kind: 'Service', name: backend.name });
    return targets
      .filter(({ kind, name }) => !has(kind, name))
      .map(({ kind, name }) => `${nameOf(manifest)}: ${kind}/${name} does not exist`);
  });
}
