/** Real ad titles, labelled elsewhere, that lie beside the project when it is developed: `../shared/data/titles-labelled.jsonl`. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Catalog } from '../../pkg/catalog/index.js';
import type { LabelledAd } from './corpus.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const SHARED_TITLES = join(root, '../shared/data/titles-labelled.jsonl');

interface Row {
  readonly title: string;
  readonly expected: {
    readonly kind: string;
    readonly model: string | null;
    readonly vram_gb: number | null;
    readonly note?: string | null;
  };
}

/** The labelled titles; `undefined` when the file is not there. */
export function readSharedTitles(catalog: Catalog): LabelledAd[] | undefined {
  if (!existsSync(SHARED_TITLES)) return undefined;
  const known = new Set(catalog.models.map((gpu) => gpu.name.toLowerCase()));
  return readFileSync(SHARED_TITLES, 'utf8')
    .trim()
    .split('\n')
    .flatMap((line, index) => {
      const { title, expected } = JSON.parse(line) as Row;
      // Labelled as no card because another catalogue does not have it: says nothing about this one.
      if (expected.note?.startsWith('out of catalogue') === true) return [];
      const isCard = expected.kind === 'gpu';
      const listed = isCard && expected.model !== null && known.has(expected.model.toLowerCase());
      return {
        title,
        description: undefined,
        where: `titles-labelled.jsonl:${index + 1}`,
        label: {
          kind: listed ? 'card' : isCard ? 'other-card' : 'not',
          model: expected.model,
          memoryGb: expected.vram_gb ?? undefined,
          flags: undefined,
          reasons: [],
        },
      };
    });
}
