/** What an ad says: title, description and everything about it that does not change from day to day. */
import type { ConditionFlag } from '../../listing/verdict.js';
import { isCard } from './ad-kind.js';
import { describe, isToldInDescription, type Said } from './describe.js';
import type { Item } from './item.js';
import { otherTitle } from './other-titles.js';
import { Dice } from './random.js';
import type { Trap } from './trap.js';
import { cooler, spellMemory, spellModel } from './spelling.js';
import { MARKED_TEXTS, MARKED_TITLES } from './told.js';
import { CITIES, CLOSINGS, HOSTILE, OPENINGS, pickLanguage, type Language } from './words.js';

/** How much of the description the results carry, where a page carries any: all of it, its beginning, nothing. */
export type ShownOnResults = 'whole' | 'cut' | 'nothing';

export interface AdText {
  readonly title: string;
  /** Lines; the site shows them separated by `<br />`. */
  readonly description: readonly string[];
  readonly shownOnResults: ShownOnResults;
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
  const business = dice.chance(0.08);
  const told = isToldInDescription(new Dice(item.key, 'told'), item.kind);
  if (told) traps.push('told-in-description');
  const memoryStated = item.variant !== null && dice.chance(item.deal ? 1 : MEMORY_STATED[item.variant.memory]);
  const title = makeTitle(dice, item, { language, memoryStated, told }, traps);
  const { lines, flags } = describe(new Dice(item.key, 'description'), item, { language, business, told }, traps);
  const memoryGb =
    item.variant !== null && (memoryStated || item.variant.memory === 'only') ? item.variant.memoryGb : null;
  if (isCard(item.kind) && memoryGb === null) traps.push('memory-unstated');
  const partner = dice.chance(0.012);
  if (partner) traps.push('partner');
  return {
    ...{ title, description: lines, language, memoryGb, flags, partner, business },
    state: stateOf(dice, item, { told, flags }),
    shownOnResults: shownOnResults(new Dice(item.key, 'shown').next(), told),
    traps: [...new Set(traps)],
    location: dice.pick(CITIES),
    photos: dice.between(1, 8),
    promoted: dice.chance(0.06),
    negotiable: dice.chance(0.3),
    refreshEvery: dice.between(4, 14),
  };
}

/** What the ad says once the card is marked as sold or reserved. */
export function markedText(item: Item, text: AdText): AdText {
  const dice = new Dice(item.key, 'marked');
  const traps = [...text.traps, 'marked-as-sold' as const];
  if (item.mark?.where === 'title')
    return { ...text, traps, title: dice.pick(MARKED_TITLES[text.language]).replace('%', () => text.title) };
  const line = dice.pick(MARKED_TEXTS[text.language]);
  const description = dice.chance(0.5) ? [line, ...text.description] : [...text.description, line];
  return { ...text, description, traps: [...traps, 'told-in-description'] };
}

/** Whoever hides a fault does not choose "for parts" from the site's list either. */
function stateOf(
  dice: Dice,
  { kind }: Item,
  { told, flags }: Pick<Said, 'flags'> & { told: boolean },
): AdText['state'] {
  const damaged = dice.chance(0.75);
  if (kind === 'defective' && !told && damaged) return 'damaged';
  return flags.includes('new') ? 'new' : 'used';
}

/** What matters is seldom found among the results when the title hides it. */
function shownOnResults(aim: number, told: boolean): ShownOnResults {
  const [whole, cut] = told ? [0.4, 0.7] : [0.75, 0.9];
  return aim < whole ? 'whole' : aim < cut ? 'cut' : 'nothing';
}

/** A title that praises what the description calls broken would be a contradiction; most of them just say nothing. */
const SAYS_NOTHING = /^$|кутия|kutiq|boxed|коробкой|bit|OC|спешно|срочно/;

interface TitleOptions {
  readonly language: Language;
  readonly memoryStated: boolean;
  readonly told: boolean;
}

function makeTitle(
  dice: Dice,
  { kind, variant }: Item,
  { language, memoryStated, told }: TitleOptions,
  traps: Trap[],
): string {
  if (variant === null) return otherTitle(dice, kind, '');
  const model = spellModel(dice, variant);
  const memory = memoryStated ? spellMemory(dice, variant.memoryGb) : '';
  if (!isCard(kind) && !told)
    return otherTitle(dice, kind, dice.chance(0.4) && memory !== '' ? `${model} ${memory}` : model);
  const maker = dice.chance(0.65) ? cooler(dice, variant) : '';
  const name = [maker, model, memory].filter((part) => part !== '').join(' ');
  if (dice.chance(0.02)) {
    traps.push('hostile-title');
    return dice.pick(HOSTILE).replaceAll('%', () => name);
  }
  // "4070 супер запазена" can be read both ways: a well-kept 4070, or a kept 4070 SUPER.
  const picked = dice.pick(told ? CLOSINGS[language].filter((words) => SAYS_NOTHING.test(words)) : CLOSINGS[language]);
  const closing = /запазена|zapazena/.test(picked) && variant.model.endsWith('SUPER') && memory === '' ? '' : picked;
  if (/гаранция|garanciq|warranty|гаранти/.test(closing)) traps.push('warranty');
  // "For sale" in front of what the description looks for or lends would be a contradiction, too.
  const openings = OPENINGS[language].filter((words) => !told || !/прода|prodavam/i.test(words));
  return [dice.pick(openings), name, closing].filter((part) => part !== '').join(' ');
}
