/** Randomness without a running state: every number follows from a seed and a key, whatever was asked before. */

/** Final mixing of MurmurHash3 (public domain, Austin Appleby): every input bit changes half of the output bits. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** An unsigned 32-bit number that follows from the numbers and texts given. */
export function hash(...parts: readonly (number | string)[]): number {
  let h = 0x9e3779b9;
  for (const part of parts) {
    if (typeof part === 'number') {
      h = mix(Math.imul(h ^ part, 0x27d4eb2f) + 0x165667b1);
      // Numbers beyond 32 bits must not collide with their lower half.
      if (part > 0xffffffff || part < -0x80000000) h = mix(h ^ Math.floor(part / 0x100000000));
    } else for (let i = 0; i < part.length; i++) h = mix(Math.imul(h ^ part.charCodeAt(i), 0x27d4eb2f) + 0x165667b1);
  }
  return h;
}

/** `hash` as a fraction in [0, 1). */
export function fraction(...parts: readonly (number | string)[]): number {
  return hash(...parts) / 0x100000000;
}

/** The numbers that belong to one key, in order. One is made per ad and purpose, so nothing depends on what was asked before. */
export class Dice {
  #state: number;

  constructor(...key: readonly (number | string)[]) {
    this.#state = hash(...key);
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    return mix(this.#state) / 0x100000000;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** An integer from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[Math.floor(this.next() * choices.length)];
    if (choice === undefined) throw new RangeError('nothing to pick from');
    return choice;
  }

  /** Standard normal (Box-Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Days until the event when each day brings it with `hazard`; at least 1, at most `max` (the rest ends there). */
  geometric(hazard: number, max: number): number {
    return Math.min(1 + Math.floor(this.waiting(hazard)), max);
  }

  /** The same, to the fraction of a day and without an end. */
  waiting(hazard: number): number {
    return Math.log(1 - this.next()) / Math.log(1 - hazard);
  }
}
