/** Makers' rules of part numbers: how the number of a card stands in each, as patterns by the letters a code begins with. */

/** One way to read a part number; the first whose card exists is meant. */
export interface CodeReading {
  readonly families: readonly string[];
  readonly number: string;
  readonly suffixes: readonly string[];
  readonly letter?: string;
}

const GEFORCE = ['rtx', 'gtx', 'gts', 'gt', 'geforce'];
const RX = ['rx'];
const MARKS: Readonly<Record<string, readonly string[]>> = { t: ['ti'], s: ['super'], ts: ['ti', 'super'] };
/** Numbers whose last zero makers leave out. */
const SHORT_GEFORCE = /^(?:10[5-8]|16[56]|20[6-8]|30[5-9]|40[6-9]|50[5-9])$/;

const marked = (mark: string | undefined): readonly string[] => MARKS[mark ?? ''] ?? [];
const suffix = (word: string | undefined): readonly string[] => (word === undefined ? [] : [word]);
const of = (families: readonly string[], number: string, suffixes: readonly string[] = []): CodeReading => ({
  families,
  number,
  suffixes,
});

/** N3060, N306T (3060 Ti), N75T (750 Ti), N240: the number whole, or without its last zero. */
function geforce(number: string, mark: string | undefined): CodeReading[] {
  if (number.length === 4)
    return [of(GEFORCE, number, marked(mark)), of(GEFORCE, number), of(GEFORCE, `${number.slice(0, 3)}0`)];
  if (SHORT_GEFORCE.test(number)) return [of(GEFORCE, `${number}0`, marked(mark)), of(GEFORCE, `${number}0`)];
  if (number.length === 2) return mark === 't' ? [of(GEFORCE, `${number}0`, ['ti'])] : [];
  return [of(GEFORCE, number, marked(mark)), of(GEFORCE, number)];
}

/** R66XT (RX 6600 XT), R665XT, R9070XT, R927X (R9 270X), R7970, R797 (HD 7970), R9290. */
function radeon(number: string, word: string | undefined): CodeReading[] {
  const xt = suffix(word?.startsWith('x') === true ? word : undefined);
  const tier = [`r${number.charAt(0)}`];
  switch (number.length) {
    case 2:
      return [of(RX, `${number}00`, xt)];
    case 3:
      return word === 'xt'
        ? [of(RX, `${number}0`, xt)]
        : [of(tier, `${number.slice(1)}0`, xt), of(tier, `${number.slice(1)}0`), of(['hd'], `${number}0`)];
    default:
      return [of(RX, number, xt), of(tier, number.slice(1), xt), of(['hd'], number)];
  }
}

/** Zotac's digit in place of the number's last: 0 is the plain card, 1 a Ti, except where that number has or had something else. */
const ZOTAC: Readonly<Record<string, readonly string[]>> = {
  ...{ 10601: [], 20602: [], 30501: [], 30802: [] },
  ...{
    16501: ['super'],
    16602: ['super'],
    20601: ['super'],
    20701: ['super'],
    20802: ['super'],
    40702: ['super'],
    40802: ['super'],
  },
  ...{ 40602: ['ti'], 50602: ['ti'], 40703: ['ti', 'super'] },
};

function zotac(number: string, digit: string): CodeReading[] {
  const known = ZOTAC[number + digit] ?? (digit === '0' ? [] : digit === '1' ? ['ti'] : undefined);
  return known === undefined ? [] : [of(GEFORCE, number, known)];
}

/** XFX's letter after the first two digits of RX 7000 and 9000; a Swift or Qick line may begin with the P of a plain card. */
const XFX: Readonly<Record<string, readonly string[]>> = { x: ['xtx'], t: ['xt'], g: ['gre'], p: [] };

/** Sapphire counts its products; these are the series of the cards sold most. */
export const SAPPHIRE: Readonly<Record<string, string>> = {
  ...{ 11265: '580', 11266: '570', 11289: '590', 11293: '5700 xt', 11294: '5700', 11295: '5500 xt', 11296: '5600 xt' },
  ...{
    11304: '6800 xt',
    11305: '6800',
    11306: '6700 xt',
    11308: '6900 xt',
    11309: '6600 xt',
    11310: '6600',
    11314: '6500 xt',
  },
  ...{
    11315: '6400',
    11318: '6750 xt',
    11319: '6650 xt',
    11322: '7900 xtx',
    11323: '7900 xt',
    11324: '7600',
    11325: '7900 gre',
  },
  ...{ 11330: '7800 xt', 11335: '7700 xt', 11339: '7600 xt', 11348: '9070 xt', 11349: '9070', 11350: '9060 xt' },
};

export function sapphire(series: string): CodeReading[] {
  const [number = '', ...words] = SAPPHIRE[series]?.split(' ') ?? [];
  return number === '' ? [] : [of(RX, number, words)];
}

export interface Rule {
  readonly pattern: RegExp;
  /** The readings of a match; `gb` is the group of that name. */
  readonly read: (match: RegExpExecArray) => CodeReading[];
  readonly sure: boolean;
}
const rule = (pattern: RegExp, read: Rule['read'], sure = true): Rule => ({ pattern, read, sure });

/** By the letters a code begins with. */
export const RULES: Readonly<Record<string, readonly Rule[]>> = {
  // Gigabyte
  gv: [
    rule(/^gv-nx?([6-9]\d)([tgs])/, ([, number, mark]) => [
      of(['geforce'], `${number}00`, [mark === 't' ? 'gt' : 'gs']),
      of(['geforce'], `${number}00`, ['gts']),
    ]),
    rule(/^gv-nx([6-9]\d)\d{3}/, ([, number]) => [of(['geforce'], `${number}00`)]),
    rule(/^gv-n(\d{2,4})(ts|t|s)?/, ([, number = '', mark]) => geforce(number, mark)),
    rule(/^gv-r(\d{2,4})(xtx|xt|x|gre)?/, ([, number = '', word]) => radeon(number, word)),
  ],
  zt: [rule(/^zt-[a-z](\d{3})(\d)\d/, ([, three = '', digit = '']) => zotac(`${three}0`, digit))],
  // PNY
  vcg: [
    rule(/^vcg(\d{4})(ts|t|s)?(?<gb>\d{1,2})(s(?=[sdt]f))?/, ([, number = '', before, , after]) => [
      of(GEFORCE, number, marked(before ?? after)),
    ]),
  ],
  vcnt: [rule(/^vcn(t)(\d{3,4})-?(?<gb>\d{1,2})?(?:gb|-|$)/, quadro), rule(/^vcn(t)(\d{3})(?<gb>\d)gb/, quadro)],
  vcnrtxa: [rule(/^vcn(rtxa)(\d{3,4})-?(?<gb>\d{1,2})?(?:gb|-|$)/, quadro)],
  vcqrtx: [rule(/^vcqrtx(\d{4})/, ([, number = '']) => [of(['quadro rtx'], number)])],
  vcqp: [rule(/^vcq(p)(\d{3,4})/, quadro)],
  vcqk: [rule(/^vcq(k)(\d{3,4})/, quadro)],
  vcqm: [rule(/^vcq(m)(\d{3,4})/, quadro)],
  // Palit
  ...Object.fromEntries(
    ['ne', 'neb', 'nec', 'ned', 'nea', 'neat'].map((start) => [
      start,
      [
        rule(/^ne(?:\d|at|[a-z])(\d{3})(?:([ts])|(\d)([ts])?)/, ([, three = '', short, fourth = '', mark]) =>
          short === undefined
            ? [of(GEFORCE, three + fourth, marked(mark)), of(['gt', 'gtx'], three)]
            : [of(GEFORCE, `${three}0`, marked(short))],
        ),
      ],
    ]),
  ),
  // ASUS
  en: [rule(/^en(\d{3,4})(gtx|gts|gt|gso|gs)?/, old)],
  eah: [rule(/^eah(\d{4})/, ([, number = '']) => [of(['hd'], number)])],
  eax: [rule(/^eax(\d{3,4})/, ([, number = '']) => [{ ...of(['radeon'], number), letter: 'x' }])],
  ah: [rule(/^ah(\d{4})/, ([, number = '']) => [of(['hd'], number)])],
  a: [rule(/^a(\d{4})/, ([, number = '']) => [of(['geforce', 'geforce fx'], number), of(['radeon'], number)], false)],
  // PowerColor
  ax: [rule(/^ax(\d{4})/, ([, number = '']) => [of(['hd'], number), { ...of(['radeon'], number), letter: 'x' }])],
  // MSI, Inno3D and others
  nx: [rule(/^nx(\d{4})(gtx|gts|gt|gso|gs)?/, old)],
  n: [
    rule(/^n(\d{3,4})(gtx|gts|gt|gso|gs)/, old),
    rule(/^n(\d{2,4})(ts|t|s)?/, ([, number = '', mark]) => (number.length === 2 ? [] : geforce(number, mark)), false),
  ],
  r: [rule(/^r([579]\d{3}|[456]\d{3})(xtx|xt|x)?/, ([, number = '', word]) => radeon(number, word), false)],
  // HIS
  h: [
    rule(/^h(\d{3})gtx/, ([, number = '']) => [of(['gtx'], number)]),
    rule(/^h(\d{3,4})/, ([, number = '']) => [of(['hd'], number.padEnd(4, '0')), ...geforce(number, undefined)], false),
  ],
  // XFX
  hd: [rule(/^hd-(\d{3})[a-z]/, ([, number = '']) => [of(['hd'], `${number}0`)])],
  rx: [
    rule(/^rx-([567]\d)(xtx|xt|xl)/, ([, number = '', word]) => [of(RX, `${number}00`, suffix(word === 'xl' ? undefined : word))]),
    rule(/^rx-(6\d5)x/, ([, number = '']) => [of(RX, `${number}0`, ['xt'])]),
    rule(/^rx-(7\d)([xtgp])/, ([, number = '', mark = '']) => [of(RX, `${number}00`, XFX[mark])]),
    rule(/^rx-(9\d)([tp])/, ([, number = '', mark = '']) => [of(RX, `${number.charAt(0)}0${number.charAt(1)}0`, XFX[mark])]),
  ],
  // AFOX
  af: [rule(/^af(\d{3,4})-/, ([, number = '']) => [of(['gt', 'gtx', 'gts', 'geforce', 'hd'], number)])],
  afr: [rule(/^afr([579])(\d{3})/, ([, tier = '', number = '']) => [of([`r${tier}`], number)])],
};

/** EN8800GT, NX7600GS, N460GTX: number, then the family or the suffix. */
function old([, number = '', word]: RegExpExecArray): CodeReading[] {
  const words = suffix(word);
  return [
    of(['geforce'], number, words),
    ...(word === undefined ? [] : [of([word], number)]),
    ...geforce(number, undefined),
  ];
}

function quadro([, kind = '', number = '']: RegExpExecArray): CodeReading[] {
  return [{ ...of(['rtx', 'quadro', ''], number), letter: kind.at(-1) ?? '' }];
}
