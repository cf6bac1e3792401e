/** Renders the chart, once per Helm version and values file. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { helm, type HelmVersion } from './helm.js';
import { parseManifests, type Manifest } from './manifest.js';

export const CHART = join(process.cwd(), 'charts/gpu-tracker');

/** The values files of `ci/`: one per way to run the chart. */
export const VALUES_FILES = readdirSync(join(CHART, 'ci')).filter((file) => file.endsWith('-values.yaml'));

const rendered = new Map<string, Promise<string>>();

export function renderText(version: HelmVersion, valuesFile: string, ...args: string[]): Promise<string> {
  const key = [version, valuesFile, ...args].join(' ');
  let text = rendered.get(key);
  if (!text) {
    text = helm(
      version,
      ...['template', 'gp', CHART, '--namespace', 'prices', '--kube-version', '1.35.0'],
      ...['--values', join(CHART, 'ci', valuesFile), ...args],
    );
    rendered.set(key, text);
  }
  return text;
}

/** Fresh objects at each call: a test may change them. */
export async function render(
  valuesFile: string,
  version: HelmVersion = 'helm4',
  ...args: string[]
): Promise<Manifest[]> {
  return parseManifests(await renderText(version, valuesFile, ...args));
}
