/** Fields the API server refuses to change: an upgrade that changes one fails half-way. */
import { isDeepStrictEqual } from 'node:util';
import { type Json, type Manifest, nameOf } from '../manifest.js';

const IMMUTABLE: Record<string, string[]> = {
  Deployment: ['spec.selector'],
  StatefulSet: ['spec.selector', 'spec.serviceName', 'spec.podManagementPolicy', 'spec.volumeClaimTemplates'],
  Job: ['spec.template', 'spec.selector', 'spec.completions', 'spec.podReplacementPolicy'],
  Service: ['spec.clusterIP'],
  Secret: ['type'],
  PersistentVolumeClaim: ['spec.accessModes', 'spec.storageClassName'],
};

const at = (value: Json, path: string): Json => path.split('.').reduce<Json>((part, key) => part?.[key], value);

/** Compares two renderings of one release; an object whose name changed is another object. */
export function immutableFaults(before: readonly Manifest[], after: readonly Manifest[]): string[] {
  const old = new Map(before.map((manifest) => [nameOf(manifest), manifest]));
  return after.flatMap((manifest) => {
    const previous = old.get(nameOf(manifest));
    if (!previous) return [];
    return (IMMUTABLE[manifest.kind] ?? [])
      .filter((path) => !isDeepStrictEqual(at(previous, path), at(manifest, path)))
      .map((path) => `${nameOf(manifest)}: ${path} changes`);
  });
}
