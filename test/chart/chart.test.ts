/** Every values file of the chart, rendered by Helm 3 and Helm 4, passes every check. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { apiTypeFaults } from './checks/api-types.js';
import { immutableFaults } from './checks/immutable.js';
import { podSecurityFaults } from './checks/pod-security.js';
import { referenceFaults } from './checks/references.js';
import { duplicateFaults, workloadFaults } from './checks/workloads.js';
import { HELM_VERSIONS, helmBinary } from './helm.js';
import { type Json, parseManifests } from './manifest.js';
import { CHART, VALUES_FILES, render, renderText } from './render.js';

/** The objects a values file says are the user's own. */
function externalNames(valuesFile: string): Set<string> {
  const names = new Set<string>();
  const walk = (value: Json): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, item] of Object.entries(value)) {
      if (['existingSecret', 'existingClaim', 'secretName', 'imagePullSecrets'].includes(key))
        for (const name of [item].flat()) names.add(String(name));
      walk(item);
    }
  };
  walk(load(readFileSync(join(CHART, 'ci', valuesFile), 'utf8')));
  return names;
}

beforeAll(async () => {
  await Promise.all(HELM_VERSIONS.map(helmBinary));
}, 120_000);

describe.each(VALUES_FILES)('%s', (valuesFile) => {
  test('renders to the same objects in Helm 3 and Helm 4', async () => {
    const normal = (text: string): unknown =>
      parseManifests(text).sort((a, b) => (a.kind + a.metadata.name < b.kind + b.metadata.name ? -1 : 1));
    expect(normal(await renderText('helm3', valuesFile))).toEqual(normal(await renderText('helm4', valuesFile)));
  });

  test('renders to the same bytes twice, so that GitOps finds nothing to do', async () => {
    for (const version of HELM_VERSIONS) {
      const first = await renderText(version, valuesFile);
      expect(await renderText(version, valuesFile, '--no-hooks=false')).toBe(first); // another key: rendered anew
    }
  });

  test('has no unknown field, wrong type, root user, writable root, double name, unpinned image or dangling reference', async () => {
    const manifests = await render(valuesFile);
    const platformChooses = /^fixedUsers: false$/m.test(readFileSync(join(CHART, 'ci', valuesFile), 'utf8'));
    const cnpg = manifests.filter(({ kind }) => kind === 'Cluster').map(({ metadata }) => `${metadata.name}-rw`);
    expect([
      ...apiTypeFaults(manifests),
      ...podSecurityFaults(manifests).filter((fault) => !platformChooses || !fault.endsWith('no user other than root')),
      ...duplicateFaults(manifests),
      ...workloadFaults(manifests),
      ...referenceFaults(manifests, externalNames(valuesFile), cnpg),
    ]).toEqual([]);
  });

  test('can be upgraded to the next version of chart and images without touching an immutable field', async () => {
    const text = await renderText('helm4', valuesFile);
    const next = text.replaceAll('0.1.0', '0.2.0');
    // The names of these Jobs come from their templates, so Helm makes others.
    const before = parseManifests(text);
    const after = parseManifests(next.replace(/(-(?:migrate|passwords)-)[0-9a-f]{8}/g, '$1ffffffff'));
    expect(immutableFaults(before, after)).toEqual([]);
  });
});
