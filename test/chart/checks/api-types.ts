/** Wrong types, missing fields and unknown fields, against the Kubernetes API's own types and small schemas of the custom kinds. */
import { createRequire } from 'node:module';
import * as kubernetes from '@kubernetes/client-node';
import { customResources } from './custom-resources.js';
import { nameOf, type Json, type Manifest } from '../manifest.js';

const require = createRequire(import.meta.url);

interface Attribute {
  baseName: string;
  type: string;
}
interface Model {
  getAttributeTypeMap(): Attribute[];
}
const models = kubernetes as unknown as Record<string, Model | undefined>;

/** `apps/v1 Deployment` -> V1Deployment; the client names its types by version and kind. */
function modelName({ apiVersion, kind }: Manifest): string {
  const version = apiVersion.split('/').at(-1) ?? '';
  return `${version[0]?.toUpperCase() ?? ''}${version.slice(1)}${kind}`;
}

/** Fields that the API does not have. `kubernetes-models` lets them pass, and so does the server unless asked. */
function unknownFields(value: Json, type: string, path: string): string[] {
  if (value === null || typeof value !== 'object') return [];
  const array = /^Array<(.*)>$/.exec(type);
  if (array) return (value as Json[]).flatMap((item, at) => unknownFields(item, array[1] ?? '', `${path}[${at}]`));
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (map) return Object.entries(value).flatMap(([key, item]) => unknownFields(item, map[1] ?? '', `${path}.${key}`));
  const model = models[type];
  if (typeof model?.getAttributeTypeMap !== 'function') return [];
  const fields = new Map(model.getAttributeTypeMap().map((attribute) => [attribute.baseName, attribute.type]));
  return Object.entries(value).flatMap(([key, item]) => {
    const fieldType = fields.get(key);
    return fieldType === undefined
      ? [`${path}.${key}: unknown field`]
      : unknownFields(item, fieldType, `${path}.${key}`);
  });
}

/** Types, enums and required fields. */
function wrongTypes(manifest: Manifest): string[] {
  const group = manifest.apiVersion === 'v1' ? 'v1' : manifest.apiVersion;
  const kinds = require(`kubernetes-models/${group}`) as Record<
    string,
    (new (data: unknown) => { validate(): void }) | undefined
  >;
  const Kind = kinds[manifest.kind];
  if (!Kind) return [`${manifest.apiVersion} has no kind ${manifest.kind}`];
  try {
    new Kind(manifest).validate();
    return [];
  } catch (err) {
    return [err instanceof Error ? err.message : String(err)];
  }
}

export function apiTypeFaults(manifests: readonly Manifest[]): string[] {
  return manifests.flatMap((manifest) => {
    const custom = customResources[`${manifest.apiVersion} ${manifest.kind}`];
    const faults = custom
      ? custom(manifest)
      : [...wrongTypes(manifest), ...unknownFields(manifest, modelName(manifest), manifest.kind)];
    return faults.map((fault) => `${nameOf(manifest)}: ${fault}`);
  });
}
