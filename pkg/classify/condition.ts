/** What a text says of the card's condition: defects and flags, with the reach of negations and conditions. */
import type { ConditionFlag } from '../listing/verdict.js';
import { Sep } from '../text/tokens.js';
import type { Mark } from './marks.js';
import type { Reading } from './reading.js';

/** Negations that reach over a list: "без артефакти, шум и дефекти". */
const LIST_NEGATION = /^(?:без|няма|нямам|никакви|no|without|нет|немає|bez|brak|fara|uten|nincs|zero|не)$/;
const NEGATION_AFTER = /^(?:няма|нет|немає|нема|none|nincs|отсутств|відсутн|0|не)$/;
const LIST_REACH = 7;
const CONDITION_REACH = 6;
/** Words that a defect phrase of the lexicon may begin with, which are its own negation. */
const OWN_NEGATION = /^(?:не|no|not|без|няма|нет|немає|нема|nie|nu|nem|ne|doesn|does|doesnt|brak)$/;
/** Negations of verbs; "без работи" is none. */
const VERB_NEGATION = /^(?:не|not|no|don|doesn|isn|nie|nu|nem|ikke|ne|never)$/;
/** The card is seen or not by a computer, which is not what fails. */
const SEEN_BY = /^(?:разпозна|засича|вижда|детект|определя|визнача|detect|recogn)/;
/** A negation and its verb have at most "се", "ми", "я" between them. */
const CLITIC_REACH = 2;
const COSMETIC = /^(?:козметич|визуал|cosmetic|естетич|дребен|дребни|малък|малки|scratch)/;

function isNegated(reading: Reading, mark: Mark, ownNegation: boolean): boolean {
  const { list } = reading;
  for (let at = mark.from - 1; at >= 0 && at >= mark.from - LIST_REACH; at -= 1) {
    const right = list[at + 1];
    const token = list[at];
    if (right === undefined || token === undefined || reading.breaks(at + 1, at + 1)) break;
    if (ownNegation) continue;
    const close = at >= mark.from - 3 && (right.sep & Sep.comma) === 0;
    const negates = reading.isAt(at, 'negation');
    if (negates && (close || LIST_NEGATION.test(token.text))) {
      // "не работи, дефектна": the negation belongs to its own verb, not to what follows the comma.
      if (token.text === 'не' && !close) break;
      return true;
    }
  }
  if (ownNegation) return false;
  const next = list[mark.to];
  return next !== undefined && NEGATION_AFTER.test(next.text) && !reading.breaks(mark.to, mark.to);
}

function isConditional(reading: Reading, mark: Mark): boolean {
  // "при дефект" is a condition, "при натоварване дава артефакти" is not.
  if (reading.list[mark.from - 1]?.text === 'при') return true;
  return reading.before(mark.from, CONDITION_REACH, 'condition') !== undefined;
}

/** Negation and verb: "не тръгва", "не се включва", "doesn't boot"; with a word for the picture, "не дава образ", "без сигнал". */
function failures(reading: Reading): Mark[] {
  const found: Mark[] = [];
  const denied = (mark: Mark): Mark | undefined => {
    const negation = reading.before(mark.from, CLITIC_REACH, 'negation');
    return negation !== undefined && (reading.list[mark.from]?.sep ?? 0) < Sep.comma ? negation : undefined;
  };
  for (const verb of reading.of('failing')) {
    const negation = denied(verb);
    if (negation !== undefined && VERB_NEGATION.test(reading.list[negation.from]?.text ?? ''))
      found.push({ kind: 'defect', from: negation.from, to: verb.to });
  }
  for (const verb of reading.of('showing')) {
    const negation = denied(verb);
    const picture = negation && reading.after(verb.to, CLITIC_REACH, 'picture');
    const ends = verb.to >= reading.list.length || reading.breaks(verb.to, verb.to);
    if (negation !== undefined && (picture !== undefined || (ends && reading.field === 'title')))
      found.push({ kind: 'defect', from: negation.from, to: picture?.to ?? verb.to });
  }
  for (const picture of reading.of('picture')) {
    const negation = reading.before(picture.from, 1, 'negation');
    if (negation !== undefined && LIST_NEGATION.test(reading.list[negation.from]?.text ?? ''))
      found.push({ kind: 'defect', from: negation.from, to: picture.to });
  }
  return found;
}

/** The first defect that the text states of the card itself. */
export function statedDefect(reading: Reading): Mark | undefined {
  const isTitle = reading.field === 'title';
  const words = [...reading.of('defect'), ...(isTitle ? reading.of('defectTitle') : [])];
  const holds = (mark: Mark): boolean =>
    !isConditional(reading, mark) &&
    (SEEN_BY.test(reading.list[mark.to - 1]?.text ?? '') ||
      (reading.before(mark.from, 3, 'otherThing') === undefined &&
        reading.after(mark.to, 2, 'otherThing') === undefined)) &&
    reading.before(mark.from, 3, 'warranty') === undefined &&
    !COSMETIC.test(reading.list[mark.from - 1]?.text ?? '');
  return (
    words.find((mark) => {
      const own = OWN_NEGATION.test(reading.list[mark.from]?.text ?? '');
      return !isNegated(reading, mark, own) && holds(mark);
    }) ?? failures(reading).find(holds)
  );
}

const USED_WORD = /^(?:копан|минан|минирана|mined|kopan|minat|banyasz)/;

const USED_FOR = /^(?:used|ползв|използв|участв|работ|бачка|бил|служ|использов|використ|uzyw|folosit|brukt)/;

function saysMined(reading: Reading): Mark | undefined {
  const { list } = reading;
  const usedFor = (mark: Mark): boolean => {
    const purpose = reading.before(mark.from, 2, 'purpose');
    return purpose !== undefined && USED_FOR.test(list[purpose.from - 1]?.text ?? '');
  };
  const stated = (mark: Mark): boolean => !isNegated(reading, mark, false) && !isConditional(reading, mark);
  const from = (mark: Mark): boolean => reading.before(mark.from, 3, 'origin') !== undefined;
  const worked = (mark: Mark): boolean =>
    USED_WORD.test(list[mark.from]?.text ?? '') ? reading.before(mark.from, 2, 'purpose') === undefined : from(mark);
  return (
    reading.of('mining').find((mark) => stated(mark) && (worked(mark) || usedFor(mark))) ??
    reading.of('rig').find((mark) => stated(mark) && from(mark))
  );
}

const PASTE =
  /^(?:паст|термо|пад|гаранц|цен|цена|намален|вент|кутия|снимк|thermal|pad|paste|price|верс|version|поща|версия|дра|driver|vent|pasz|huto|hopad|pad)/;

function saysFresh(reading: Reading): Mark | undefined {
  return reading.of('fresh').find((mark) => {
    const words = reading.list
      .slice(mark.from, mark.to)
      .map((token) => token.text)
      .join(' ');
    if (
      reading.field === 'description' &&
      !/^(?:чисто|неразп|неизп|неупотр|запеч|brand|sealed|unused|unopened|нераспак|nieuz|sigilat|bontatlan|vadonat|ubrukt)/.test(
        words,
      )
    )
      return false;
    if (reading.before(mark.from, 2, 'likeFresh') !== undefined || isNegated(reading, mark, false)) return false;
    return !PASTE.test(reading.list[mark.to]?.text ?? '');
  });
}

/** The condition flags the text states, with the words that say so. */
export function statedFlags(reading: Reading): Map<ConditionFlag, Mark> {
  const flags = new Map<ConditionFlag, Mark>();
  const plain = (kind: 'repaired' | 'boxed' | 'modded'): Mark | undefined =>
    reading.of(kind).find((mark) => !isNegated(reading, mark, false));
  const found: readonly (readonly [ConditionFlag, Mark | undefined])[] = [
    ['mined', saysMined(reading)],
    ['repaired', plain('repaired')],
    ['new', saysFresh(reading)],
    ['boxed', plain('boxed')],
    ['modded', plain('modded')],
  ];
  for (const [flag, mark] of found) if (mark !== undefined) flags.set(flag, mark);
  return flags;
}
