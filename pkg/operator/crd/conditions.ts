/** Conditions in the convention of the API server: one of each type, with the generation that it is of. */
import { z } from 'zod';

export interface Condition<T extends string = string> {
  readonly type: T;
  readonly status: 'True' | 'False' | 'Unknown';
  /** One word in CamelCase, for machines. */
  readonly reason: string;
  /** A sentence for people. */
  readonly message: string;
  readonly observedGeneration: number;
  /** ISO 8601, whole seconds: when `status` last changed. */
  readonly lastTransitionTime: string;
}

export const conditionsSchema = <T extends string>(types: readonly [T, ...T[]]) =>
  z
    .array(
      z.strictObject({
        type: z.enum(types),
        status: z.enum(['True', 'False', 'Unknown']),
        reason: z
          .string()
          .regex(/^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/)
          .min(1)
          .max(1024),
        message: z.string().max(32_768),
        observedGeneration: z.number().int().min(0),
        lastTransitionTime: z.iso.datetime(),
      }),
    )
    .optional()
    .meta({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['type'] });

/** What is the case now; the times of transitions are kept where the status did not change. */
export function mergeConditions<T extends string>(
  before: readonly Condition[],
  now: readonly Omit<Condition<T>, 'lastTransitionTime' | 'observedGeneration'>[],
  generation: number,
  at: Date,
): Condition<T>[] {
  return now.map((condition) => {
    const known = before.find(({ type }) => type === condition.type);
    const lastTransitionTime =
      known?.status === condition.status ? known.lastTransitionTime : `${at.toISOString().slice(0, 19)}Z`;
    return { ...condition, observedGeneration: generation, lastTransitionTime };
  });
}
