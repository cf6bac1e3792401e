/** The rule of a listing's life: which changes follow from what was observed of it, in which order, and what it is then. */
import {
  whyText,
  type Change,
  type ChangeSource,
  type Circumstances,
  type ListingCard,
  type ListingOffer,
  type ListingState,
  type ListingText,
  type Observation,
  type Action,
  type WhyCode,
} from './change.js';
import { isSamePrice } from './money.js';

/** The changes that `seen` makes to a listing, in their order; none when nothing is to be noted. The SQL of pkg/postgres/changes is held to it. */
export function changesOf(listing: ListingState | null, seen: Observation, circumstances: Circumstances): Change[] {
  const changes: Change[] = [];
  let now = listing;
  // The first change brings the words along, so that they need none of their own.
  let words = 'title' in seen && listing !== null ? wordsOf(listing, seen) : {};
  const make = (action: Action, whyCode: WhyCode, set: Partial<ListingState>, detail?: string): void => {
    if (now === null) throw new RangeError(`nothing is there to ${action}`);
    const after = { ...now, ...words, ...set };
    changes.push({ action, whyCode, why: whyText(whyCode, detail), before: now, after });
    now = after;
    words = {};
  };

  if (listing === null) return seen.kind === 'card' || seen.kind === 'past' ? added(seen, circumstances) : [];
  if (seen.kind === 'past') return []; // what is known is not overwritten by what another program once saw
  const { status } = listing;
  if (seen.kind === 'card' && (status === 'missing' || status === 'gone'))
    make('return', 'seen-again', { status: 'active' });
  else if (seen.kind === 'card' && status === 'withdrawn') make('restore', 'accepted-again', { status: 'active' });
  else if ((seen.kind === 'rejected' || seen.kind === 'recalled-rejected') && status !== 'withdrawn')
    make('withdraw', 'rejected', { status: 'withdrawn' }, seen.reason);
  else if (seen.kind === 'gone' && (status === 'active' || status === 'missing'))
    make('end', 'site-says-gone', { status: 'gone' });
  else if (circumstances.complete && seen.kind === 'absent' && status === 'active')
    make('miss', 'absent-once', { status: 'missing' });
  else if (circumstances.complete && seen.kind === 'absent' && status === 'missing')
    make('end', 'absent-twice', { status: 'gone' });

  // Nothing comes back from the dead: a withdrawn ad that is not on the market stays as it is.
  if (seen.kind === 'card' || (seen.kind === 'recalled-card' && status !== 'withdrawn')) {
    const { model, memoryGb, review, flags } = seen;
    if (listing.model !== model || listing.memoryGb !== memoryGb)
      make('remodel', becameAnotherCard(listing, seen) ? 'became-another-card' : 'another-card', { model, memoryGb });
    if (listing.review !== review)
      make('review', review === null ? 'out-of-doubt' : 'in-doubt', { review }, review ?? undefined);
    // What condition it is in, a page says and no rule: judging again does not change it.
    const condition = seen.kind === 'card' ? seen.condition : listing.condition;
    if (!sameFlags(listing.flags, flags) || listing.condition !== condition)
      make('reflag', 'other-state', { flags, condition });
    if (seen.kind === 'card' && !isSamePrice(seen.price, listing.price))
      make('reprice', 'other-price', { price: seen.price, priceText: seen.priceText });
  }
  if (changes.length === 0 && Object.keys(words).length > 0) make('edit', 'other-words', {});
  return changes;
}

/**
 * Its seller made another offer of it: another title and another card. Its prices and its time on the market begin anew then. Where
 * the title stays, the rules or the ad's own page only know better what it always was.
 */
function becameAnotherCard(listing: ListingState, seen: ListingCard & Partial<ListingText>): boolean {
  const { model, memoryGb, title = listing.title } = seen;
  const otherMemory = listing.memoryGb !== null && memoryGb !== null && listing.memoryGb !== memoryGb;
  return title !== listing.title && (listing.model !== model || otherMemory);
}

function added(
  seen: Extract<Observation, { kind: 'card' | 'past' }>,
  { source }: Pick<Circumstances, 'source'>,
): Change[] {
  const { kind, ...rest } = seen;
  const { rawAdId, url, title, negotiable, location, photoCount, ...judged } = rest;
  const { model, memoryGb, review, flags, price, priceText, condition } = judged;
  const after: ListingState = {
    ...{ status: 'active', rawAdId, url, title, negotiable, location, photoCount },
    ...{ model, memoryGb, review, flags, price, priceText, condition },
  };
  const why = whyAdded(seen, source);
  const add: Change = { action: 'add', whyCode: why, why: whyText(why), before: null, after };
  if (kind === 'card') return [add];
  const end = { whyCode: 'not-known-after', why: whyText('not-known-after') } as const;
  return [add, { action: 'end', ...end, before: after, after: { ...after, status: 'gone' } }];
}

function whyAdded(seen: Extract<Observation, { kind: 'card' | 'past' }>, source: ChangeSource): WhyCode {
  if (seen.kind === 'past') return 'imported';
  if (source === 'replay') return 'newer-rules';
  if (source === 'label') return 'labelled';
  return seen.seenBefore === true ? 'seen-before' : 'first-seen';
}

/** The words that differ, with the price as it is written where it is the same price; empty when all are the same. */
function wordsOf(listing: ListingState, seen: ListingText & Partial<ListingOffer>): Partial<ListingState> {
  const { rawAdId, url, title, negotiable, location, photoCount, price, priceText } = seen;
  const text: ListingText = { rawAdId, url, title, negotiable, location, photoCount };
  const written =
    price !== undefined && priceText !== undefined && isSamePrice(price, listing.price) ? { price, priceText } : {};
  const words = { ...text, ...written };
  const same = Object.entries(words).every(([name, value]) => isSame(value, listing[name as keyof ListingState]));
  return same ? {} : words;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const sameFlags = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join();
