/** What a description may decide: that the ad is a computer or a wish after all, which card, and how much memory. */
import type { Gpu, Mention } from '../catalog/index.js';
import { Sep } from '../text/tokens.js';
import type { MemoryWords } from './memory.js';
import type { Reading } from './reading.js';
import type { Objection } from './title.js';

/** A description says at once what is sold; what comes later is about the seller's own computer, shop and wishes. */
const OPENING = 8;
/** Between "selling" and what is sold stand a few adjectives, not a pronoun or a reason: "Продавам я заради нов лаптоп". */
const ADJECTIVES = 4;
const NOT_ADJECTIVE =
  /^(?:я|го|ги|си|it|this|her|ее|её|его|ii|ja|ca|заради|поради|защото|понеже|because|since|из|после|след)$/;

export function descriptionObjection(description: Reading): Objection | undefined {
  const opening = (from: number): boolean => from <= OPENING && !description.breaks(1, from);
  const wish = description.of('wanted')[0];
  if (wish !== undefined && wish.from <= 2 && description.after(wish.to, 3, 'exchange') === undefined)
    return { reason: 'wanted', rule: 'wanted.opening', spans: [wish] };
  const sale = description.of('sale')[0];
  for (const kind of ['laptop', 'computer'] as const) {
    const mark = description.of(kind)[0];
    if (mark === undefined || sale === undefined || sale.from > 2 || !opening(mark.from)) continue;
    if (mark.from < sale.to || mark.from > sale.to + ADJECTIVES) continue;
    const words = description.list.slice(sale.to, mark.from + 1);
    if (words.some((token) => (token.sep & Sep.comma) !== 0 || NOT_ADJECTIVE.test(token.text))) continue;
    const between = [
      ...description.of('card'),
      ...description.mentions,
      ...description.of('purpose'),
      ...description.of('origin'),
    ];
    if (between.some((span) => span.from < mark.from)) continue;
    return { reason: kind, rule: `${kind}.opening`, spans: [{ from: sale.from, to: mark.to }] };
  }
  const box = description.of('box')[0];
  const only = box && description.before(box.from, 2, 'only');
  if (box !== undefined && only !== undefined && opening(box.from))
    return { reason: 'part', rule: 'part.only', spans: [{ from: only.from, to: box.to }] };
  return undefined;
}

/** The GPU named in the description, when it names just one. */
export function onlyModelOf(description: Reading): Mention | undefined {
  const named = description.mentions.filter((mention) => !mention.bare && !mention.laptop);
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
