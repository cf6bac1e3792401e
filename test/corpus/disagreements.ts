/** Where the rules alone judge an ad otherwise than with the second opinion, and who is right. */
import type { Catalog } from '../../pkg/catalog/index.js';
import { createClassifier } from '../../pkg/classify/classifier.js';
import { NO_OPINION } from '../../pkg/classify/opinion/opinion.js';
import type { Classifier } from '../../pkg/listing/verdict.js';
import type { LabelledAd } from './corpus.js';
import { told } from './measure.js';

/** One line each, and a sum. */
export function disagreements(catalog: Catalog, both: Classifier, ads: readonly LabelledAd[]): string[] {
  const rules = createClassifier(catalog, NO_OPINION);
  let better = 0;
  let worse = 0;
  const lines = ads.flatMap((ad) => {
    const { title, description, where, label } = ad;
    const [alone, together] = [rules, both].map((classifier) => classifier.classify({ title, description }));
    if (alone === undefined || together === undefined || alone.verdict === together.verdict) return [];
    const isRight = (together.verdict === 'accepted') === (label.kind !== 'not');
    if (isRight) better += 1;
    else worse += 1;
    return [`${isRight ? 'better' : 'worse'}: ${where} "${title}": ${told(alone)} by the rules (${alone.rule}), ${told(together)} with it`];
  });
  return [...lines, `${lines.length} disagreements: ${better} better, ${worse} worse`];
}
