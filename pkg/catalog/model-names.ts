/** Finds GPU names in running text: family word, number, suffixes, in any order and spelling sellers use. */
import { wordIn } from '../text/lexemes.js';
import type { Token, Tokens } from '../text/tokens.js';
import type { Gpu } from './gpu.js';
import { displayName, draftOf, isModule, namesSeriesOf, type Mention } from './mention.js';
import { CARD_VENDOR, chooseName } from './name-choice.js';
import { bestEntry, suffixesAfter } from './name-suffixes.js';
import type { NameTable } from './name-table.js';
import { contextBefore, familyAfter, letterBefore, VENDOR_OF, type Context } from './name-words.js';
import { isSeries, isUnit } from './number-kind.js';
import { beginsCode, isEvgaCode, readPartNumber } from './part-numbers.js';

const NO_SUFFIXES: ReadonlySet<string> = new Set();
const FAMILY_END = /^(?:gtx|gts|gt)$/;
/** Numbers that only series have, not cards. */
const ROUND = /^[1-9]0+$/;
const PROCESSOR_LETTERS = /^(?:k|kf|ks|f|g|ge|u|h|hq|hk|hs|x|xd|te|t|v)$/;

/** Finds GPU names in tokens. Built once from the catalogue; it holds no state of a text. */
export class ModelNames {
  readonly #names: NameTable;
  readonly #laptop: ReadonlySet<string>;

  constructor(names: NameTable, laptopOnly: readonly string[]) {
    this.#names = names;
    // Their numbers too, so that the name of a number is spelled out only where it can be one of them.
    this.#laptop = new Set(laptopOnly.flatMap((name) => [name, /\d+/.exec(name)?.[0] ?? '']));
  }

  /** Every GPU name in the text, in order, without overlaps. */
  find({ list }: Tokens): Mention[] {
    const found: Mention[] = [];
    for (let at = 0; at < list.length;) {
      const mention = list[at]?.isNumber === true ? this.#atNumber(list, at) : this.#atWord(list, at);
      const last = found.at(-1);
      if (mention !== undefined && mention.from >= (last?.to ?? 0)) {
        if (last !== undefined && namesSeriesOf(last, mention)) found.pop();
        found.push(isModule(list, mention) ? { ...mention, module: true } : mention);
      }
      at = Math.max(at + 1, mention?.to ?? 0);
    }
    return found;
  }

  /** The one GPU that the whole text names, besides makers' names and a capacity. */
  whole(text: Tokens): Gpu | undefined {
    const [mention, ...others] = this.find(text);
    if (mention?.gpu === undefined || others.length > 0 || mention.laptop) return undefined;
    const foreign = text.list.some((token, at) => {
      if ((at >= mention.from && at < mention.to) || at === mention.apart?.from) return false;
      const word = wordIn(token);
      return !token.isNumber && word.prefix === undefined && !word.isBoard && !/^(?:g|gb|mb|г|гб)$/.test(token.text);
    });
    return foreign ? undefined : mention.gpu;
  }

  #atWord(list: readonly Token[], at: number): Mention | undefined {
    const found = this.#names.wordsAt(list, at);
    if (found === undefined) return undefined;
    const vendor = wordIn(list[at - 1]).prefix ?? '';
    const named = found.to > at + 1 || VENDOR_OF[vendor] === found.gpu.vendor;
    const mention = draftOf(found.gpu, at, found.to, '');
    mention.named = named;
    mention.bare = !named;
    return mention;
  }

  #atNumber(list: readonly Token[], at: number): Mention | undefined {
    const token = list[at];
    if (token === undefined) return undefined;
    if (token.text.length > 5) return this.#partNumber(list, at);
    const before = list[at - 1];
    const letter =
      token.sep === 0 && before !== undefined && beginsCode(before.text)
        ? undefined
        : letterBefore(list, at, this.#isCore);
    if (letter === undefined || token.text.length === 5)
      return this.#partNumber(list, at) ?? (letter === 's' ? this.#named(list, at, letter) : undefined);
    if (isEvgaCode(list, at)) return undefined;
    return this.#named(list, at, letter);
  }

  #named(list: readonly Token[], at: number, letter: string): Mention | undefined {
    const token = list[at];
    const next = list[at + 1];
    if (token === undefined) return undefined;
    if (next !== undefined && isUnit(token, next, true) && !isGluedOn(list, at + 2)) return undefined;
    if (next?.sep === 0 && next.text === 'h') return undefined; // RX 450h
    const core = this.#names.core(letter + token.text);
    const isKnown = core.entries.length > 0;
    if (!isKnown && letter === '' && token.text.length < 3) return this.#partNumber(list, at);
    // The letter is a word of its own, or the end of the family's.
    const own = letter !== '' && (list[at - 1]?.text.length ?? 0) <= 2;
    const before = contextBefore(list, own ? at - 1 : at);
    if (token.text.length === 4 && isTier(before.family)) return undefined; // Ryzen 5 3600
    if (before.family === undefined && next !== undefined && isUnit(token, next, false)) return undefined;
    const series = isSeries(list, at);
    if (series && ROUND.test(token.text)) return undefined; // RX 500 Series
    const otherwise = (context: Context): Mention | undefined =>
      this.#partNumber(list, at) ?? (series ? undefined : this.#unknown(list, at, letter, context));
    if (!isKnown) return otherwise(before);
    const after = before.family === undefined ? familyAfter(list, at + 1, core.suffixes) : undefined;
    const context = after === undefined ? before : { ...before, family: after };
    const { family } = context;
    if (family === undefined && letter === '' && token.text.length < 3) return undefined;
    if (family === undefined && context.vendor === undefined && isProcessor(next, core.suffixes)) return undefined;
    const chosen = chooseName({ list, at, letter, context, core }, this.#laptop, this.#isName);
    if (chosen !== undefined) return series && chosen.gpu === undefined && !chosen.laptop ? undefined : chosen;
    return otherwise(context);
  }

  /** Whether another name begins at `at`, so that what follows is not this one's. */
  readonly #isName = (list: readonly Token[], at: number): boolean => {
    const token = list[at];
    const next = list[at + 1];
    if (token?.isNumber !== true || token.text.length < 3) return false;
    if (next !== undefined && isUnit(token, next, true)) return false;
    return this.#isCore((letterBefore(list, at, this.#isCore) ?? '') + token.text);
  };

  readonly #isCore = (core: string): boolean => this.#names.core(core).entries.length > 0;

  #partNumber(list: readonly Token[], at: number): Mention | undefined {
    const code = readPartNumber(list, at);
    if (code === undefined) return undefined;
    for (const { families, number, suffixes, letter } of code.readings) {
      const core = this.#names.core((letter ?? '') + number);
      const pool = core.entries.filter(({ family }) => families.includes(family));
      if (pool.length === 0) continue;
      const rest = FAMILY_END.test(list[at + 1]?.text ?? '') ? at + 2 : at + 1; // N560GTX-Ti
      const after = suffixesAfter(list, rest, core.suffixes).words;
      const chosen = bestEntry(pool, [...new Set([...suffixes, ...after])]);
      if (chosen === undefined) continue;
      const mention = draftOf(chosen.gpu, code.from, code.sure ? code.to : at + 1, number);
      mention.code = true;
      mention.bare = !code.sure;
      mention.memoryGb = code.memoryGb;
      return mention;
    }
    return undefined;
  }

  /** A family word with a number that the catalogue does not have: a GPU, but not one it knows. */
  #unknown(list: readonly Token[], at: number, letter: string, context: Context): Mention | undefined {
    const number = list[at]?.text ?? '';
    const { family, vendor } = context;
    if (number.length < 3 && !(letter !== '' && (family === 'quadro' || family === 'tesla'))) return undefined;
    if (family === undefined && (!CARD_VENDOR.has(vendor ?? '') || (letter !== '' && !/^[xm]$/.test(letter))))
      return undefined;
    if (list[context.from]?.text === 'gf') return undefined; // GF106 is a chip, GF850 a power supply
    if (family === 'fx' || (family === 'hd' && !/^[2-8]\d{3}$/.test(number))) return undefined; // FX 8350, HD 1080
    if (family === 'mx' && vendor === undefined && !this.#laptop.has(`MX ${number}`)) return undefined; // MX500 is a disk
    const written = suffixesAfter(list, at + 1, NO_SUFFIXES);
    const name = displayName([
      family ?? vendor ?? '',
      letter + number,
      ...written.words.filter((word) => word !== 'mobile'),
    ]);
    const mention = draftOf(undefined, context.from, written.to, number);
    mention.name = name;
    mention.named = family !== undefined;
    mention.laptop = context.mobile || this.#laptop.has(name) || written.words.includes('mobile');
    return mention;
  }
}

/** "580P8DFD6": a unit that goes on with a number is a code's letter. */
function isGluedOn(list: readonly Token[], at: number): boolean {
  const token = list[at];
  return token?.isNumber === true && token.sep === 0;
}

function isTier(family: string | undefined): boolean {
  return family === 'r5' || family === 'r7' || family === 'r9';
}

/** "6600K", "7700HQ": a letter after the number that only processors have. */
function isProcessor(next: Token | undefined, suffixes: ReadonlySet<string>): boolean {
  return next?.sep === 0 && PROCESSOR_LETTERS.test(next.text) && !suffixes.has(next.text);
}
