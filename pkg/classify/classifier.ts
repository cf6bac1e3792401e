/** Judges one ad: is it a single graphics card, and which one. Pure; the same text gives the same verdict, byte for byte. */
import { createHash } from 'node:crypto';
import { loadCatalog, type Catalog, type Gpu, type Mention } from '../catalog/index.js';
import {
  CONDITION_FLAGS,
  type AdText,
  type Classifier,
  type ConditionFlag,
  type Evidence,
  type RejectReason,
  type Verdict,
} from '../listing/verdict.js';
import { supportIn } from './assurance.js';
import { findDefects } from './defect.js';
import { statedFlags } from './flags.js';
import { PACKS } from './lexicon/index.js';
import { noCard } from './no-card.js';
import { noSale } from './no-sale.js';
import { DECISIVE, strongest, type Objection } from './objection.js';
import { isPlausiblePrice } from './price.js';
import { Reading } from './reading.js';
import { readCard } from './card.js';
import { onlyModelOf } from './description.js';
import { familyAlone, pickMention } from './pick.js';
import { objectionTo } from './subject.js';
import { objectionsIn } from './witness.js';

/** Raised by hand whenever rule code changes a verdict; words and catalogue are in the hash beside it. */
export const RULES = '1.3';

/** Nobody reads an ad further than this; the rest of a text does not take part. */
const TITLE_TOKENS = 120;
const DESCRIPTION_TOKENS = 3000;

interface Found {
  readonly gpu: Gpu;
  readonly memoryGb: number | null;
  readonly evidence: readonly Evidence[];
  readonly rule: string;
}

const spansOf = (reading: Reading, { spans }: Objection): Evidence[] => spans.flatMap((span) => reading.evidence(span));

/** Whether an objection counts for more than all that the description says for the card. */
function outweighs(objection: Objection, description: Reading): boolean {
  if (objection.points >= DECISIVE) return true;
  const support = supportIn(description).reduce((sum, { points }) => sum + points, 0);
  return objection.points > support;
}

class RuleClassifier implements Classifier {
  readonly rulesVersion: string;
  readonly #catalog: Catalog;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
    const hash = createHash('sha256').update(JSON.stringify(PACKS)).update(catalog.fingerprint()).digest('hex');
    this.rulesVersion = `${RULES}+${hash.slice(0, 8)}`;
  }

  classify(ad: AdText): Verdict {
    const title = new Reading('title', ad.title, this.#catalog.names, TITLE_TOKENS);
    const description =
      ad.description === undefined || ad.description === ''
        ? undefined
        : new Reading('description', ad.description, this.#catalog.names, DESCRIPTION_TOKENS);
    const pick = pickMention(title);
    if (description !== undefined) description.own = pick.mention?.number;
    const named = title.has('card') || pick.mention !== undefined;
    const objection =
      (named ? strongest([...noCard(title), ...noSale(title, title)]) : undefined) ?? objectionTo(title, pick);
    if (objection !== undefined) {
      const evidence = spansOf(title, objection);
      return this.#reject(
        objection.reason,
        objection.rule,
        evidence,
        pick.several.length > 1 ? undefined : pick.mention,
      );
    }
    const mention = pick.mention;
    if (mention?.laptop === true || mention?.module === true) {
      const resolved = this.#resolve(title, mention, undefined);
      if (!('gpu' in resolved)) return resolved;
    }
    const headless = mention?.gpu?.segment === 'datacenter' || mention?.gpu?.segment === 'mining';
    const defect = named ? strongest(findDefects(title, headless)) : undefined;
    if (defect !== undefined) return this.#reject(defect.reason, defect.rule, spansOf(title, defect), mention);
    const told = description && named ? strongest(objectionsIn(description, title, mention?.gpu, headless)) : undefined;
    if (told !== undefined && description !== undefined && outweighs(told, description))
      return this.#reject(told.reason, told.rule, spansOf(description, told), mention);
    const found =
      mention === undefined ? this.#fromDescription(title, description) : this.#resolve(title, mention, description);
    if (!('gpu' in found)) return found;
    return this.#judgePrice(ad, found) ?? this.#accept(found, title, description);
  }

  /** The title says "video card" and the description, once, which. */
  #fromDescription(title: Reading, description: Reading | undefined): Found | Verdict {
    const card = title.of('card')[0] ?? familyAlone(title);
    if (card === undefined) return this.#reject('not-a-gpu', 'card.absent', [], undefined);
    const only = description && onlyModelOf(description);
    if (description === undefined || only === undefined)
      return this.#reject('unknown-model', 'model.absent', title.evidence(card), undefined);
    const found = this.#resolve(description, only, undefined, title);
    if (!('gpu' in found)) return found;
    return { ...found, rule: 'model.description', evidence: [...title.evidence(card), ...found.evidence] };
  }

  #resolve(reading: Reading, mention: Mention, description?: Reading, title?: Reading): Found | Verdict {
    const read = readCard(reading, mention, description, title);
    return 'gpu' in read ? read : this.#reject(read.reason, read.rule, read.evidence, mention);
  }

  #judgePrice(ad: AdText, found: Found): Verdict | undefined {
    if (ad.priceMinor === undefined) return undefined;
    const named = { name: found.gpu.name };
    if (ad.priceMinor === null) return this.#reject('price-missing', 'price.absent', found.evidence, named);
    if (isPlausiblePrice(this.#catalog, found.gpu, found.memoryGb, ad.priceMinor, ad.currency)) return undefined;
    return this.#reject('price-implausible', 'price.band', found.evidence, named);
  }

  #accept(found: Found, title: Reading, description: Reading | undefined): Verdict {
    const flags = new Set<ConditionFlag>();
    const evidence = [...found.evidence];
    for (const reading of [title, description])
      if (reading !== undefined)
        for (const [flag, mark] of statedFlags(reading)) {
          if (flags.has(flag)) continue;
          flags.add(flag);
          evidence.push(...reading.evidence(mark));
        }
    if (found.memoryGb !== null && found.gpu.modGb.includes(found.memoryGb)) flags.add('modded');
    return {
      verdict: 'accepted',
      model: found.gpu.name,
      memoryGb: found.memoryGb,
      flags: CONDITION_FLAGS.filter((flag) => flags.has(flag)),
      rule: found.rule,
      evidence,
      rulesVersion: this.rulesVersion,
    };
  }

  #reject(
    reason: RejectReason,
    rule: string,
    evidence: readonly Evidence[],
    named: { readonly name: string } | undefined,
  ): Verdict {
    return {
      verdict: 'rejected',
      reason,
      ...(named === undefined ? {} : { model: named.name }),
      rule,
      evidence,
      rulesVersion: this.rulesVersion,
    };
  }
}

/** A classifier over `catalog`; without one, over the project's own. */
export function createClassifier(catalog: Catalog = loadCatalog()): Classifier {
  return new RuleClassifier(catalog);
}
