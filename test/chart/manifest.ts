/** Rendered objects as data, and the pods among them. */
import { YAML11_SCHEMA, loadAll } from 'js-yaml';

/** Rendered YAML: the checks are what finds out its shape. */
export type Json = any;

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  [field: string]: Json;
}

/** Parses as Kubernetes does (YAML 1.1); a key that is written twice throws. */
export function parseManifests(text: string): Manifest[] {
  return loadAll(text, { schema: YAML11_SCHEMA }).filter((document) => document !== null) as Manifest[];
}

export const nameOf = (manifest: Manifest): string => `${manifest.kind}/${manifest.metadata.name}`;

export interface PodOf {
  /** e.g. `CronJob/gp-gpu-tracker-scraper` */
  owner: string;
  labels: Record<string, string>;
  spec: Json;
}

/** Every pod the manifests would make. */
export function podsOf(manifests: readonly Manifest[]): PodOf[] {
  return manifests.flatMap((manifest) => {
    const template =
      manifest.kind === 'Pod'
        ? manifest
        : manifest.kind === 'CronJob'
          ? manifest.spec.jobTemplate.spec.template
          : ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'].includes(manifest.kind)
            ? manifest.spec.template
            : undefined;
    return template ? [{ owner: nameOf(manifest), labels: template.metadata.labels ?? {}, spec: template.spec }] : [];
  });
}

export const containersOf = (pod: PodOf): Json[] => [
  ...(pod.spec.initContainers ?? []),
  ...(pod.spec.containers ?? []),
];
