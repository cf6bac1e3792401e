/** Which of the amounts of memory in an ad is the card's, and whether the card was made with it. */
import type { Gpu, Mention } from '../catalog/index.js';
import { Sep, type Token } from '../text/tokens.js';
import { MB_PER_GB, type MemoryWords } from './memory.js';

/** What the ad's memory words say about a GPU. */
export interface MemoryReading {
  /** The card's capacity; `undefined` when none is stated that the GPU can have. */
  readonly gb: number | undefined;
  readonly words: MemoryWords | undefined;
  /** A capacity is stated, surely, and this GPU never had it. */
  readonly contradiction: MemoryWords | undefined;
}

/** The amounts that are not another card's: none is written after another name, nor inside this one. */
export function memoryBeside(
  reading: { readonly memory: readonly MemoryWords[]; readonly mentions: readonly Mention[] },
  mention: Mention,
): MemoryWords[] {
  // "Arc A770 Titan OC 16GB": a lone word or number owns nothing; beside a mining card, the card that it is like.
  const isMining = mention.gpu?.segment === 'mining';
  const owners = reading.mentions.filter((other) => other === mention || (!isMining && (other.named || !other.bare)));
  return reading.memory.filter((words) => {
    if (words.from < mention.to && words.to > mention.from) return false;
    const owner = owners.findLast((other) => other.to <= words.from);
    return owner === undefined || owner.number === mention.number || owner.from < mention.from;
  });
}

/** Reads the capacity of `gpu` from what is written around its `mention`. */
export function memoryOf(
  gpu: Gpu,
  mention: Mention,
  memory: readonly MemoryWords[],
  list: readonly Token[],
): MemoryReading {
  const possible = (gb: number): boolean => gpu.memoryGb.includes(gb) || gpu.modGb.includes(gb);
  const own = memory.filter((words) => possible(words.gb));
  const rank = (words: MemoryWords): number =>
    (words.foreign ? 1000 : 0) + (words.from >= mention.to ? words.from - mention.to : 100 + mention.from - words.to);
  const best = [...own].sort((a, b) => rank(a) - rank(b))[0];
  if (best !== undefined && own.some((words) => isEither(list, best, words)))
    return { gb: undefined, words: undefined, contradiction: undefined };
  if (best !== undefined) return { gb: best.gb, words: best, contradiction: undefined };
  const stated = memory.filter((words) => !words.foreign);
  if (mention.memoryGb !== undefined && possible(mention.memoryGb))
    return { gb: mention.memoryGb, words: undefined, contradiction: undefined };
  const bare = stated.some((words) => words.sure) ? undefined : bareCapacity(gpu, mention, list);
  if (bare !== undefined) return { gb: bare.gb, words: bare, contradiction: undefined };
  const contradiction = stated.find((words) => words.sure || words.from === mention.to);
  return { gb: undefined, words: undefined, contradiction };
}

/** "3GB/6GB", "4 или 8 GB": two capacities of which the card has one. */
function isEither(list: readonly Token[], one: MemoryWords, other: MemoryWords): boolean {
  if (one.gb === other.gb) return false;
  const [left, right] = one.from < other.from ? [one, other] : [other, one];
  if (right.from === left.to) return ((list[right.from]?.sep ?? 0) & Sep.slash) !== 0;
  return right.from === left.to + 1 && /^(?:или|or|lub|sau|або|ou)$/.test(list[left.to]?.text ?? '');
}

const NO_CAPACITY =
  /^(?:g$|г$|г|x|х|бр|броя|шт|год|мес|месец|месеца|ден|дни|дена|час|вент|fan|v|w|hz|k|к|лв|eur|евро|месечн|плат)/;
const BEFORE_CAPACITY = /^(?:oc|на|with|с)$/;

/** "RTX 2080 Ti OC 11 Gaming", "RX 580 на 8": a number without a unit right after the name, when it is a capacity of this card. */
export function bareCapacity(gpu: Gpu, mention: Mention, list: readonly Token[]): MemoryWords | undefined {
  for (let at = mention.to; at <= mention.to + 1; at += 1) {
    const token = list[at];
    if (token === undefined || (token.sep & ~(Sep.space | Sep.dash)) !== 0) return undefined;
    if (!token.isNumber) {
      if (BEFORE_CAPACITY.test(token.text)) continue;
      return undefined;
    }
    const counts = NO_CAPACITY.test(list[at + 1]?.text ?? '');
    // "8800 GTS 512": old cards in megabytes.
    const gb = token.text.length > 2 && !gpu.followed ? Number(token.text) / MB_PER_GB : Number(token.text);
    if (token.sep === 0 || counts || gb > 99 || !gpu.memoryGb.includes(gb)) return undefined;
    return { gb, sure: false, foreign: false, from: at, to: at + 1 };
  }
  return undefined;
}
