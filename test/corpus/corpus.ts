/** The labelled corpus: ads written for it, one a line. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConditionFlag, RejectReason } from '../../pkg/listing/verdict.js';

/** What an ad is, by someone who read it. */
export interface Label {
  /** `card`: a single card of the catalogue; `other-card`: a card the catalogue does not have; `not`: anything else. */
  readonly kind: 'card' | 'other-card' | 'not';
  readonly model: string | null;
  /** As the ad states it or the model has it; `undefined` = not judged. */
  readonly memoryGb: number | null | undefined;
  readonly flags: readonly ConditionFlag[] | undefined;
  /** Reasons that are right when it is rejected; empty = any. */
  readonly reasons: readonly RejectReason[];
}

export interface LabelledAd {
  readonly title: string;
  readonly description: string | undefined;
  readonly priceMinor?: number | undefined;
  readonly currency?: string | undefined;
  readonly lang: string;
  readonly label: Label;
  readonly where: string;
}

const here = dirname(fileURLToPath(import.meta.url));
export const CORPUS_FILES = [
  'holdout.txt',
  'bulgarian.txt',
  'everyday.txt',
  'everyday2.txt',
  'everyday3.txt',
  'languages.txt',
  'languages2.txt',
  'pairs.txt',
  'no-sale.txt',
  'names.txt',
] as const;

/**
 * Reads a file of the corpus. A line is `LABEL | title` or `LABEL | title | description`; LABEL is `MODEL@GB` (`-` for not
 * stated) with `+flag`s, or `!reason` (`!a|b` where two are right). Lines that begin with # are comments; one that is only a
 * language's code gives the language of what follows.
 */
export function readCorpus(file: string): LabelledAd[] {
  let lang = 'bg';
  return readFileSync(join(here, file), 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      lang = /^# ([a-z]{2})$/.exec(line)?.[1] ?? lang;
      return line.trim() === '' || line.startsWith('#') ? [] : [readLine(line, lang, `${file}:${index + 1}`)];
    });
}

function readLine(line: string, lang: string, where: string): LabelledAd {
  const [label = '', title, description] = line.split(' | ').map((part) => part.trim());
  if (title === undefined || title === '') throw new Error(`${where}: no title`);
  const ad = { title, description, lang, where };
  if (label.startsWith('!')) {
    const reasons = label.slice(1).split('|') as RejectReason[];
    const kind = reasons.includes('unknown-model') ? 'other-card' : 'not';
    return { ...ad, label: { kind, model: null, memoryGb: undefined, flags: undefined, reasons } };
  }
  const [card = '', ...flags] = label.split(' +');
  const [model = '', memory] = card.split('@');
  if (memory === undefined) throw new Error(`${where}: MODEL@GB expected, got "${label}"`);
  return {
    ...ad,
    label: {
      kind: 'card',
      model,
      memoryGb: memory === '-' ? null : Number(memory),
      flags: flags.length === 0 ? undefined : (flags as ConditionFlag[]),
      reasons: [],
    },
  };
}
