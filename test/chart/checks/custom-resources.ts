/** Strict schemas of the few custom kinds the chart makes: the fields it uses and no others. */
import { z } from 'zod';
import type { Manifest } from '../manifest.js';

const metadata = z.strictObject({
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()).optional(),
});
const duration = z.string().regex(/^\d+(s|m|h|d)$/);
const matchLabels = z.strictObject({ matchLabels: z.record(z.string(), z.string()) });
const relabelings = z
  .array(
    z.strictObject({
      action: z.enum(['replace', 'keep', 'drop', 'labelmap', 'labeldrop', 'labelkeep']).optional(),
      sourceLabels: z.array(z.string()).optional(),
      targetLabel: z.string().optional(),
      regex: z.string().optional(),
      replacement: z.string().optional(),
    }),
  )
  .optional();
const endpoint = z.strictObject({ port: z.string(), interval: duration, path: z.string().optional(), relabelings });
const kind = <Spec extends z.ZodType>(apiVersion: string, name: string, spec: Spec) =>
  z.strictObject({ apiVersion: z.literal(apiVersion), kind: z.literal(name), metadata, spec });

const rule = z.strictObject({
  alert: z.string(),
  expr: z.string(),
  for: duration.optional(),
  labels: z.strictObject({ severity: z.enum(['critical', 'warning', 'info']) }),
  annotations: z.strictObject({ summary: z.string(), description: z.string(), runbook_url: z.url() }),
});
const secretName = z.strictObject({ name: z.string() });
const names = z.array(z.string());

const schemas = [
  kind(
    'monitoring.coreos.com/v1',
    'ServiceMonitor',
    z.strictObject({ jobLabel: z.string(), selector: matchLabels, endpoints: z.array(endpoint).min(1) }),
  ),
  kind(
    'monitoring.coreos.com/v1',
    'PodMonitor',
    z.strictObject({ jobLabel: z.string(), selector: matchLabels, podMetricsEndpoints: z.array(endpoint).min(1) }),
  ),
  kind(
    'monitoring.coreos.com/v1',
    'PrometheusRule',
    z.strictObject({ groups: z.array(z.strictObject({ name: z.string(), rules: z.array(rule).min(1) })).min(1) }),
  ),
  kind(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    z.strictObject({
      parentRefs: z
        .array(
          z.strictObject({ name: z.string(), namespace: z.string().optional(), sectionName: z.string().optional() }),
        )
        .min(1),
      hostnames: names.optional(),
      rules: z.array(
        z.strictObject({
          matches: z.array(
            z.strictObject({ path: z.strictObject({ type: z.literal('PathPrefix'), value: z.string() }) }),
          ),
          backendRefs: z.array(z.strictObject({ name: z.string(), port: z.int() })),
        }),
      ),
    }),
  ),
  kind(
    'postgresql.cnpg.io/v1',
    'Cluster',
    z.strictObject({
      instances: z.int().min(1),
      imageName: z.string(),
      inheritedMetadata: z.strictObject({ labels: z.record(z.string(), z.string()) }),
      bootstrap: z.union([
        z.strictObject({
          initdb: z.strictObject({ database: z.string(), owner: z.string(), secret: secretName, postInitSQL: names }),
        }),
        z.strictObject({
          recovery: z.strictObject({
            source: z.string().optional(),
            backup: secretName.optional(),
            recoveryTarget: z.record(z.string(), z.unknown()).optional(),
            ...{ database: z.string(), owner: z.string(), secret: secretName },
          }),
        }),
      ]),
      externalClusters: z.array(z.looseObject({ name: z.string() })).optional(),
      backup: z.looseObject({}).optional(),
      plugins: z.array(z.looseObject({ name: z.string() })).optional(),
      managed: z.strictObject({
        roles: z.array(
          z.strictObject({
            name: z.string(),
            login: z.literal(true),
            createdb: z.boolean().optional(),
            inRoles: names,
            passwordSecret: secretName,
          }),
        ),
      }),
      postgresql: z.strictObject({ parameters: z.record(z.string(), z.string()) }),
      resources: z.strictObject({
        requests: z.record(z.string(), z.string()),
        limits: z.record(z.string(), z.string()),
      }),
      storage: z.strictObject({ size: z.string(), storageClass: z.string().optional() }),
    }),
  ),
  kind(
    'postgresql.cnpg.io/v1',
    'ScheduledBackup',
    z.strictObject({
      schedule: z.string().regex(/^\S+( \S+){5}$/),
      method: z.enum(['barmanObjectStore', 'volumeSnapshot', 'plugin']),
      pluginConfiguration: z.looseObject({ name: z.string() }).optional(),
      backupOwnerReference: z.literal('cluster'),
      cluster: secretName,
    }),
  ),
];

/** By `apiVersion kind`: the faults of an object of that kind. */
export const customResources: Record<string, ((manifest: Manifest) => string[]) | undefined> = Object.fromEntries(
  schemas.map((schema) => [
    `${schema.shape.apiVersion.value} ${schema.shape.kind.value}`,
    (manifest: Manifest) => {
      const read = schema.safeParse(manifest);
      return read.success ? [] : read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    },
  ]),
);
