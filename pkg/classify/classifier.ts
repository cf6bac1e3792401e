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
  type ReviewReason,
  type Verdict,
} from '../listing/verdict.js';
import { supportIn, type Support } from './assurance.js';
import { findDefects } from './defect.js';
import { statedFlags } from './flags.js';
import { noCard } from './no-card.js';
import { noSale } from './no-sale.js';
import { DECISIVE, strongest, type Objection } from './objection.js';
import { isPlaceholder } from './placeholder.js';
import { isPlausiblePrice, priceFit } from './price.js';
import { Reading, type Span } from './reading.js';
import { readCard } from './card.js';
import { onlyModelOf } from './description.js';
import { familyAlone, pickMention } from './pick.js';
import { objectionTo } from './subject.js';
import { RULES_HASH } from './rules-hash.js';
import { ACCEPTED_FROM, EVEN, isForeign, scoreOf } from './score.js';
import { doubtIn, weighed, type HeldDoubt } from './second-opinion.js';
import { Opinion } from './opinion/opinion.js';
import { objectionsIn } from './witness.js';

/** Nobody reads an ad further than this; the rest of a text does not take part. */
const TITLE_TOKENS = 120;
const DESCRIPTION_TOKENS = 3000;

interface Found {
  readonly gpu: Gpu;
  readonly memoryGb: number | null;
  readonly evidence: readonly Evidence[];
  readonly rule: string;
  readonly contradicted: boolean;
}

/** What a description says for and against the card of the title. */
interface Heard {
  readonly support: readonly Support[];
  readonly objection: Objection | undefined;
  /** Points of the objection over those of the support. */
  readonly balance: number;
  /** A sentence that no rule objects to and that the second opinion holds against the card. */
  readonly doubt: HeldDoubt | undefined;
  /** What a rule objected to, in a sentence that the second opinion finds harmless. */
  readonly overruled: Objection | undefined;
}

const spansOf = (reading: Reading, { spans }: Objection): Evidence[] => spans.flatMap((span) => reading.evidence(span));

interface Judged {
  readonly ad: AdText;
  readonly found: Found;
  readonly title: Reading;
  readonly description: Reading | undefined;
  readonly mention: Mention | undefined;
  readonly heard: Heard;
}

class RuleClassifier implements Classifier {
  readonly rulesVersion: string;
  readonly #catalog: Catalog;
  readonly #opinion: Pick<Opinion, 'read'>;

  constructor(catalog: Catalog, opinion: Pick<Opinion, 'read'>) {
    this.#catalog = catalog;
    this.#opinion = opinion;
    const data = createHash('sha256').update(catalog.fingerprint()).digest('hex');
    this.rulesVersion = `${RULES_HASH}+${data.slice(0, 8)}`;
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
    const heard = this.#hear(named ? description : undefined, title, mention?.gpu, headless);
    if (heard.objection !== undefined && description !== undefined && heard.balance > EVEN)
      return this.#reject(heard.objection.reason, heard.objection.rule, spansOf(description, heard.objection), mention);
    const found =
      mention === undefined ? this.#fromDescription(title, description) : this.#resolve(title, mention, description);
    if (!('gpu' in found)) return found;
    return this.#judgePrice(ad, found) ?? this.#weigh({ ad, found, title, description, mention, heard });
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
    if (isPlaceholder(ad.priceMinor / 100, ad.currency ?? 'EUR'))
      return this.#reject('price-implausible', 'price.placeholder', found.evidence, named);
    if (isPlausiblePrice(this.#catalog, found.gpu, found.memoryGb, ad.priceMinor, ad.currency)) return undefined;
    return this.#reject('price-implausible', 'price.band', found.evidence, named);
  }

  #hear(description: Reading | undefined, title: Reading, gpu: Gpu | undefined, headless: boolean): Heard {
    if (description === undefined)
      return {
        support: [],
        objection: undefined,
        balance: Number.NEGATIVE_INFINITY,
        doubt: undefined,
        overruled: undefined,
      };
    const support = supportIn(description);
    const objections = objectionsIn(description, title, gpu, headless);
    const doubts = this.#opinion.read(description, objections, support);
    const objection = strongest(weighed(objections, doubts));
    const decides = objection !== undefined && objection.points >= DECISIVE;
    const against = objection?.points ?? Number.NEGATIVE_INFINITY;
    const balance = decides ? Number.POSITIVE_INFINITY : against - support.reduce((sum, { points }) => sum + points, 0);
    const overruled = objection === undefined ? strongest(objections) : undefined;
    return { support, objection, balance, doubt: doubtIn(doubts, support), overruled };
  }

  /** Accepted, or in review for what is in doubt. */
  #weigh({ ad, found, title, description, mention, heard }: Judged): Verdict {
    const { gpu, memoryGb } = found;
    const flags = new Set<ConditionFlag>();
    const evidence = [...found.evidence];
    for (const reading of [title, description])
      if (reading !== undefined)
        for (const [flag, mark] of statedFlags(reading)) {
          if (flags.has(flag)) continue;
          flags.add(flag);
          evidence.push(...reading.evidence(mark));
        }
    if (memoryGb !== null && gpu.modGb.includes(memoryGb)) flags.add('modded');
    const { priceMinor, currency } = ad;
    const { support, objection } = heard;
    const score = scoreOf({
      title,
      description,
      mention,
      support,
      objection,
      memoryStated: title.memory.some(({ gb }) => gb === memoryGb),
      priceFit:
        typeof priceMinor === 'number' ? priceFit(this.#catalog, gpu, memoryGb, priceMinor, currency) : undefined,
    });
    const told = (part: string, points: number, spans: readonly Span[]): Evidence[] =>
      spans.flatMap((span) => description?.scored(span, part, points) ?? []);
    evidence.push(...score.evidence, ...told('overruled', 0, heard.overruled?.spans ?? []));
    if (heard.doubt !== undefined) evidence.push(...told('doubt', -heard.doubt.points, [heard.doubt]));
    const { name: model } = gpu;
    const { rulesVersion } = this;
    const stated = flags.size === 0 ? [] : CONDITION_FLAGS.filter((flag) => flags.has(flag));
    // Written out in both: copying an object's fields is a slow step of a title.
    const doubt = (reason: ReviewReason, rule: string): Verdict => {
      return { verdict: 'review', reason, model, memoryGb, flags: stated, evidence, rulesVersion, rule };
    };
    if (isForeign(title, description)) return doubt('weak-evidence', 'language.unknown');
    if (found.contradicted) return doubt('contradiction', 'capacity.contradicts');
    if (heard.balance > -EVEN) return doubt('contradiction', 'description.even');
    if (heard.doubt !== undefined) return doubt('second-opinion', 'opinion.doubt');
    if (score.points < ACCEPTED_FROM) return doubt('weak-evidence', 'score.low');
    return { verdict: 'accepted', model, memoryGb, flags: stated, evidence, rulesVersion, rule: found.rule };
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
export function createClassifier(
  catalog: Catalog = loadCatalog(),
  opinion: Pick<Opinion, 'read'> = new Opinion(),
): Classifier {
  return new RuleClassifier(catalog, opinion);
}
