/** The shape of the catalogue's data file, and what makes it valid. */
import { z } from 'zod';

export const VENDORS = ['NVIDIA', 'AMD', 'Intel'] as const;
export type Vendor = (typeof VENDORS)[number];

export const SEGMENTS = ['gaming', 'workstation', 'mining', 'datacenter'] as const;
export type Segment = (typeof SEGMENTS)[number];

const Capacity = z.number().min(0.5).max(256);
const Capacities = z.array(Capacity).min(1);

export const FamilyRowSchema = z.strictObject({ vendor: z.enum(VENDORS), segment: z.enum(SEGMENTS) });
export type FamilyRow = Readonly<z.infer<typeof FamilyRowSchema>>;

export const GpuRowSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Z][A-Za-z0-9]*([ -][A-Za-z0-9]+)*( \([A-Z][a-z]+\))?$/, 'words and numbers, one space between'),
  family: z.string(),
  launch: z.number().int().min(1995).max(2100),
  gb: z
    .record(z.string().regex(/^\d+(\.5)?$/), z.number().positive().max(2000).nullable())
    .refine(
      (gb) => Object.keys(gb).every((capacity) => Capacity.safeParse(Number(capacity)).success),
      'capacity out of range',
    ),
  rareGb: Capacities.optional(),
  modGb: Capacities.optional(),
  laptopGb: Capacities.optional(),
  aliases: z.array(z.string().min(2)).optional(),
});

/** One line of the data file; the fields are explained there. */
export interface GpuRow {
  readonly name: string;
  readonly family: string;
  readonly launch: number;
  readonly gb: Readonly<Record<number, number | null>>;
  readonly rareGb?: readonly number[];
  readonly modGb?: readonly number[];
  readonly laptopGb?: readonly number[];
  readonly aliases?: readonly string[];
}
