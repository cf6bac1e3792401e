/** Classes of words as bits: sets are compared in a step, as every rule asks them of every word. */
import { WORD_CLASSES, type WordClass } from './entry.js';

/** Number of each class, its place in `WORD_CLASSES`. */
export const ID = Object.fromEntries(WORD_CLASSES.map((name, id) => [name, id])) as Readonly<Record<WordClass, number>>;

/** Five words of 32 bits hold as many classes. */
export const MOST_CLASSES = 160;

const SINGLE: (ClassSet | undefined)[] = [];

/** An immutable set of classes. */
export class ClassSet {
  readonly ids: readonly number[];
  readonly #a: number;
  readonly #b: number;
  readonly #c: number;
  readonly #d: number;
  readonly #e: number;

  constructor(ids: readonly number[], a = 0, b = 0, c = 0, d = 0, e = 0) {
    for (const id of ids) {
      const bit = 1 << (id & 31);
      if (id < 32) a |= bit;
      else if (id < 64) b |= bit;
      else if (id < 96) c |= bit;
      else if (id < 128) d |= bit;
      else e |= bit;
    }
    this.ids = ids;
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
    this.#e = e;
  }

  /** The set of one class. */
  static single(id: number): ClassSet {
    return (SINGLE[id] ??= new ClassSet([id]));
  }

  /** The set of these classes. */
  static of(...names: readonly WordClass[]): ClassSet {
    return new ClassSet(names.map((name) => ID[name]));
  }

  /** The classes of any of `sets`; it knows no order, so that `ids` is empty. */
  static union(sets: readonly { readonly classes: ClassSet }[]): ClassSet {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let e = 0;
    for (let at = 0; at < sets.length; at += 1) {
      const classes = sets[at]?.classes;
      if (classes === undefined) break;
      a |= classes.#a;
      b |= classes.#b;
      c |= classes.#c;
      d |= classes.#d;
      e |= classes.#e;
    }
    return new ClassSet([], a, b, c, d, e);
  }

  has(id: number): boolean {
    const word = id < 32 ? this.#a : id < 64 ? this.#b : id < 96 ? this.#c : id < 128 ? this.#d : this.#e;
    return ((word >>> (id & 31)) & 1) === 1;
  }

  /** Whether the sets have a class in common. */
  meets(other: ClassSet): boolean {
    return (
      ((this.#a & other.#a) |
        (this.#b & other.#b) |
        (this.#c & other.#c) |
        (this.#d & other.#d) |
        (this.#e & other.#e)) !==
      0
    );
  }
}
