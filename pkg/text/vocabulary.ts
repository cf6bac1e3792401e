/** One string for each different word: a text repeats few words, and equal words that are one object compare and hash at once. */

/** Slots of the table, a power of two; it is emptied when half full, so that hostile text cannot make it grow. */
const SLOTS = 1 << 16;
/** Longer words are never seen twice. */
const LONGEST = 32;

const words = new Array<string | undefined>(SLOTS).fill(undefined);
let held = 0;

function isWord(word: string, codes: Uint16Array, length: number): boolean {
  if (word.length !== length) return false;
  for (let at = 0; at < length; at += 1) if (word.charCodeAt(at) !== codes[at]) return false;
  return true;
}

function build(codes: Uint16Array, length: number): string {
  let text = '';
  for (let at = 0; at < length; at += 4096)
    text += String.fromCharCode(...codes.subarray(at, Math.min(length, at + 4096)));
  return text;
}

/** The word of the first `length` UTF-16 units of `codes`; `hash` is any hash of them. */
export function intern(codes: Uint16Array, length: number, hash: number): string {
  if (length > LONGEST) return build(codes, length);
  for (let slot = hash & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
    const known = words[slot];
    if (known === undefined) {
      if (held >= SLOTS / 2) {
        words.fill(undefined);
        held = 0;
      }
      const word = build(codes, length);
      words[slot] = word;
      held += 1;
      return word;
    }
    if (isWord(known, codes, length)) return known;
  }
}
