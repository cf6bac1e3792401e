/** The CustomResourceDefinitions, as the chart installs them. */
import type { z } from 'zod';
import { priceWatchSpecSchema, priceWatchStatus } from './price-watch.js';
import { scrapeTargetSpec, scrapeTargetStatus } from './scrape-target.js';
import { structuralSchema, type StructuralSchema } from './structural-schema.js';

export const GROUP = 'gputracker.dev';
export const VERSION = 'v1alpha1';
export const CATEGORY = 'gputracker';

interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'boolean' | 'date';
  readonly jsonPath: string;
  readonly description?: string;
  /** Above 0 only `-o wide` shows it. */
  readonly priority?: number;
}

interface Resource {
  readonly kind: string;
  readonly plural: string;
  readonly shortName: string;
  readonly description: string;
  readonly spec: StructuralSchema;
  readonly status: z.ZodType;
  readonly columns: readonly Column[];
}

const condition = (type: string): string => `.status.conditions[?(@.type=="${type}")].status`;
const AGE: Column = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };

const resources = (markets: readonly [string, ...string[]]): readonly Resource[] => [
  {
    ...{
      kind: 'ScrapeTarget',
      plural: 'scrapetargets',
      shortName: 'st',
      description: 'A market that is read on a schedule.',
    },
    ...{ spec: structuralSchema(scrapeTargetSpec(markets)), status: scrapeTargetStatus },
    columns: [
      { name: 'Market', type: 'string', jsonPath: '.spec.market' },
      { name: 'Schedule', type: 'string', jsonPath: '.spec.schedule' },
      { name: 'Suspended', type: 'boolean', jsonPath: '.spec.suspend' },
      { name: 'Ready', type: 'string', jsonPath: condition('Ready') },
      { name: 'Fresh', type: 'string', jsonPath: condition('Fresh') },
      { name: 'Last', type: 'string', jsonPath: '.status.lastRun.outcome' },
      { name: 'Listings', type: 'integer', jsonPath: '.status.listings' },
      { name: 'Next', type: 'string', jsonPath: '.status.nextScheduleTime' },
      { name: 'Reachable', type: 'string', jsonPath: condition('Reachable'), priority: 1 },
      { name: 'Parser', type: 'string', jsonPath: condition('ParserHealthy'), priority: 1 },
      AGE,
    ],
  },
  {
    ...{
      kind: 'PriceWatch',
      plural: 'pricewatches',
      shortName: 'pw',
      description: 'A standing question about the market.',
    },
    ...{ spec: priceWatchSpecSchema(), status: priceWatchStatus },
    columns: [
      { name: 'When', type: 'string', jsonPath: '.status.kind' },
      { name: 'Armed', type: 'string', jsonPath: condition('Armed') },
      { name: 'Matches', type: 'integer', jsonPath: '.status.matches' },
      { name: 'Pending', type: 'integer', jsonPath: '.status.pending' },
      { name: 'Last-Told', type: 'date', jsonPath: '.status.lastNotified' },
      AGE,
    ],
  },
];

/** Both definitions, as objects of `apiextensions.k8s.io/v1`. */
export function customResourceDefinitions(markets: readonly [string, ...string[]]): readonly object[] {
  return resources(markets).map(({ kind, plural, shortName, description, spec, status, columns }) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${GROUP}` },
    spec: {
      group: GROUP,
      names: {
        kind,
        plural,
        singular: kind.toLowerCase(),
        listKind: `${kind}List`,
        shortNames: [shortName],
        categories: [CATEGORY],
      },
      scope: 'Namespaced',
      versions: [
        {
          name: VERSION,
          served: true,
          storage: true,
          subresources: { status: {} },
          additionalPrinterColumns: columns,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              description,
              required: ['spec'],
              properties: {
                apiVersion: { type: 'string' },
                kind: { type: 'string' },
                metadata: { type: 'object' },
                spec,
                status: structuralSchema(status),
              },
            },
          },
        },
      ],
    },
  }));
}
