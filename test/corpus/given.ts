/** Labelled ads and sentences that lie beside the project when it is developed, in `../shared/data` or a directory that is named. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Catalog } from '../../pkg/catalog/index.js';
import { CONDITION_FLAGS, REJECT_REASONS, type ConditionFlag, type RejectReason } from '../../pkg/listing/verdict.js';
import type { Label, LabelledAd } from './corpus.js';
import { plain } from './measure.js';
import type { Sentence } from './sentences.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const GIVEN = join(root, '../shared/data');
/** The files of `GIVEN` that hold ads, and those that hold sentences. */
export const GIVEN_ADS = [
  'titles-labelled.jsonl',
  'ads-real-2.jsonl',
  'ads-bg-2.jsonl',
  'traps/offers.jsonl',
  'traps/adversarial.jsonl',
] as const;
export const GIVEN_SENTENCES = ['traps/sentences-bg.jsonl'] as const;

interface AdRow {
  readonly title: string;
  readonly description?: string;
  readonly price?: number | null;
  readonly currency?: string | null;
  readonly lang?: string | null;
  readonly expected: {
    readonly kind: string;
    readonly model?: string | null;
    readonly memory_gb?: number | null;
    readonly vram_gb?: number | null;
    readonly flags?: readonly string[];
    readonly note?: string | null;
  };
}

interface SentenceRow {
  readonly text: string;
  readonly lang?: string;
  /** What the sentence says of the ad it stands in; `null` = nothing that matters. */
  readonly reveals: RejectReason | null;
}

function readLines(path: string): unknown[] | undefined {
  if (!existsSync(path)) return undefined;
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line));
}

/** The labelled ads of a file; `undefined` when it is not there. */
export function readGivenAds(catalog: Catalog, path: string): LabelledAd[] | undefined {
  const known = new Set(catalog.models.map((gpu) => plain(gpu.name)));
  // Labels follow what the seller wrote: "GeForce GT 210" and "GeForce 210" are one card.
  const nameOf = (model: string): string => (known.has(plain(model)) ? model : (catalog.resolve(model)?.name ?? model));
  const rows = readLines(path) as AdRow[] | undefined;
  // Labelled as no card because another catalogue does not have it: says nothing about this one.
  const said = rows?.filter(({ expected }) => expected.note?.startsWith('out of catalogue') !== true);
  return said?.map((row, index) => ({
    title: row.title,
    description: row.description,
    priceMinor: typeof row.price === 'number' ? Math.round(row.price * 100) : undefined,
    currency: row.currency ?? undefined,
    lang: row.lang ?? 'bg',
    where: `${path.slice(path.lastIndexOf('/') + 1)}:${index + 1}`,
    label: labelOf(row, known, nameOf),
  }));
}

function labelOf({ expected }: AdRow, known: ReadonlySet<string>, nameOf: (model: string) => string): Label {
  const { kind, flags } = expected;
  const model = typeof expected.model === 'string' ? nameOf(expected.model) : null;
  const isCard = kind === 'gpu';
  const memory = expected.memory_gb ?? expected.vram_gb ?? undefined;
  const reason = REJECT_REASONS.find((name) => name === kind);
  return {
    kind: isCard ? (model !== null && known.has(plain(model)) ? 'card' : 'other-card') : 'not',
    model,
    memoryGb: memory,
    flags: flags?.filter((flag): flag is ConditionFlag => CONDITION_FLAGS.some((name) => name === flag)),
    reasons: reason === undefined ? [] : [reason],
  };
}

/** The labelled sentences of a file; `undefined` when it is not there. */
export function readGivenSentences(path: string): Sentence[] | undefined {
  return (readLines(path) as SentenceRow[] | undefined)?.map(({ text, reveals, lang }, index) => ({
    text,
    reveals,
    lang: lang ?? 'bg',
    where: `${path.slice(path.lastIndexOf('/') + 1)}:${index + 1}`,
  }));
}
