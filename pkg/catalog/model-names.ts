/** The grammar of GPU names in running text: family word, number, suffixes, in any order and spelling sellers use. */
import type { Gpu } from './catalog.js';
import { wordOf } from '../text/lexemes.js';
import type { Mention } from './mention.js';
import {
  contextBefore,
  familyAfter,
  isProcessor,
  isUnit,
  JOINING,
  letterBefore,
  readPartNumber,
  type Context,
} from './name-context.js';
import { coreOf, familyOf, readsAs, suffixesOfName, vendorFits, type Entry } from './name-entry.js';
import { bestEntry, siblingsOf, suffixesAfter, withoutXt } from './name-suffixes.js';
import { isOldCard } from './old-families.js';
import { tokenize, type Token, type Tokens } from '../text/tokens.js';

interface Sequence {
  readonly gpu: Gpu;
  readonly words: readonly string[];
}

/** Letters that name a card only beside its family word: "Tesla P4", "Quadro P400"; A4 and L4 are paper and lamps. */
const SHORT_CORE =
  /^(?:(?!a310|a380|a580|a750|a770|b570|b580|p10[246])[abklmptwv]\d{1,3}|a\d{4}|t1000|p[1-6]000|m[2-6]000|r9700|w\d{4})$/;

/** Finds GPU names in tokens. Built once from the catalogue; it holds no state of a text. */
export class ModelNames {
  readonly #byNumber = new Map<string, Entry[]>();
  readonly #sequences = new Map<string, Sequence[]>();
  readonly #laptopOnly: ReadonlySet<string>;

  constructor(models: readonly Gpu[], aliases: ReadonlyMap<string, string>, laptopOnly: readonly string[]) {
    this.#laptopOnly = new Set(laptopOnly);
    for (const gpu of models) this.#add(gpu, gpu.name);
    for (const [alias, name] of aliases) {
      const gpu = models.find((model) => model.name === name);
      if (gpu !== undefined) this.#add(gpu, alias);
    }
  }

  /** Every GPU name in the text, in order, without overlaps. */
  find(text: Tokens): Mention[] {
    const found: Mention[] = [];
    for (let at = 0; at < text.list.length;) {
      const token = text.list[at];
      if (token === undefined) break;
      const mention = token.isNumber ? this.#atNumber(text.list, at) : this.#atWord(text.list, at);
      if (mention !== undefined && mention.from >= (found.at(-1)?.to ?? 0)) found.push(mention);
      at = Math.max(at + 1, mention?.to ?? 0);
    }
    return found;
  }

  /** The one GPU that the whole text names, besides makers' names and a capacity. */
  whole(text: Tokens): Gpu | undefined {
    const [mention, ...others] = this.find(text);
    if (mention?.gpu === undefined || others.length > 0 || mention.laptop) return undefined;
    const foreign = text.list.some((token, at) => {
      if (at >= mention.from && at < mention.to) return false;
      const word = wordOf(token.text);
      return !token.isNumber && word.prefix === undefined && !word.isBoard && !/^(?:g|gb|mb|г|гб)$/.test(token.text);
    });
    return foreign ? undefined : mention.gpu;
  }

  #add(gpu: Gpu, name: string): void {
    const tokens = tokenize(name).list;
    const core = coreOf(tokens);
    if (core === undefined) {
      const words = tokens.map((token) => token.text);
      const first = words[0] ?? '';
      this.#sequences.set(
        first,
        [...(this.#sequences.get(first) ?? []), { gpu, words }].sort((a, b) => b.words.length - a.words.length),
      );
      return;
    }
    const entry: Entry = {
      gpu,
      letter: core.letter,
      number: tokens[core.at]?.text ?? '',
      family: familyOf(tokens.slice(0, core.at - (core.letter === '' ? 0 : 1))),
      suffixes: suffixesOfName(tokens.slice(core.at + 1)),
    };
    const key = entry.letter + entry.number;
    this.#byNumber.set(key, [...(this.#byNumber.get(key) ?? []), entry]);
  }

  #atWord(list: readonly Token[], at: number): Mention | undefined {
    const first = list[at];
    if (first === undefined) return undefined;
    for (const form of wordForms(first.text))
      for (const sequence of this.#sequences.get(form) ?? []) {
        const matches = sequence.words.every((word, step) => {
          const token = list[at + step];
          return (
            token !== undefined && (step === 0 || (token.sep & ~JOINING) === 0) && wordForms(token.text).includes(word)
          );
        });
        const next = list[at + sequence.words.length];
        if (!matches || (next?.text === 'x' && (next.sep & ~JOINING) === 0)) continue; // "Titan X" is no Titan
        return {
          gpu: sequence.gpu,
          name: sequence.gpu.name,
          siblings: [],
          bare: sequence.words.length === 1,
          named: sequence.words.length > 1,
          laptop: false,
          from: at,
          to: at + sequence.words.length,
          number: '',
        };
      }
    return undefined;
  }

  #atNumber(list: readonly Token[], at: number): Mention | undefined {
    const token = list[at];
    if (token === undefined || token.text.length > 4 || token.text.length < 1) return undefined;
    const letter = letterBefore(list, at);
    if (letter === undefined) return this.#partNumber(list, at);
    const context = contextBefore(list, at - (letter === '' ? 0 : 1));
    if ((context.family === 'r5' || context.family === 'r7' || context.family === 'r9') && token.text.length === 4)
      return undefined;
    const next = list[at + 1];
    if (next !== undefined && isUnit(token, next, context.family !== undefined)) return undefined;
    if (letter === '' && token.text.length < 3 && context.family === undefined) return undefined;
    const entries = this.#byNumber.get(letter + token.text)?.filter((entry) => readsAs(context.family, entry));
    if (entries === undefined || entries.length === 0)
      return this.#partNumber(list, at) ?? this.#unknown(list, at, letter, context);
    const after = context.family === undefined ? familyAfter(list, at + 1) : undefined;
    const family = context.family ?? after;
    return this.#choose(list, at, letter, entries, { ...context, family });
  }

  #choose(
    list: readonly Token[],
    at: number,
    letter: string,
    entries: readonly Entry[],
    context: Context,
  ): Mention | undefined {
    const number = list[at]?.text ?? '';
    const { family, vendor } = context;
    if (letter !== '' && family === undefined && vendor === undefined && SHORT_CORE.test(letter + number))
      return undefined;
    if (family === undefined && vendor === undefined && isProcessor(list[at + 1], entries)) return undefined;
    const written = suffixesAfter(list, at + 1, entries);
    const exact = entries.filter(
      (entry) => family !== undefined && (entry.family === family || entry.family.endsWith(` ${family}`)),
    );
    const unknown = (name: string, laptop = false): Mention => ({
      gpu: undefined,
      name,
      siblings: [],
      bare: family === undefined && vendor === undefined,
      named: family !== undefined,
      laptop,
      from: context.from,
      to: written.to,
      number,
    });
    const label = [family ?? vendor ?? '', letter + number, ...written.words].join(' ').trim();
    const pool =
      exact.length > 0
        ? exact
        : entries.filter((entry) => vendor === undefined || family !== undefined || vendorFits(entry.gpu, vendor));
    if (pool.length === 0) return unknown(displayName(label));
    if (exact.length === 0 && letter === '' && isOldCard(family ?? vendor, number)) {
      const meant = bestEntry(pool, written.words);
      // "GTX 580 8GB" is an RX 580: no GeForce of that number had so much. Memory decides, so both readings are kept.
      return { ...unknown(displayName(label)), siblings: family === 'gtx' && meant !== undefined ? [meant.gpu] : [] };
    }
    const chosen = bestEntry(pool, written.words);
    const laptopName = displayName(
      [pool[0]?.family ?? '', number, ...written.words.filter((word) => word !== 'mobile')].join(' '),
    );
    if (written.words.includes('mobile') || this.#laptopOnly.has(laptopName)) return unknown(laptopName, true);
    if (chosen === undefined) {
      const siblings = family === undefined && written.words.length === 0 ? [] : siblingsOf(pool, written.words);
      const meant = exact.length > 0 ? withoutXt(siblings) : undefined;
      return {
        ...unknown(displayName(label)),
        siblings,
        ...(meant === undefined ? {} : { gpu: meant, name: meant.name }),
      };
    }
    const vendorSays =
      vendor === 'geforce' || vendor === 'radeon' || vendor === 'nvidia' || (vendor !== undefined && letter !== '');
    const bare = family === undefined && !vendorSays && chosen.suffixes.every((word) => word === 'x');
    if (family === 'rtx' && chosen.family === 'quadro rtx' && pool.length > 1)
      return { ...unknown(displayName(label)), siblings: pool.map((entry) => entry.gpu) };
    return {
      gpu: chosen.gpu,
      name: chosen.gpu.name,
      siblings: siblingsOf(pool, written.words).filter((gpu) => gpu !== chosen.gpu),
      bare,
      named: family !== undefined,
      laptop: false,
      from: context.from,
      to: written.to,
      number,
    };
  }

  /** Makers' part numbers: GV-N1060, GV-N406T (4060 Ti), N770, R7750, R7260X. They name a card where nothing else does. */
  #partNumber(list: readonly Token[], at: number): Mention | undefined {
    const code = readPartNumber(list, at);
    if (code === undefined) return undefined;
    const entries = (this.#byNumber.get(code.number) ?? []).filter(
      (entry) => entry.letter === '' && code.families.includes(entry.family),
    );
    const written = suffixesAfter(list, at + 1, entries);
    const chosen = bestEntry(entries, [...code.suffixes, ...written.words]);
    if (chosen === undefined) return undefined;
    const { gpu } = chosen;
    return {
      gpu,
      name: gpu.name,
      siblings: [],
      bare: true,
      named: false,
      laptop: false,
      from: at - 1,
      to: written.to,
      number: code.number,
    };
  }

  /** A family word with a number that the catalogue does not have: a GPU, but not one we follow. */
  #unknown(list: readonly Token[], at: number, letter: string, context: Context): Mention | undefined {
    const number = list[at]?.text ?? '';
    const { family, vendor } = context;
    const next = list[at + 1];
    if (next !== undefined && next.sep === 0 && !next.isNumber && /^[hp]$/.test(next.text)) return undefined; // RX 450h, 720p
    if (number.length < 3 && !(letter !== '' && (family === 'quadro' || family === 'tesla'))) return undefined;
    if (
      family === undefined &&
      !(vendor !== undefined && (vendor === 'geforce' || vendor === 'radeon') && number.length >= 3)
    )
      return undefined;
    if (family === undefined && letter !== '' && !/^[xm]$/.test(letter)) return undefined;
    if (family === 'hd' && !isOldCard(family, number)) return undefined; // HD 1080 is a screen
    if (family === 'mx' && vendor === undefined && !this.#laptopOnly.has(`MX ${number}`)) return undefined; // MX500 is a disk
    const written = suffixesAfter(list, at + 1, []);
    const name = displayName(
      [family ?? vendor ?? '', letter + number, ...written.words.filter((word) => word !== 'mobile')].join(' '),
    );
    return {
      gpu: undefined,
      name,
      siblings: [],
      bare: false,
      named: family !== undefined,
      laptop: this.#laptopOnly.has(name) || written.words.includes('mobile'),
      from: context.from,
      to: written.to,
      number,
    };
  }
}

function wordForms(text: string): readonly string[] {
  const { prefix } = wordOf(text);
  return prefix === undefined || prefix === text ? [text] : [text, prefix];
}

const SHOWN: Readonly<Record<string, string>> = {
  ti: 'Ti',
  super: 'SUPER',
  geforce: 'GeForce',
  radeon: 'Radeon',
  nvidia: 'GeForce',
  quadro: 'Quadro',
  tesla: 'Tesla',
  arc: 'Arc',
  firepro: 'FirePro',
  vega: 'Vega',
  pro: 'Pro',
  ada: 'Ada',
  boost: 'Boost',
};

function displayName(words: string): string {
  return words
    .trim()
    .split(/ +/)
    .map((word) => SHOWN[word] ?? word.toUpperCase())
    .join(' ');
}
