/** The labelled corpus: ads written for it, one a line, and how well a classifier does on labelled ads. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Classifier, ConditionFlag, RejectReason, Verdict } from '../../pkg/listing/verdict.js';

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
  readonly label: Label;
  readonly where: string;
}

const here = dirname(fileURLToPath(import.meta.url));
export const CORPUS_FILES = ['holdout.txt', 'bulgarian.txt', 'everyday.txt', 'everyday2.txt', 'everyday3.txt', 'languages.txt', 'languages2.txt', 'pairs.txt'] as const;

/**
 * Reads a file of the corpus. A line is `LABEL | title` or `LABEL | title | description`; LABEL is `MODEL@GB` (`-` for not
 * stated) with `+flag`s, or `!reason` (`!a|b` where two are right). Lines that begin with # are comments.
 */
export function readCorpus(file: string): LabelledAd[] {
  return readFileSync(join(here, file), 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' || line.startsWith('#') ? [] : [readLine(line, `${file}:${index + 1}`)]));
}

function readLine(line: string, where: string): LabelledAd {
  const [label = '', title, description] = line.split(' | ').map((part) => part.trim());
  if (title === undefined || title === '') throw new Error(`${where}: no title`);
  const ad = { title, description, where };
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

export interface Mistake {
  readonly ad: LabelledAd;
  readonly verdict: Verdict;
  readonly what: 'wrong' | 'missed' | 'let in' | 'reason' | 'flags';
}

export interface Ratio {
  readonly right: number;
  readonly of: number;
}

export interface Accuracy {
  /** Of ads accepted: model right, and memory right where it is labelled. */
  readonly precision: Ratio;
  /** Of single cards of the catalogue: accepted. */
  readonly recall: Ratio;
  /** Of ads that offer no single card: rejected. */
  readonly rejection: Ratio;
  /** Of rejected ads whose label has reasons: one of them. */
  readonly reason: Ratio;
  readonly byReason: ReadonlyMap<RejectReason, { readonly precision: Ratio; readonly recall: Ratio }>;
  readonly mistakes: readonly Mistake[];
}

const sameName = (a: string, b: string | null): boolean => a.toLowerCase() === b?.toLowerCase();

function isRight(label: Label, verdict: Verdict): boolean {
  return (
    verdict.verdict === 'accepted' &&
    label.kind !== 'not' &&
    sameName(verdict.model, label.model) &&
    (label.memoryGb === undefined || verdict.memoryGb === label.memoryGb)
  );
}

/** Judges every ad and counts. */
export function measure(classifier: Classifier, ads: readonly LabelledAd[]): Accuracy {
  const counts = { precision: [0, 0], recall: [0, 0], rejection: [0, 0], reason: [0, 0] } satisfies Record<string, [number, number]>;
  const reasons = new Map<RejectReason, { said: [number, number]; was: [number, number] }>();
  const mistakes: Mistake[] = [];
  const count = (pair: [number, number], right: boolean): void => {
    if (right) pair[0] += 1;
    pair[1] += 1;
  };
  const ofReason = (reason: RejectReason): { said: [number, number]; was: [number, number] } => {
    const known = reasons.get(reason) ?? { said: [0, 0], was: [0, 0] };
    reasons.set(reason, known);
    return known;
  };
  for (const ad of ads) {
    const { label } = ad;
    const verdict = classifier.classify({ title: ad.title, description: ad.description });
    const accepted = verdict.verdict === 'accepted';
    const wrong = (what: Mistake['what']): void => void mistakes.push({ ad, verdict, what });
    if (accepted) {
      const right = isRight(label, verdict);
      count(counts.precision, right);
      if (!right && label.kind !== 'not') wrong('wrong');
      if (right && label.flags?.some((flag) => !verdict.flags.includes(flag)) === true) wrong('flags');
    } else if (verdict.verdict === 'rejected' && label.reasons.length > 0) {
      const right = label.reasons.includes(verdict.reason);
      count(counts.reason, right);
      count(ofReason(verdict.reason).said, right);
      if (!right) wrong('reason');
    }
    if (label.kind === 'card') {
      count(counts.recall, accepted);
      if (!accepted) wrong('missed');
    }
    if (label.kind === 'not') {
      count(counts.rejection, !accepted);
      if (accepted) wrong('let in');
    }
    for (const reason of label.reasons.slice(0, 1)) count(ofReason(reason).was, verdict.verdict === 'rejected' && label.reasons.includes(verdict.reason));
  }
  const ratio = ([right = 0, of = 0]: readonly number[]): Ratio => ({ right, of });
  return {
    precision: ratio(counts.precision),
    recall: ratio(counts.recall),
    rejection: ratio(counts.rejection),
    reason: ratio(counts.reason),
    byReason: new Map([...reasons].map(([reason, { said, was }]) => [reason, { precision: ratio(said), recall: ratio(was) }])),
    mistakes,
  };
}

/** One mistake as a line for people. */
export function describeMistake({ ad, verdict, what }: Mistake): string {
  const label = ad.label.model === null ? ad.label.reasons.join('|') || ad.label.kind : `${ad.label.model}@${String(ad.label.memoryGb)}`;
  const said = verdict.verdict === 'accepted' ? `${verdict.model}@${String(verdict.memoryGb)}` : verdict.reason;
  const words = verdict.evidence.map((evidence) => evidence.text).join(' ~ ');
  return `${what}: ${ad.where} "${ad.title}" is ${label}, said ${said} (${verdict.rule}: ${words})`;
}
