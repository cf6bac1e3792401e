/** Writes the description of an ad: what is true of the thing, among what people write around it. */
import type { ConditionFlag } from '../../listing/verdict.js';
import { isCard, type AdKind } from './ad-kind.js';
import type { Item } from './item.js';
import type { Dice } from './random.js';
import { BOILERPLATE, PASTS, SPECIFICATIONS, STORIES } from './stories.js';
import { TOLD } from './told.js';
import type { Trap } from './trap.js';
import type { Language } from './words.js';

export interface Said {
  readonly lines: readonly string[];
  readonly flags: readonly ConditionFlag[];
}

export interface Manner {
  readonly language: Language;
  readonly business: boolean;
  /** The title is that of a plain card; only the description says what is for sale. */
  readonly told: boolean;
}

const TOLD_SHARE: Readonly<Partial<Record<AdKind, number>>> = {
  defective: 0.4,
  fake: 0.5,
  bundle: 0.4,
  'not-for-sale': 0.4,
};
const TOLD_SHARE_ELSE = 0.06;
const SPECIFICATIONS_SHARE = 0.12;

/** Whether nothing but the description tells that the ad sells no single working card. */
export function isToldInDescription(dice: Dice, kind: AdKind): boolean {
  return TOLD[kind] !== undefined && dice.chance(TOLD_SHARE[kind] ?? TOLD_SHARE_ELSE);
}

export function describe(dice: Dice, item: Item, manner: Manner, traps: Trap[]): Said {
  if (isCard(item.kind)) return describeCard(dice, item, manner, traps);
  const said = { ...describeOther(dice, item, manner), flags: [] };
  return said;
}

function describeCard(dice: Dice, { variant, deal }: Item, { language, business }: Manner, traps: Trap[]): Said {
  const flags: ConditionFlag[] = [];
  const lines: string[] = [];
  const past = dice.chance(0.22) && !deal ? dice.pick(PASTS) : null;
  if (past !== null) {
    flags.push(past.flag);
    lines.push(past.text);
  }
  const contradicted =
    past?.flag === 'mined'
      ? /копан|майн|риг|kopan|mining/i
      : past?.flag === 'repaired'
        ? /ремонт|сервиз|remont/i
        : null;
  lines.push(...stories(dice, language, dice.between(1, 6), traps).filter((line) => contradicted?.test(line) !== true));
  if (variant !== null && dice.chance(0.15)) {
    lines.push(`Продавам, защото минавам на ${variant.rank > 0.6 ? 'RTX 5080' : 'RTX 4070 SUPER'}.`);
    traps.push('mentions-other-hardware');
  }
  if (variant !== null && dice.chance(SPECIFICATIONS_SHARE)) {
    lines.push(...dice.pick(SPECIFICATIONS).map((line) => line.replace('%', variant.model)));
    traps.push('specifications');
  }
  if (business) {
    lines.push(...dice.pick(BOILERPLATE));
    traps.push('shop-boilerplate');
  }
  return { lines, flags };
}

function stories(dice: Dice, language: Language, count: number, traps: Trap[]): string[] {
  const lines = new Set<string>();
  for (let n = count; n > 0; n--) lines.add(dice.pick(STORIES[language]));
  for (const line of lines) {
    if (/(?:^|[^а-я])не |без |няма|никак|ne e|bez|nqma|never|no artifacts|no issues|не май|нет/i.test(line))
      traps.push('negated-phrase');
    if (/ryzen|i7|i5|лаптоп|ноутбук|дънн|motherboard/i.test(line)) traps.push('mentions-other-hardware');
  }
  return [...lines];
}

const OPEN: Readonly<Partial<Record<AdKind, string>>> = {
  computer: 'Конфигурацията е сглобена преди година, Windows 11, готова за игри.',
  laptop: 'Лаптопът е с батерия 90% и оригинално зарядно.',
  part: 'Продава се само показаното на снимката.',
  defective: 'Не подава картина. Продава се за части или ремонт.',
  'mining-rig': 'Готов риг с рамка и захранвания.',
  lot: 'Продават се заедно, не ги деля.',
  bundle: 'Продават се в комплект.',
  wanted: 'Изпращайте предложения на лично съобщение.',
  'not-for-sale': 'Подробности на лично съобщение.',
  service: 'Диагностика в деня на приемане, плащате след поправката.',
  fake: 'Продавам я такава, каквато е.',
};

function describeOther(dice: Dice, { kind, variant }: Item, { language, told }: Manner): { lines: string[] } {
  if (!told) return { lines: [OPEN[kind] ?? 'Запазено, работи.', dice.pick(STORIES.bg)] };
  const byLanguage = TOLD[kind];
  const decisive = dice
    .pick(byLanguage?.[language] ?? byLanguage?.bg ?? [])
    .map((line) => line.replace('%', variant?.model ?? ''));
  // Nobody who writes that it is broken goes on to praise it; where and how it can be had is said of anything.
  const around = Array.from({ length: dice.between(1, 3) }, () => dice.pick(AROUND));
  const before = dice.chance(0.7) ? around.length : 0;
  return { lines: [...new Set([...around.slice(0, before), ...decisive, ...around.slice(before)])] };
}

/** True of anything that is sold. */
const AROUND = [
  'Изпращам по куриер с преглед.',
  'Лично предаване в София или Пловдив, вечер след шест часа.',
  'Цената не подлежи на коментар.',
  'Снимките са мои и от днес.',
  'Купена е през 2021 г. от магазин, пазя бележката.',
  'Отговарям на съобщения, на телефон само след уговорка.',
  'Моля, прочетете обявата докрай, преди да питате.',
] as const;
