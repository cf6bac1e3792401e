/** A title as the rules see it, and what they say against it. */
import type { Mention } from '../catalog/index.js';
import type { Reading, Span } from './reading.js';

/** A title with the GPU names in it that are believed to be cards. */
export class Title {
  readonly reading: Reading;
  readonly mentions: readonly Mention[];
  readonly cards: readonly Span[];
  /** Where the first word for a card, or name of one, begins. */
  readonly first: number;

  constructor(reading: Reading, mentions: readonly Mention[]) {
    this.reading = reading;
    this.mentions = mentions;
    this.cards = [...reading.of('card'), ...mentions];
    this.first = Math.min(...this.cards.map((card) => card.from), Number.POSITIVE_INFINITY);
  }

  get hasCard(): boolean {
    return this.cards.length > 0;
  }
}
