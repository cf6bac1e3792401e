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
import { statedDefect, statedFlags } from './condition.js';
import { LEXICON } from './lexicon.js';
import { memoryBeside, memoryOf, type MemoryReading } from './memory.js';
import { isPlausiblePrice } from './price.js';
import { Reading } from './reading.js';
import { descriptionObjection, memoryFrom, onlyModelOf } from './description.js';
import { pickMention } from './pick.js';
import { objectionTo } from './subject.js';

/** Raised by hand whenever rule code changes a verdict; words and catalogue are in the hash beside it. */
export const RULES = '1.1';

/** Nobody reads an ad further than this; the rest of a text does not take part. */
const TITLE_TOKENS = 120;
const DESCRIPTION_TOKENS = 3000;

const DESKTOP_LINES =
  /\b(?:strix|tuf|ventus|suprim|trio|eagle|vision|windforce|ftw3?|xc3|gamerock|jetstream|gamingpro|ichill|trinity|holo|phantom|phoenix|aorus|founders|waterforce|armor|mech)\b/i;

interface Found {
  readonly gpu: Gpu;
  readonly memoryGb: number | null;
  readonly evidence: readonly Evidence[];
  readonly rule: string;
}

class RuleClassifier implements Classifier {
  readonly rulesVersion: string;
  readonly #catalog: Catalog;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
    const hash = createHash('sha256').update(JSON.stringify(LEXICON)).update(catalog.fingerprint()).digest('hex');
    this.rulesVersion = `${RULES}+${hash.slice(0, 8)}`;
  }

  classify(ad: AdText): Verdict {
    const title = new Reading('title', ad.title, this.#catalog.names, TITLE_TOKENS);
    const description =
      ad.description === undefined || ad.description === ''
        ? undefined
        : new Reading('description', ad.description, this.#catalog.names, DESCRIPTION_TOKENS);
    const pick = pickMention(title);
    const objection = objectionTo(title, pick);
    if (objection !== undefined) {
      const evidence = objection.spans.flatMap((span) => title.evidence(span));
      return this.#reject(
        objection.reason,
        objection.rule,
        evidence,
        pick.several.length > 1 ? undefined : pick.mention,
      );
    }
    const mention = pick.mention;
    if (mention?.laptop === true) return this.#reject('laptop', 'laptop.chip', title.evidence(mention), mention);
    const inText = description === undefined ? undefined : descriptionObjection(description);
    if (inText !== undefined && description !== undefined && (mention !== undefined || title.has('card')))
      return this.#reject(
        inText.reason,
        inText.rule,
        inText.spans.flatMap((span) => description.evidence(span)),
        mention,
      );
    for (const reading of [title, description]) {
      const defect = reading && (mention !== undefined || title.has('card')) ? statedDefect(reading) : undefined;
      if (reading !== undefined && defect !== undefined)
        return this.#reject('defective', 'defect.word', reading.evidence(defect), mention);
    }
    const found =
      mention === undefined ? this.#fromDescription(title, description) : this.#resolve(title, mention, description);
    if (!('gpu' in found)) return found;
    return this.#judgePrice(ad, found) ?? this.#accept(found, title, description);
  }

  /** The title says "video card" and the description, once, which. */
  #fromDescription(title: Reading, description: Reading | undefined): Found | Verdict {
    const card = title.of('card')[0];
    if (card === undefined) return this.#reject('not-a-gpu', 'card.absent', [], undefined);
    const only = description && onlyModelOf(description);
    if (description === undefined || only === undefined)
      return this.#reject('unknown-model', 'model.absent', title.evidence(card), undefined);
    const found = this.#resolve(description, only, undefined);
    if (!('gpu' in found)) return found;
    return { ...found, rule: 'model.description', evidence: [...title.evidence(card), ...found.evidence] };
  }

  #resolve(reading: Reading, mention: Mention, description: Reading | undefined): Found | Verdict {
    const own = reading.evidence(mention);
    const words = mention.gpu ?? mention.siblings[0];
    if (words === undefined) return this.#reject('unknown-model', 'model.unlisted', own, mention);
    const stated = memoryBeside(reading, mention);
    const memory = memoryOf(words, mention, stated, reading.list);
    const withMemory = (read: MemoryReading): Evidence[] => {
      const span = read.words ?? read.contradiction;
      return [...own, ...(span === undefined ? [] : reading.evidence(span))];
    };
    if (mention.gpu === undefined || memory.contradiction !== undefined) {
      const fitting = mention.siblings.filter((gpu) =>
        stated.some((amount) => !amount.foreign && gpu.memoryGb.includes(amount.gb)),
      );
      if (fitting.length === 1 && fitting[0] !== undefined) {
        const sibling = memoryOf(fitting[0], mention, stated, reading.list);
        return { gpu: fitting[0], memoryGb: sibling.gb ?? null, evidence: withMemory(sibling), rule: 'model.capacity' };
      }
    }
    if (mention.gpu === undefined) return this.#reject('unknown-model', 'model.unlisted', own, mention);
    const { gpu } = mention;
    const rule = mention.bare ? 'model.number' : 'model.name';
    if (memory.contradiction !== undefined) {
      if (gpu.laptopGb.includes(memory.contradiction.gb) && !DESKTOP_LINES.test(reading.source))
        return this.#reject('laptop', 'laptop.capacity', withMemory(memory), mention);
      return { gpu, memoryGb: null, evidence: withMemory(memory), rule };
    }
    if (memory.gb !== undefined) return { gpu, memoryGb: memory.gb, evidence: withMemory(memory), rule };
    if (gpu.defaultMemoryGb !== null || description === undefined)
      return { gpu, memoryGb: gpu.defaultMemoryGb, evidence: own, rule };
    const told = memoryFrom(description, gpu);
    return {
      gpu,
      memoryGb: told?.gb ?? null,
      evidence: [...own, ...(told === undefined ? [] : description.evidence(told))],
      rule,
    };
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
