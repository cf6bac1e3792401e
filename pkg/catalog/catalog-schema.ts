/** The shapes of the catalogue's data files, and what makes them valid. */
import { z } from 'zod';

export const VENDORS = [
  'NVIDIA',
  'AMD',
  'Intel',
  '3dfx',
  'Matrox',
  'S3',
  'SiS',
  'XGI',
  'STMicroelectronics',
  'Trident',
  'Cirrus Logic',
  'Moore Threads',
] as const;
export type Vendor = (typeof VENDORS)[number];

export const SEGMENTS = ['gaming', 'workstation', 'mining', 'datacenter'] as const;
export type Segment = (typeof SEGMENTS)[number];

const MB_PER_GB = 1024;
/** From the megabyte of 1990 to the largest accelerator. */
const Capacity = z
  .number()
  .min(1 / MB_PER_GB)
  .max(320);
const Capacities = z.array(Capacity).min(1);
const Name = z
  .string()
  .regex(/^[A-Z][A-Za-z0-9]*([ -][A-Za-z0-9]+)*( \([A-Z][a-z]+\))?$/, 'words and numbers, one space between');
const Year = z.number().int().min(1990).max(2100);

export const FamilyRowSchema = z.strictObject({
  vendor: z.enum(VENDORS),
  segment: z.enum(SEGMENTS),
  uncertainty: z.number().min(0.02).max(0.3),
});
/** A family of followed cards; `uncertainty` is the share by which their index may be off to either side. */
export type FamilyRow = Readonly<z.infer<typeof FamilyRowSchema>>;

export const GpuRowSchema = z.strictObject({
  name: Name,
  family: z.string(),
  launch: Year,
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

/** A card that is followed: one line of `data/gpus.ts`, where the fields are explained. */
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

const KnownCards = z.record(
  Name,
  z.tuple([Year], z.number().positive()).refine((card) => card.length > 1),
);

export const KnownFamilySchema = z
  .strictObject({
    family: z.string(),
    vendor: z.enum(VENDORS),
    segment: z.enum(SEGMENTS),
    mb: KnownCards.optional(),
    gb: KnownCards.optional(),
    asWords: z.literal(true).optional(),
    aliases: z.record(z.string().min(2), Name).optional(),
  })
  .refine(({ mb, gb }) => (mb === undefined) !== (gb === undefined), 'capacities in MB or in GB');

/** Year of launch, then the capacities it was made with. */
export type KnownCard = readonly [launch: number, ...capacities: number[]];

/** Cards that are known by name and not followed: a family of them, capacities in MB or in GB. */
export interface KnownFamily {
  readonly family: string;
  readonly vendor: Vendor;
  readonly segment: Segment;
  readonly mb?: Readonly<Record<string, KnownCard>>;
  readonly gb?: Readonly<Record<string, KnownCard>>;
  /** Names that are read word by word: their digits are no model numbers ("Voodoo3 3000", "GeForce4 MX 440"). */
  readonly asWords?: true;
  /** Further spellings, each with the name it stands for. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** Capacity in GB of an amount written in MB. */
export function gbFromMb(mb: number): number {
  return mb / MB_PER_GB;
}
