/** Settles which card a name means and with how much memory: name, stated capacity and description against the catalogue. */
import { shadersTold, type Gpu, type Mention } from '../catalog/index.js';
import type { Evidence } from '../listing/verdict.js';
import { memoryFrom } from './description.js';
import { memoryBeside, memoryOf, type MemoryReading } from './capacity.js';
import { variantWords } from './memory.js';
import type { Reading } from './reading.js';

export interface CardReading {
  readonly gpu: Gpu;
  readonly memoryGb: number | null;
  readonly rule: string;
  readonly evidence: readonly Evidence[];
  /** A capacity is stated that this card never had: the name is believed, and doubtful. */
  readonly contradicted: boolean;
}

/** Why the words name no card of the catalogue. */
export interface NoCard {
  readonly reason: 'unknown-model' | 'laptop' | 'part';
  readonly rule: string;
  readonly evidence: readonly Evidence[];
}

/** Lines of boards that no laptop has: beside one, a laptop's capacity is a slip. */
const DESKTOP_LINES =
  /\b(?:strix|tuf|ventus|suprim|trio|eagle|vision|windforce|ftw3?|xc3|gamerock|jetstream|gamingpro|ichill|trinity|holo|phantom|phoenix|aorus|founders|waterforce|armor|mech)\b/i;

/**
 * Reads the card that `mention` names in `reading`; the description may add what the title leaves open. Where the name stands
 * only in the description, `title` may give the capacity.
 */
export function readCard(
  reading: Reading,
  mention: Mention,
  description: Reading | undefined,
  title?: Reading,
): CardReading | NoCard {
  const named = [...reading.evidence(mention), ...(mention.apart === undefined ? [] : reading.evidence(mention.apart))];
  const refuse = (reason: NoCard['reason'], rule: string, evidence = named): NoCard => ({ reason, rule, evidence });
  if (mention.laptop) return refuse('laptop', 'laptop.chip');
  if (mention.module) return refuse('part', 'part.module');
  const stated = memoryBeside(reading, mention);
  const read = (gpu: Gpu): MemoryReading => memoryOf(gpu, mention, stated, reading.list);
  const withMemory = ({ words, contradiction }: MemoryReading): Evidence[] => {
    const span = words ?? contradiction;
    return [...named, ...(span === undefined ? [] : reading.evidence(span))];
  };
  const card = (
    gpu: Gpu,
    memoryGb: number | null,
    rule: string,
    evidence: readonly Evidence[],
    contradicted = false,
  ): CardReading => {
    const variant = variantWords(reading.list).flatMap((span) => reading.evidence(span));
    return {
      gpu,
      memoryGb,
      rule,
      contradicted,
      evidence: [...evidence, ...variant.map((words) => ({ ...words, part: 'variant' }))],
    };
  };
  const words = mention.gpu ?? mention.siblings[0];
  if (words === undefined) return refuse('unknown-model', 'model.unlisted');
  const memory = read(words);
  if (mention.gpu === undefined || memory.contradiction !== undefined) {
    const fitting = mention.siblings.filter((gpu) =>
      stated.some((amount) => !amount.foreign && gpu.memoryGb.includes(amount.gb)),
    );
    if (fitting.length === 1 && fitting[0] !== undefined) {
      const sibling = read(fitting[0]);
      return card(fitting[0], sibling.gb ?? null, 'model.capacity', withMemory(sibling));
    }
  }
  if (mention.gpu === undefined) return refuse('unknown-model', 'model.unlisted');
  const told = description && toldSuffix(mention, description);
  const gpu = told?.gpu ?? mention.gpu;
  const rule = told !== undefined ? 'model.told' : mention.bare ? 'model.number' : 'model.name';
  const extra = told?.evidence ?? [];
  const { contradiction } = memory;
  if (contradiction !== undefined) {
    if (gpu.laptopGb.includes(contradiction.gb) && !DESKTOP_LINES.test(reading.source))
      return refuse('laptop', 'laptop.capacity', withMemory(memory));
    const twins = mention.twins().filter((twin) => twin.memoryGb.includes(contradiction.gb));
    const [twin] = twins;
    // "6600 256MB AGP" is no RX 6600. But "GTX 580 8GB": no GTX 580 had so much, and the RX 580 is not what is written.
    if (twin !== undefined && twins.length === 1 && !mention.named)
      return card(twin, contradiction.gb, 'model.capacity', withMemory(memory));
    if (twin !== undefined) return refuse('unknown-model', 'model.contradiction', withMemory(memory));
    return card(gpu, null, rule, withMemory(memory), true);
  }
  if (memory.gb !== undefined) return card(gpu, memory.gb, rule, [...withMemory(memory), ...extra]);
  const inTitle = title?.memory.find((words) => !words.foreign && gpu.memoryGb.includes(words.gb));
  if (title !== undefined && inTitle !== undefined)
    return card(gpu, inTitle.gb, rule, [...named, ...title.evidence(inTitle)]);
  if (gpu.defaultMemoryGb !== null || description === undefined)
    return card(gpu, gpu.defaultMemoryGb, rule, [...named, ...extra]);
  const fromText = memoryFrom(description, gpu);
  return card(gpu, fromText?.gb ?? null, rule, [
    ...named,
    ...extra,
    ...(fromText === undefined ? [] : description.evidence(fromText)),
  ]);
}

/** "RX 580 8GB", and in the description "2048SP": a word of the name that stands only there. */
function toldSuffix(mention: Mention, description: Reading): { gpu: Gpu; evidence: readonly Evidence[] } | undefined {
  if (mention.gpu === undefined || mention.siblings.length === 0) return undefined;
  const told = shadersTold(description.list);
  const gpu = told && mention.siblings.find((sibling) => sibling.name === `${mention.name} ${told.word.toUpperCase()}`);
  return gpu && { gpu, evidence: description.evidence(told) };
}
