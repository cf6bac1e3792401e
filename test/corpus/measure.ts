/** How well a classifier does on labelled ads. */
import { REJECT_REASONS, type Classifier, type RejectReason, type Verdict } from '../../pkg/listing/verdict.js';
import type { Label, LabelledAd } from './corpus.js';
import { Counter, type Ratio } from './ratio.js';

export interface Mistake {
  readonly ad: LabelledAd;
  readonly verdict: Verdict;
  readonly what: 'wrong' | 'missed' | 'let in' | 'reason' | 'flags';
}

export interface Accuracy {
  /** Of ads accepted: model right, and memory right where it is labelled. */
  readonly precision: Ratio;
  /** Of single cards of the catalogue: accepted. */
  readonly recall: Ratio;
  /** Of ads that offer no single card: not accepted. */
  readonly rejection: Ratio;
  /** Of rejected ads whose label has reasons: one of them. */
  readonly reason: Ratio;
  /** Of all ads: in review. */
  readonly review: Ratio;
  readonly byReason: ReadonlyMap<RejectReason, { readonly precision: Ratio; readonly recall: Ratio }>;
  readonly mistakes: readonly Mistake[];
}

/** Vendor words that some label with and some without: "GeForce GT 730", "Radeon HD6450", "Quadro RTX A2000". */
const sameName = (a: string, b: string | null): boolean => plain(a) === plain(b ?? '');
export const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^(?:geforce|radeon|quadro|nvidia|amd)\s+(?=(?:gt|gts|gtx|rtx|rx|hd|r[579]|pro|firepro)\b|[tp]\d|hd\d)/, '')
    .replace(/^quadro (?=rtx a|t\d)/, '')
    .replace(/\s+/g, '');

function isRight(label: Label, verdict: Verdict): boolean {
  return (
    verdict.verdict === 'accepted' &&
    label.kind !== 'not' &&
    sameName(verdict.model, label.model) &&
    (label.memoryGb === undefined || verdict.memoryGb === label.memoryGb)
  );
}

export function judge(classifier: Classifier, ad: LabelledAd): Verdict {
  const { title, description, priceMinor, currency } = ad;
  return classifier.classify({ title, description, priceMinor, currency });
}

/** Judges every ad and counts. */
export function measure(classifier: Classifier, ads: readonly LabelledAd[]): Accuracy {
  const count = {
    precision: new Counter(),
    recall: new Counter(),
    rejection: new Counter(),
    reason: new Counter(),
    review: new Counter(),
  };
  const said = new Map(REJECT_REASONS.map((reason) => [reason, new Counter()]));
  const was = new Map(REJECT_REASONS.map((reason) => [reason, new Counter()]));
  const mistakes: Mistake[] = [];
  for (const ad of ads) {
    const { label } = ad;
    const verdict = judge(classifier, ad);
    const accepted = verdict.verdict === 'accepted';
    const wrong = (what: Mistake['what']): void => void mistakes.push({ ad, verdict, what });
    count.review.count(verdict.verdict === 'review');
    if (accepted) {
      const right = isRight(label, verdict);
      count.precision.count(right);
      if (!right && label.kind !== 'not') wrong('wrong');
      if (right && label.flags?.some((flag) => !verdict.flags.includes(flag)) === true) wrong('flags');
    } else if (verdict.verdict === 'rejected' && label.reasons.length > 0) {
      const right = label.reasons.includes(verdict.reason);
      count.reason.count(right);
      said.get(verdict.reason)?.count(right);
      if (!right) wrong('reason');
    }
    if (label.kind === 'card') {
      count.recall.count(accepted);
      if (!accepted) wrong('missed');
    }
    if (label.kind === 'not') {
      count.rejection.count(!accepted);
      if (accepted) wrong('let in');
    }
    const [expected] = label.reasons;
    if (expected !== undefined)
      was.get(expected)?.count(verdict.verdict === 'rejected' && label.reasons.includes(verdict.reason));
  }
  const byReason = REJECT_REASONS.flatMap((reason) => {
    const pair = { precision: said.get(reason)?.ratio, recall: was.get(reason)?.ratio };
    const { precision, recall } = pair;
    return precision === undefined || recall === undefined || precision.of + recall.of === 0
      ? []
      : [[reason, { precision, recall }] as const];
  });
  return {
    precision: count.precision.ratio,
    recall: count.recall.ratio,
    rejection: count.rejection.ratio,
    reason: count.reason.ratio,
    review: count.review.ratio,
    byReason: new Map(byReason),
    mistakes,
  };
}

/** What a verdict says, in a few words. */
export function told(verdict: Verdict): string {
  return verdict.verdict === 'accepted' ? `${verdict.model}@${String(verdict.memoryGb)}` : verdict.reason;
}

/** One mistake as a line for people. */
export function describeMistake({ ad, verdict, what }: Mistake): string {
  const { model, memoryGb, reasons, kind } = ad.label;
  const label = model === null ? reasons.join('|') || kind : `${model}@${String(memoryGb)}`;
  const words = verdict.evidence.map((evidence) => evidence.text).join(' ~ ');
  const text = ad.description === undefined ? `"${ad.title}"` : `"${ad.title}" / "${ad.description}"`;
  return `${what}: ${ad.where} ${text} is ${label}, said ${told(verdict)} (${verdict.rule}: ${words})`;
}
