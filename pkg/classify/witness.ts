/** What a description says against the title beside it: that no card is for sale, that something else is, or more than a card. */
import type { Gpu } from '../catalog/index.js';
import { offersElse, offersMore } from './offered.js';
import { noSale } from './no-sale.js';
import type { Reading } from './reading.js';
import type { Objection } from './title.js';
import { wholeComputer } from './whole-computer.js';

export function witness(description: Reading, title: Reading, gpu: Gpu | undefined): Objection | undefined {
  return (
    noSale(description, title) ??
    wholeComputer(description, title, gpu) ??
    offersElse(description) ??
    offersMore(description)
  );
}
