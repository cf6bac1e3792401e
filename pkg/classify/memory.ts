/** Reads amounts and kinds of memory from text, and whose they are. */
import { latinForms } from '../text/fold.js';
import { Sep, type Token } from '../text/tokens.js';
import { TermNote } from '../text/vocabulary.js';
import type { Mark } from './marks.js';

/** An amount of memory as written. */
export interface MemoryWords {
  readonly gb: number;
  /** Written with a unit that means nothing else ("8GB", "8192 MB"), unlike "8г" or "8G". */
  readonly sure: boolean;
  /** Said of something else than a card: "16GB RAM", "512GB SSD". */
  readonly foreign: boolean;
  readonly from: number;
  readonly to: number;
}

/** Units in Latin letters; Cyrillic ones are read by sound and by look, so that "гигабайта" and a "GB" with a Cyrillic В are the same; "ГВ" is half of each. */
const GIGABYTES = /^(?:gb|гв|gib|gbs|gig\w*|gbyte\w*|gbddr|gddr)$/;
const GIGA = /^(?:g|gd|gt|gi|gl|go|goc|gdoc|gocv|gdd|gbd|gb[a-z]{1,8})$/;
const MEGABYTES = /^(?:mb|mib|mbyte\w*|megaba[iy]\w*|megabyte\w*|mbddr)$/;
const MEGA = /^(?:m|d|md)$/;
/** "9Gbps" is the speed of the memory. */
const SPEED = /^gb(?:ps|it|its)$/;
/** Longer words are no units. */
const LONGEST_UNIT = 14;

type Unit = 'gigabytes' | 'giga' | 'megabytes' | 'mega' | 'none';
const units = new TermNote(unitOf);

function unitOf(text: string): Unit {
  if (text.length > LONGEST_UNIT || SPEED.test(text)) return 'none';
  const is = (pattern: RegExp): boolean => latinForms(text).some((form) => pattern.test(form));
  return is(GIGABYTES) ? 'gigabytes' : is(MEGABYTES) ? 'megabytes' : is(GIGA) ? 'giga' : is(MEGA) ? 'mega' : 'none';
}
const MEGA_SIZES = new Set([
  16, 32, 64, 128, 256, 320, 384, 512, 640, 768, 896, 1024, 1280, 1536, 1792, 2048, 2560, 3072, 4096, 5120, 6144, 8192,
  10240, 11264, 12288, 16384, 24576,
]);
export const MB_PER_GB = 1024;
const LARGEST_GB = 320;
/** Fractions of a gigabyte that cards were made with: 1.25, 1.5, 1.75, 0.25. */
const QUARTERS = new Set([0, 0.25, 0.5, 0.75]);
/** Years: nobody gives a longer warranty on a used card. */
const LONGEST_WARRANTY = 5;

/** Every amount of memory in the tokens; those of one mention's own digits are left out by the caller. */
export function findMemory(list: readonly Token[], marks: readonly Mark[]): MemoryWords[] {
  const found: MemoryWords[] = [];
  for (let at = 0; at < list.length; at += 1) {
    const token = list[at];
    if (token?.isNumber !== true || token.text.length > 5) continue;
    const read = readAmount(list, at, marks);
    if (read === undefined) continue;
    found.push(read);
    at = read.to - 1;
  }
  return found;
}

function readAmount(list: readonly Token[], at: number, marks: readonly Mark[]): MemoryWords | undefined {
  const token = list[at];
  if (token === undefined) return undefined;
  let value = Number(token.text);
  let next = at + 1;
  const decimals = list[next];
  if (
    decimals?.isNumber === true &&
    (decimals.sep === Sep.dot || decimals.sep === Sep.comma) &&
    decimals.text.length <= 2
  ) {
    const fraction = Number(`0.${decimals.text}`);
    if (!QUARTERS.has(fraction)) return undefined;
    value += fraction;
    next += 1;
  }
  const unit = list[next];
  if (unit === undefined || unit.isNumber || (unit.sep & ~(Sep.space | Sep.dash)) !== 0) return undefined;
  const glued = unit.sep === 0;
  const kind = units.of(unit.term);
  if (kind === 'none') return undefined;
  const amount = (gb: number, sure: boolean): MemoryWords | undefined =>
    gb > 0 && gb <= LARGEST_GB
      ? { gb, sure, foreign: isForeign(list, marks, at, next + 1), from: at, to: next + 1 }
      : undefined;
  if (kind === 'megabytes') return amount(value % 1000 === 0 ? value / 1000 : value / MB_PER_GB, true);
  if (kind === 'mega') return glued && MEGA_SIZES.has(value) ? amount(value / MB_PER_GB, true) : undefined;
  if (kind === 'gigabytes') return amount(value, true);
  if (unit.text.length > 1 && unit.text !== 'gd') return glued ? amount(value, false) : undefined;
  if (unit.text === 'г' || unit.text === 'g') {
    if (isDuration(list, marks, at, next)) return undefined;
    if (!glued && unit.sep !== Sep.space) return undefined;
  }
  return amount(value, false);
}

/** "3г гаранция", "гаранция 3 г.": years, not gigabytes. */
function isDuration(list: readonly Token[], marks: readonly Mark[], from: number, unit: number): boolean {
  if (Number(list[from]?.text) > LONGEST_WARRANTY) return false;
  const latin = list[unit]?.text === 'g';
  const near = marks.some((mark) => {
    if (mark.kind !== 'warranty') return false;
    const after = mark.from - unit - 1;
    if (after >= 0 && after <= (latin ? 0 : 1)) return list[mark.from - 1]?.text !== 'на';
    return !latin && mark.to <= from && mark.to >= from - 2;
  });
  if (near) return true;
  const after = list[unit + 1];
  return (
    list[unit]?.text === 'г' &&
    after !== undefined &&
    (after.sep & Sep.dot) !== 0 &&
    (after.sep & Sep.space) !== 0 &&
    list[unit].sep !== 0
  );
}

function isForeign(list: readonly Token[], marks: readonly Mark[], from: number, to: number): boolean {
  const after = list[to];
  if (after !== undefined && /^(?:ddr|lpddr)$/.test(after.text) && /^[345]$/.test(list[to + 1]?.text ?? '')) {
    const beyond = marks.some(
      (mark) => (mark.kind === 'ram' || mark.kind === 'storage') && mark.from >= to && mark.from <= to + 4,
    );
    if (beyond) return true;
  }
  return marks.some(
    (mark) =>
      (mark.kind === 'ram' || mark.kind === 'storage') &&
      ((mark.from >= to && mark.from <= to + 1 && (list[mark.from]?.sep ?? 0) <= (Sep.space | Sep.dash)) ||
        (mark.to === from && (list[from]?.sep ?? 0) <= Sep.space)),
  );
}

const MEMORY_KINDS = new Set(['gddr', 'ddr', 'gd', 'd']);

/** Words for the kind of memory or of chip, which change what a card is worth: GDDR6, DDR4, LHR. */
export function variantWords(list: readonly Token[]): { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let at = 0; at < list.length; at += 1) {
    const token = list[at];
    if (token === undefined) break;
    if (token.text === 'lhr') found.push({ from: at, to: at + 1 });
    if (!MEMORY_KINDS.has(token.text)) continue;
    const number = list[at + 1];
    if (number === undefined || !/^[2-7]$/.test(number.text) || (number.sep & ~Sep.space) !== 0) continue;
    if (token.text.length < 3 && (number.sep !== 0 || token.sep !== 0)) continue;
    const x = list[at + 2];
    found.push({ from: at, to: x?.text === 'x' && x.sep === 0 ? at + 3 : at + 2 });
  }
  return found;
}
