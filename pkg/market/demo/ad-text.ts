/** What an ad says: title, description and everything about it that does not change from day to day. */
import type { ConditionFlag } from '../../listing/verdict.js';
import { isCard } from './ad-kind.js';
import type { Item } from './item.js';
import { otherTitle } from './other-titles.js';
import { Dice } from './random.js';
import { cooler, spellMemory, spellModel } from './spelling.js';
import { CITIES, CLOSINGS, HOSTILE, OPENINGS, PASTS, pickLanguage, SENTENCES, type Language } from './words.js';

export const TRAPS = [
  'hostile-title',
  'negated-phrase',
  'mentions-other-hardware',
  'memory-unstated',
  'warranty',
  'partner',
  'disguised-defect',
] as const;
export type Trap = (typeof TRAPS)[number];

export interface AdText {
  readonly title: string;
  /** Lines; the site shows them separated by `<br />`. */
  readonly description: readonly string[];
  readonly language: Language;
  /** What a reader can know: the memory stated, or the only one the model was made with. */
  readonly memoryGb: number | null;
  readonly flags: readonly ConditionFlag[];
  readonly traps: readonly Trap[];
  readonly state: 'used' | 'new' | 'damaged';
  readonly location: string;
  readonly photos: number;
  readonly business: boolean;
  readonly promoted: boolean;
  readonly negotiable: boolean;
  readonly partner: boolean;
  /** Days between two refreshes. */
  readonly refreshEvery: number;
}

/** How often a title says the memory. */
const MEMORY_STATED = { only: 0.6, 'common-others': 0.95, 'rare-others': 1 } as const;

export function writeText(item: Item): AdText {
  const dice = new Dice(item.key, 'text');
  const language = pickLanguage(dice);
  const traps: Trap[] = [];
  const flags: ConditionFlag[] = [];
  const memoryStated = item.variant !== null && dice.chance(item.deal ? 1 : MEMORY_STATED[item.variant.memory]);
  const title = makeTitle(dice, item, language, memoryStated, traps);
  const description = isCard(item.kind) ? describeCard(dice, item, language, flags, traps) : describeOther(dice, item);
  const memoryGb =
    item.variant !== null && (memoryStated || item.variant.memory === 'only') ? item.variant.memoryGb : null;
  if (isCard(item.kind) && memoryGb === null) traps.push('memory-unstated');
  const partner = dice.chance(0.012);
  if (partner) traps.push('partner');
  const state = item.kind === 'defective' ? 'damaged' : flags.includes('new') ? 'new' : 'used';
  return {
    ...{ title, description, language, memoryGb, flags, state, partner },
    traps: [...new Set(traps)],
    location: dice.pick(CITIES),
    photos: dice.between(1, 8),
    business: dice.chance(0.08),
    promoted: dice.chance(0.06),
    negotiable: dice.chance(0.3),
    refreshEvery: dice.between(4, 14),
  };
}

function makeTitle(
  dice: Dice,
  { kind, variant }: Item,
  language: Language,
  withMemory: boolean,
  traps: Trap[],
): string {
  if (variant === null) return otherTitle(dice, kind, '');
  const model = spellModel(dice, variant);
  const memory = withMemory ? spellMemory(dice, variant.memoryGb) : '';
  // Some faults are told only in the description.
  const disguised = kind === 'defective' && dice.chance(0.2);
  if (disguised) traps.push('disguised-defect');
  if (!isCard(kind) && !disguised)
    return otherTitle(dice, kind, dice.chance(0.4) && memory !== '' ? `${model} ${memory}` : model);
  const maker = dice.chance(0.65) ? cooler(dice, variant) : '';
  const name = [maker, model, memory].filter((part) => part !== '').join(' ');
  if (dice.chance(0.02)) {
    traps.push('hostile-title');
    return dice.pick(HOSTILE).replaceAll('%', () => name);
  }
  // "4070 супер запазена" can be read both ways: a well-kept 4070, or a kept 4070 SUPER.
  const picked = dice.pick(CLOSINGS[language]);
  const closing = /запазена|zapazena/.test(picked) && variant.model.endsWith('SUPER') && memory === '' ? '' : picked;
  if (/гаранция|garanciq|warranty|гаранти/.test(closing)) traps.push('warranty');
  return [dice.pick(OPENINGS[language]), name, closing].filter((part) => part !== '').join(' ');
}

function describeCard(
  dice: Dice,
  { variant, deal }: Item,
  language: Language,
  flags: ConditionFlag[],
  traps: Trap[],
): string[] {
  const lines: string[] = [];
  const past = dice.chance(0.22) && !deal ? dice.pick(PASTS) : null;
  if (past !== null) {
    flags.push(past.flag);
    lines.push(past.text);
  }
  for (let n = dice.between(1, 4); n > 0; n--) {
    const sentence = dice.pick(SENTENCES[language]);
    const contradicts =
      past?.flag === 'mined' ? /копан|майн|kopan|mining/i : past?.flag === 'repaired' ? /ремонт/i : null;
    if (lines.includes(sentence) || contradicts?.test(sentence)) continue;
    if (/не е |без |ne e|bez|never|no artifacts|не май/i.test(sentence)) traps.push('negated-phrase');
    if (/ryzen|i7|i5/i.test(sentence)) traps.push('mentions-other-hardware');
    lines.push(sentence);
  }
  if (variant !== null && dice.chance(0.15)) {
    lines.push(`Продавам, защото минавам на ${variant.rank > 0.6 ? 'RTX 5080' : 'RTX 4070 SUPER'}.`);
    traps.push('mentions-other-hardware');
  }
  return lines;
}

function describeOther(dice: Dice, { kind }: Item): string[] {
  const first = {
    computer: 'Конфигурацията е сглобена преди година, Windows 11, готова за игри.',
    laptop: 'Лаптопът е с батерия 90% и оригинално зарядно.',
    part: 'Продава се само показаното на снимката.',
    defective: 'Не подава картина. Продава се за части или ремонт.',
    'mining-rig': 'Готов риг с рамка и захранвания.',
    lot: 'Продават се заедно, не ги деля.',
    wanted: 'Изпращайте предложения на лично съобщение.',
  } as const;
  return [kind in first ? first[kind as keyof typeof first] : 'Запазено, работи.', dice.pick(SENTENCES.bg)];
}
