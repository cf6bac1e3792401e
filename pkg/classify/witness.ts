/** What a description says against the title beside it: that no card is for sale, that something else is, or more than a card. */
import type { Gpu } from '../catalog/index.js';
import { findDefects } from './defect.js';
import { noCard } from './no-card.js';
import { noSale } from './no-sale.js';
import type { Objection } from './objection.js';
import { offersPart } from './offered.js';
import { offersMore } from './offers-more.js';
import { offersGoods } from './other-goods.js';
import type { Reading } from './reading.js';
import { stateObjections } from './state.js';
import { wholeComputer } from './whole-computer.js';

/** Every objection; where two are equally strong, the first is the reason. */
export function objectionsIn(
  description: Reading,
  title: Reading,
  gpu: Gpu | undefined,
  headless: boolean,
): Objection[] {
  return [
    ...noCard(description),
    ...noSale(description, title),
    ...wholeComputer(description, title, gpu),
    ...offersPart(description),
    ...offersMore(description),
    ...offersGoods(description),
    ...findDefects(description, headless),
    ...stateObjections(description),
  ];
}
