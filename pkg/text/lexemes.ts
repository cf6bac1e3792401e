/** The words that model names are made of, in every spelling sellers use, and the makers' names that stand among them. */
import { latinForms } from './fold.js';
import type { Token } from './tokens.js';
import { TermNote } from './vocabulary.js';

/** Word before a model number, by the spelling it stands for. Scripts and accents are already folded away. */
const PREFIX_SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  rtx: ['rtx', 'ptx', 'rxt', 'rtix', 'artiks', 'rtiks', 'erteiks'],
  gtx: ['gtx', 'qtx', 'gxt', 'gtiks', 'dzhitiiks'],
  gts: ['gts'],
  gt: ['gt'],
  geforce: ['geforce', 'gforce', 'gf', 'dzhifors', 'dzheforse', 'gefors', 'dzhefors', 'zhifors', 'gifors'],
  nvidia: ['nvidia', 'nvidiya', 'nvida', 'envidiya', 'nvidea', 'enviadia'],
  rx: ['rx', 'px', 'xr'],
  hd: ['hd'],
  radeon: ['radeon', 'radion', 'radeo', 'raedon'],
  amd: ['amd'],
  ati: ['ati'],
  vega: ['vega', 'rxvega'],
  arc: ['arc', 'ark', 'arca'],
  intel: ['intel'],
  titan: ['titan'],
  quadro: ['quadro', 'kvadro', 'qvadro', 'cuadro'],
  tesla: ['tesla'],
  firepro: ['firepro'],
  firegl: ['firegl'],
  firemv: ['firemv'],
  grid: ['grid'],
  pcx: ['pcx'],
  instinct: ['instinct'],
  cmp: ['cmp'],
  mx: ['mx'],
  fx: ['fx'],
  nvs: ['nvs'],
  pro: ['pro'],
  ai: ['ai'],
};

/** Word after a model number. */
const SUFFIX_SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  ti: ['ti'],
  super: ['super', 'supe', 'suiper', 'supper', 'supar', 's'],
  'ti super': ['tisuper', 'tis', 'superti'],
  xt: ['xt'],
  xtx: ['xtx'],
  gre: ['gre'],
  x: ['x'],
  d: ['d'],
  le: ['le'],
  gme: ['gme'],
  ghz: ['ghz'],
  edition: ['edition'],
  boost: ['boost'],
  ada: ['ada'],
  sff: ['sff'],
  blackwell: ['blackwell'],
  hx: ['hx'],
  sp: ['sp'],
  v: ['v'],
  mobile: ['m', 'mobile', 'mobility', 'laptop', 'notebook', 'maxq', 'max', 'mxm'],
};

/** Makers of boards and the names of their lines: they mark a bare number as a card. */
const BOARD_WORDS =
  'asus azus msi gigabyte gigabite gygabyte gygabite gigabit gigabajt gigabayt evga zotac zotak zotag palit gainward ' +
  'gainword inno innod ichill kfa galax colorful igame pny manli leadtek winfast sapphire saphire safir sapfir sapphir ' +
  'powercolor xfx asrock his aorus rog strix tuf dual ventus suprim suprime suprimx trio eagle vision windforce phoenix ' +
  'phantom ghost pegasus gamerock jetstream gamingpro stormx kalmx trinity amp holo twin nitro pulse toxic merc mercury ' +
  'speedster qick swft hellhound fighter devil reaper challenger taichi armor aero mech duke lightning turbo founders fe ' +
  'ftw xc sc kingpin directcu expedition cerberus proart prime gaming gamer superclocked waterforce frozr frozer jet ' +
  'megalodon verto xlr revel blower oc geforce nvidia radeon amd ati sparkle gunnir maxsun yeston axrx ' +
  'gv biostar afox arktek peladn ninja dell hp lenovo alienware omen club asr vapor xtreme extreme xtrem master elite solid ' +
  'panther python compact hof metaltop exoc solo mini itx shadow inspire vanguard astral ko';

export interface Word {
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  readonly isBoard: boolean;
}

function inverted(spellings: Readonly<Record<string, readonly string[]>>): Map<string, string> {
  return new Map(Object.entries(spellings).flatMap(([name, all]) => all.map((spelling) => [spelling, name] as const)));
}

const prefixes = inverted(PREFIX_SPELLINGS);
const suffixes = inverted(SUFFIX_SPELLINGS);
const boardWords = new Set(BOARD_WORDS.split(' '));

/** Whether `word` is `target` with one letter wrong, missing, doubled or swapped with its neighbour. */
export function nearly(word: string, target: string): boolean {
  if (Math.abs(word.length - target.length) > 1 || word[0] !== target[0]) return false;
  let head = 0;
  while (head < word.length && word[head] === target[head]) head += 1;
  let tail = 0;
  while (
    tail < Math.min(word.length, target.length) - head &&
    word[word.length - 1 - tail] === target[target.length - 1 - tail]
  )
    tail += 1;
  const left = word.slice(head, word.length - tail);
  const right = target.slice(head, target.length - tail);
  return left.length <= 1 && right.length <= 1
    ? true
    : left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

const FUZZY = ['geforce', 'radeon', 'nvidia', 'quadro'] as const;
const MEMO_LIMIT = 20_000;
const LONGEST_WORD = 40;
const memo = new Map<string, Word>();
const PLAIN_WORD: Word = { isBoard: false };

function lookUp(text: string): Word {
  const forms = latinForms(text);
  const pick = (table: Map<string, string>): string | undefined => {
    for (const form of forms) {
      const found = table.get(form);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const fuzzy = (): string | undefined =>
    FUZZY.find((target) => forms.some((form) => form.length >= 5 && nearly(form, target)));
  return {
    prefix: pick(prefixes) ?? fuzzy(),
    suffix: pick(suffixes),
    isBoard: forms.some((form) => boardWords.has(form) || isBoards(form)),
  };
}

/** Two words for boards in one, as in part numbers: `gamingoc`. */
function isBoards(word: string): boolean {
  for (let cut = 4; cut < word.length - 1; cut += 1)
    if (boardWords.has(word.slice(0, cut)) && boardWords.has(word.slice(cut))) return true;
  return false;
}

/** What a folded word may be in a model name. */
export function wordOf(text: string): Word {
  if (text.length > LONGEST_WORD) return PLAIN_WORD;
  const known = memo.get(text);
  if (known !== undefined) return known;
  if (memo.size >= MEMO_LIMIT) memo.clear();
  const word = lookUp(text);
  memo.set(text, word);
  return word;
}

const words = new TermNote(wordOf);
const forms = new TermNote(latinForms);

/** What a token may be in a model name; a missing one is nothing. */
export const wordIn = (token: Token | undefined): Word => (token === undefined ? PLAIN_WORD : words.of(token.term));

/** The Latin words that a token may stand for. */
export const formsIn = (token: Token): readonly string[] => forms.of(token.term);
