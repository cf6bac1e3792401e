/** How sellers write the name of a card: Latin, Cyrillic, glued, shortened, with brand and cooler. */
import type { Dice } from './random.js';
import type { Variant } from './variants.js';

type Series = 'GTX' | 'RTX' | 'RX' | 'R9' | 'Radeon' | 'Arc';

interface Name {
  readonly series: Series;
  /** `3060`, `6700`, `Vega 56`, `A770`. */
  readonly number: string;
  /** `Ti SUPER`, `XT`, or empty. */
  readonly suffix: string;
}

const CYRILLIC: Readonly<Record<string, string>> = {
  GTX: 'ГТХ',
  RTX: 'РТХ',
  RX: 'РХ',
  XT: 'ХТ',
  XTX: 'ХТХ',
  Ti: 'ти',
  SUPER: 'супер',
};

const COOLERS: Readonly<Record<'nvidia' | 'amd' | 'intel', readonly string[]>> = {
  nvidia: [
    'Asus ROG Strix',
    'ASUS TUF',
    'Asus Dual',
    'Asus Phoenix',
    'MSI Gaming X',
    'MSI Gaming X Trio',
    'MSI Ventus 2X',
    'MSI Ventus 3X',
    'msi gaming z',
    'Gigabyte Gaming OC',
    'Gigabyte Windforce',
    'Gigabyte Eagle',
    'GIGABYTE Aorus',
    'Palit Dual',
    'Palit GamingPro',
    'Palit JetStream',
    'Gainward Phoenix',
    'Gainward Ghost',
    'Zotac Twin Edge',
    'ZOTAC AMP',
    'Zotac Trinity',
    'Inno3D Twin X2',
    'KFA2',
    'EVGA FTW3',
    'EVGA XC',
    'PNY',
    'Асус',
    'Гигабайт',
    'Палит',
  ],
  amd: [
    'Sapphire Nitro+',
    'Sapphire Pulse',
    'SAPPHIRE NITRO',
    'PowerColor Red Devil',
    'PowerColor Red Dragon',
    'PowerColor Fighter',
    'XFX',
    'XFX Merc 319',
    'XFX Swift',
    'Asus ROG Strix',
    'ASUS TUF',
    'Asus Dual',
    'MSI Gaming X',
    'MSI Mech 2X',
    'MSI Armor',
    'Gigabyte Gaming OC',
    'Gigabyte Eagle',
    'ASRock Challenger',
    'ASRock Phantom Gaming',
    'Асус',
  ],
  intel: ['Intel', 'ASRock Challenger', 'Sparkle', 'Acer Predator', 'Intel Limited Edition'],
};

function nameOf(model: string): Name {
  const [series, ...rest] = model.split(' ');
  if (series === 'Radeon' || series === 'Arc' || series === 'R9') return { series, number: rest.join(' '), suffix: '' };
  if (rest[0] === 'Vega') return { series: 'RX', number: rest.join(' '), suffix: '' };
  return { series: series as Series, number: rest[0] ?? '', suffix: rest.slice(1).join(' ') };
}

function makerOf({ series }: Name): 'nvidia' | 'amd' | 'intel' {
  if (series === 'Arc') return 'intel';
  return series === 'GTX' || series === 'RTX' ? 'nvidia' : 'amd';
}

export function cooler(dice: Dice, variant: Variant): string {
  return dice.pick(COOLERS[makerOf(nameOf(variant.model))]);
}

/** The model as one seller writes it, without memory: `RTX 3060 Ti`, `rtx3060ti`, `РТХ 3060 ти`, `1660 супер`, `6700xt`. */
export function spellModel(dice: Dice, variant: Variant): string {
  const name = nameOf(variant.model);
  const { series, number, suffix } = name;
  const full = [series, number, suffix].filter((part) => part !== '').join(' ');
  const glued = `${series}${number}${suffix}`.replaceAll(' ', '');
  if (series === 'Radeon') return full;
  if (series === 'Arc') return dice.pick([`Intel ${full}`, full, `INTEL ARC ${number}`]);
  if (series === 'R9')
    return dice.pick([full, full, `Radeon ${full}`, `AMD Radeon ${full}`, `${series}-${number.toLowerCase()}`]);
  if (number.startsWith('Vega'))
    return dice.pick([full, number, `Radeon ${full}`, number.toLowerCase(), number.replace('Vega', 'Вега')]);
  const brand = makerOf(name) === 'nvidia' ? 'GeForce' : 'Radeon';
  const style = dice.next();
  if (style < 0.3) return full;
  if (style < 0.44) return `${brand} ${full}`;
  if (style < 0.5) return `${brand === 'GeForce' ? 'NVIDIA' : 'AMD'} ${brand} ${full}`;
  if (style < 0.6) return `${series} ${number}${suffix.replaceAll(' ', '')}`;
  if (style < 0.68) return glued.toLowerCase();
  if (style < 0.74) return glued;
  if (style < 0.8) return full.toLowerCase();
  if (style < 0.88) return cyrillic(dice, name);
  if (style < 0.92) return `${brand} ${number} ${suffix}`.trim();
  return bare(dice, name, brand);
}

function cyrillic(dice: Dice, { series, number, suffix }: Name): string {
  const words = [series, number, ...suffix.split(' ')].filter((word) => word !== '');
  const text = words.map((word) => CYRILLIC[word] ?? word).join(' ');
  return dice.pick([text, text, text.toLowerCase()]);
}

/** Without the series: only where number and suffix leave no doubt. */
function bare(dice: Dice, { number, suffix }: Name, brand: string): string {
  if (suffix === '') return `${brand} ${number}`;
  if (suffix === 'SUPER') return dice.pick([`${number} супер`, `${number} super`, `${number}s`]);
  return dice.pick([
    `${number}${suffix.replaceAll(' ', '').toLowerCase()}`,
    `${number} ${suffix}`,
    `${number} ${suffix.toLowerCase()}`,
  ]);
}

export function spellMemory(dice: Dice, gigabytes: number): string {
  const n = String(gigabytes);
  return dice.pick([`${n}GB`, `${n}GB`, `${n} GB`, `${n}gb`, `${n} гб`, `${n}GB GDDR6`, `${n}G`, `${n}ГБ`]);
}
