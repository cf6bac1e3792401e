/** What a description adds to a title: which card, and how much memory. */
import type { Gpu, Mention } from '../catalog/index.js';
import type { MemoryWords } from './memory.js';
import type { Reading } from './reading.js';

/** "Защото новата ми видеокарта RTX 3060 ...": why this one goes. */
const isReason = (description: Reading, { from, to }: Mention): boolean =>
  description.clauses.some((clause) => clause.link === 'because' && from >= clause.from && to <= clause.to);

/** The GPU named in the description, when it names just one. */
export function onlyModelOf(description: Reading): Mention | undefined {
  const named = description.mentions.filter(
    (mention) => !mention.bare && !mention.laptop && !isReason(description, mention),
  );
  const [first] = named;
  return named.every((mention) => mention.name === first?.name) ? first : undefined;
}

/** Words that make an amount of memory in their clause a computer's. */
const OTHER_OWNERS = ['computer', 'laptop', 'cpu', 'ram', 'storage', 'mainboard', 'psu'] as const;
const VRAM = /^(?:gddr|vram|видео|видеопамет|video|hbm)$/;

/** The capacity that the description gives for `gpu`: beside its name, or with a word that only video memory has. */
export function memoryFrom(description: Reading, gpu: Gpu): MemoryWords | undefined {
  const { list } = description;
  const told = description.memory.filter((words) => {
    if (words.foreign || !gpu.memoryGb.includes(words.gb)) return false;
    const clause =
      description.before(words.from, 9, ...OTHER_OWNERS) ?? description.after(words.to, 6, ...OTHER_OWNERS);
    if (words.sure && clause === undefined) return true;
    const beside = description.mentions.some(
      (mention) => mention.gpu === gpu && words.from >= mention.to && words.from - mention.to <= 3,
    );
    const video = [words.to - 1, words.to, words.to + 1, words.from - 1, words.from - 2].some((at) =>
      VRAM.test(list[at]?.text ?? ''),
    );
    return beside || video;
  });
  const [first] = told;
  return told.every((words) => words.gb === first?.gb) ? first : undefined;
}
