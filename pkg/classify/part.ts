/** Titles that offer a thing made for a card, or once belonging to one: a box, a cooler, a bracket. */
import { Sep } from '../text/tokens.js';
import type { Mark } from './marks.js';
import { object, type Objection } from './objection.js';
import type { Title } from './title.js';

const HARD_AFTER =
  /^(?:воден|водн|водоб|water|backpl|back|бекпл|бэкпл|заден|задна|задня|bloc|blok|vann|viz|hatlap|shroud|райзер|riser|брекет|bracket|термо|thermal)/;

/** Prepositions that say what a thing is for. */
const MADE_FOR = /^(?:за|for|для|dla|pentru|til|от|від|od|po)$/;

/** The thing offered is made for a card, or once belonged to one. */
export function part({ reading: title, cards, mentions, first, hasCard }: Title): Objection | undefined {
  const cluster: Mark[] = [];
  const firstName = mentions[0]?.from ?? Number.POSITIVE_INFINITY;
  for (const mark of title.any('part', 'plate', 'cooling', 'fan', 'box')) {
    const accessory =
      first < mark.from &&
      (title.before(mark.from, 3, 'with') !== undefined || ((title.list[mark.from]?.sep ?? 0) & Sep.plus) !== 0);
    const only =
      title.before(mark.from, 2, 'only') ?? (mark.kind === 'box' ? title.after(mark.to, 1, 'only') : undefined);
    if (only !== undefined && (mark.kind === 'box' || !accessory))
      return object('part', 'part.only', { from: Math.min(only.from, mark.from), to: Math.max(only.to, mark.to) });
    const number = title.list[mark.from - 1];
    // "PCIe 4.0 riser" counts nothing.
    const counted =
      number?.isNumber === true &&
      (number.sep & Sep.dot) === 0 &&
      !mentions.some((mention) => mention.to === mark.from);
    const link =
      title.after(mark.to, 3, 'purpose') ??
      (mark.kind === 'box' ? title.after(mark.to, 2, 'origin') : title.after(mark.to, 1, 'origin'));
    const target =
      link &&
      cards.find((card) => card.from >= link.to && card.from <= link.to + 4 && !title.breaks(link.to, card.from));
    if (target !== undefined && !(accessory && first < mark.from))
      return object('part', `${mark.kind === 'box' ? 'box' : 'part'}.for`, { from: mark.from, to: target.to });
    if (accessory || counted) continue;
    if (mark.from < first && hasCard) return object('part', 'part.head', mark);
    const last = mark.to >= title.list.length;
    const distance = Math.min(...mentions.map((mention) => (mention.to <= mark.from ? mark.from - mention.to : 99)));
    if (
      (mark.kind === 'part' || mark.kind === 'plate') &&
      distance <= 1 &&
      HARD_AFTER.test(title.list[mark.from]?.text ?? '')
    )
      return object('part', 'part.named', mark);
    // "GTX 1080 SLI мост", "RTX 4090 адаптер кабел": the last noun is what is sold.
    const goesOn = title.list[mark.to] !== undefined && !title.isAt(mark.to, 'part');
    if (mark.kind === 'part' && distance === 0 && !goesOn) return object('part', 'part.named', mark);
    if ((mark.kind === 'cooling' || mark.kind === 'fan') && last && distance === 0)
      return object('part', 'part.named', mark);
    if (mark.kind !== 'box' && mark.from < firstName) cluster.push(mark);
    if (cluster.length > 1 && mentions.length > 0) return object('part', 'part.several', ...cluster);
    if (mentions.length === 0 && (mark.kind === 'part' || mark.kind === 'plate'))
      return object('part', 'part.head', mark);
  }
  // Whatever stands before "за видеокарта" or "от RTX 3080", it is for a card or of one, and no card itself.
  const preposition = title.list[first - 1];
  const things = first - 1 - title.of('sale').filter((mark) => mark.to < first).length;
  if (things > 0 && preposition !== undefined && MADE_FOR.test(preposition.text) && !title.breaks(1, first))
    return object('part', 'part.for', { from: 0, to: first });
  return undefined;
}
