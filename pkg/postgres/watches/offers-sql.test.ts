/** The joins are held to the pure functions: any offers, any course, any watches. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import type { CompiledWatch } from '../../watch/compile-watch.js';
import { tellsOffer, whyOffer } from '../../watch/offer-condition.js';
import { isSelected, type Selection, type WatchedOffer } from '../../watch/selection.js';
import { putWatch } from './pg-watch-store.js';
import { tellChanged, type OfferStep } from './tell-offers.js';
import { aWatch } from './testing/watch-market.js';
import type { Teller } from './write-notifications.js';

const NOW = new Date('2026-11-02T10:00:00Z');
const EARLIER = new Date('2026-11-01T10:00:00Z');
/** Below it a price is too cheap to be true, for either card. */
const LOWEST = 10_000;
const LISTINGS = 60;
const WATCHES = 25;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  for (const slug of ['demo', 'olx-bg']) await database.db('markets').insert({ slug, base_url: '', currency: 'EUR' });
});
afterAll(() => database.drop());

const price = fc.constantFrom(9_999, 10_000, 19_000, 19_001, 20_000, 25_000);
const flags = fc.subarray(['mined', 'boxed', 'repaired'] as const);
const anOffer = fc.record({
  ...{ market: fc.constantFrom('demo', 'olx-bg'), status: fc.constantFrom('active', 'active', 'active', 'missing') },
  ...{ model: fc.constantFrom('RTX 3070', 'RTX 3080'), memoryGb: fc.constantFrom(8, 10, null) },
  ...{ priceEurCents: fc.oneof({ weight: 9, arbitrary: price }, fc.constant(null)), flags },
  title: fc.constantFrom('RTX 3070 ЛАПТОП', 'rtx 3070 лаптоп', 'Видеокарта', 'ВИДЕОКАРТА', 'karta ŁÓDŹ'),
  location: fc.constantFrom('гр. СОФИЯ', 'Пловдив', null),
  condition: fc.constantFrom('new', 'used', 'damaged', null),
  review: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, fc.constant('weak-evidence')),
  /** Which of the listings before it re-lists, if any. */
  relists: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.nat(LISTINGS - 1)),
  changed: fc.boolean(),
  before: fc.option(
    fc.record({ status: fc.constantFrom('active', 'missing', 'gone', 'withdrawn'), priceEurCents: price }),
  ),
  whyCode: fc.constantFrom('first-seen', 'newer-rules', 'seen-again', 'other-price', 'became-another-card'),
} as const);
const nullOr = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, of);
const aSelection: fc.Arbitrary<Selection> = fc.record({
  models: nullOr(fc.subarray(['RTX 3070', 'RTX 3080'], { minLength: 1 })),
  memoryGb: nullOr(fc.subarray([8, 10, 12], { minLength: 1 })),
  minEurCents: nullOr(price),
  maxEurCents: nullOr(price),
  places: nullOr(fc.subarray(['софия', 'пловдив'], { minLength: 1 })),
  excludeWords: fc.constantFrom<string[][]>([], [], ['лаптоп'], ['łódź']),
  conditions: nullOr(fc.subarray(['new', 'used', 'damaged'] as const, { minLength: 1 })),
  excludeFlags: fc.constantFrom<('mined' | 'boxed')[][]>([], [], ['mined'], ['boxed']),
  requireFlags: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray(['mined', 'repaired'] as const)),
  market: nullOr(fc.constantFrom('demo', 'olx-bg')),
  suspicious: fc.boolean(),
});
const aQuestion = fc.record({
  selection: aSelection,
  again: fc.constantFrom(0, 2.5, 5, 50),
  paused: fc.constantFrom(false, false, false, true),
});
const aKnown = fc.record({ watch: fc.nat(WATCHES - 1), listing: fc.nat(LISTINGS - 1), eurCents: price });

type Drawn = typeof anOffer extends fc.Arbitrary<infer T> ? T : never;
type Question = typeof aQuestion extends fc.Arbitrary<infer T> ? T : never;
type Known = typeof aKnown extends fc.Arbitrary<infer T> ? T : never;

/** The first of the ads that an offer had; an ad re-lists only one before it. */
function firstOf(offers: readonly Drawn[], at: number): number {
  const origin = offers[at]?.relists ?? null;
  return origin === null || origin >= at ? at : firstOf(offers, origin);
}

async function store(trx: Knex.Transaction, offers: readonly Drawn[]): Promise<void> {
  // Ids count from 1 in each transaction, though it is undone: they are the places in `offers`.
  await trx.raw(`SELECT setval(pg_get_serial_sequence('listings', 'id'), 1, false)`);
  for (const [at, offer] of offers.entries()) {
    const cents = offer.priceEurCents ?? 1;
    const own = {
      ...{
        market_id: offer.market === 'demo' ? 1 : 2,
        external_id: String(at),
        url: '',
        title: offer.title,
      },
      ...{
        model: offer.model,
        memory_gb: offer.memoryGb,
        price_minor: cents,
        currency: offer.priceEurCents === null ? 'PLN' : 'EUR',
      },
      ...{
        price_eur_cents: offer.priceEurCents,
        condition: offer.condition,
        flags: offer.flags,
        location: offer.location,
      },
      ...{
        status: offer.status,
        review: offer.review,
        first_seen_at: EARLIER,
        last_seen_at: EARLIER,
        clock_started_at: EARLIER,
      },
      relist_of: firstOf(offers, at) === at ? null : (offer.relists ?? 0) + 1,
    };
    await trx('listings').insert(own);
    if (!offer.changed) continue;
    await trx.raw(
      `INSERT INTO listing_changes (market_id, seq, listing_id, action, why_code, why, at, cycle_id, before_status, before_price_eur_cents,
                                    status, model, price_minor, currency, flags, price_text, negotiable, photo_count, url, title,
                                    first_seen_at, clock_started_at, last_seen_at)
       SELECT market_id, :seq, id, :action, :why, '', :now, 1, :status, :cents, status, model, price_minor, currency, flags, price_text,
              negotiable, photo_count, url, title, first_seen_at, clock_started_at, last_seen_at FROM listings WHERE id = :id`,
      {
        ...{ seq: at + 1, id: at + 1, now: NOW, why: offer.whyCode, action: offer.before === null ? 'add' : 'reprice' },
        ...{ status: offer.before?.status ?? null, cents: offer.before?.priceEurCents ?? null },
      } as never,
    );
  }
}

/** What the pure functions say: watch, listing and why, the cheapest ad of each offer. */
function expected(offers: readonly Drawn[], questions: readonly Question[], known: readonly Known[]): string[] {
  return questions.flatMap(({ selection, again, paused }, watch) => {
    if (paused) return [];
    const cheapest = new Map<number, { at: number; cents: number; why: string }>();
    for (const [at, offer] of offers.entries()) {
      const cents = offer.priceEurCents;
      const watched: WatchedOffer = {
        ...offer,
        suspicious: cents !== null && cents < LOWEST && offer.memoryGb !== null,
      };
      if (!offer.changed || cents === null || !isSelected(selection, watched)) continue;
      const first = firstOf(offers, at);
      const before = known.find((each) => each.watch === watch && firstOf(offers, each.listing) === first) ?? null;
      if (!tellsOffer(before, cents, again)) continue;
      const course = {
        known: before,
        before: offer.before,
        whyCode: offer.whyCode,
        relisted: first !== at,
        priceEurCents: cents,
      };
      const best = cheapest.get(first);
      if (best === undefined || cents < best.cents) cheapest.set(first, { at, cents, why: whyOffer(course) });
    }
    return [...cheapest.values()].map(({ at, why }) => `${watch} ${at} ${why}`);
  });
}

const CARDS = [8, 10].flatMap((memoryGb) => ['RTX 3070', 'RTX 3080'].map((model) => ({ model, memoryGb })));
const SERIES = new Map(
  CARDS.map((card) => [`${card.model}|${card.memoryGb}`, { ...card, series: [], lowest: LOWEST }]),
);

async function told(
  offers: readonly Drawn[],
  questions: readonly Question[],
  known: readonly Known[],
): Promise<string[]> {
  const undone = new Error('undone');
  const said: string[] = [];
  await database.db
    .transaction(async (trx) => {
      await store(trx, offers);
      const ids: number[] = [];
      for (const [at, { selection, again, paused }] of questions.entries()) {
        const watch: CompiledWatch = { ...aWatch({ name: String(at), again_after_percent: again, paused }), selection };
        await putWatch(trx, 'cli', watch, NOW);
        ids.push(
          (
            await trx('watches')
              .where({ name: String(at) })
              .first<{ id: number }>('id')
          ).id,
        );
      }
      await trx('watches').update({ begin_as: null });
      for (const { watch, listing, eurCents } of known) {
        const row = {
          offer_id: firstOf(offers, listing) + 1,
          clock_started_at: EARLIER,
          watch_id: ids[watch],
          eur_cents: eurCents,
        };
        await trx('watch_offers')
          .insert({ ...row, at: EARLIER })
          .onConflict(['offer_id', 'clock_started_at', 'watch_id'])
          .ignore();
      }
      const teller = (id: number): Teller => ({
        id,
        name: '',
        channels: [],
        digestAt: null,
        digestZone: null,
        beginAs: null,
        revision: 1,
      });
      const step: OfferStep = {
        now: NOW,
        ranges: [1, 2].map((marketId) => ({ marketId, from: 0, to: LISTINGS })),
        tellers: new Map(ids.map((id) => [id, teller(id)])),
        series: SERIES,
      };
      for (const answer of await tellChanged(trx, step)) {
        expect(answer.total).toBeGreaterThanOrEqual(answer.facts.length);
        for (const { fact } of answer.facts)
          if ('offer' in fact) said.push(`${ids.indexOf(answer.teller.id)} ${fact.offer.listingId - 1} ${fact.why}`);
        if (answer.total > answer.facts.length) said.push(`${ids.indexOf(answer.teller.id)} more`);
      }
      // All that was told is known from here on, and nothing of it is told again.
      expect(await tellChanged(trx, step)).toEqual([]);
      throw undone;
    })
    .catch((err: unknown) => {
      if (err !== undone) throw err;
    });
  return said;
}

/** At most twenty facts of a watch are told one by one: the cheapest. */
function capped(all: readonly string[], offers: readonly Drawn[], watches: number): string[] {
  return Array.from({ length: watches }, (_watch, watch) => {
    const own = all.filter((line) => line.startsWith(`${watch} `));
    const cents = (line: string): number => offers[Number(line.split(' ')[1])]?.priceEurCents ?? 0;
    const at = (line: string): number => Number(line.split(' ')[1]);
    own.sort((a, b) => cents(a) - cents(b) || at(a) - at(b));
    return own.length > 20 ? [...own.slice(0, 20), `${watch} more`] : own;
  }).flat();
}

test('the database tells what the functions tell, of any offers to any watches', async () => {
  let facts = 0;
  for (let seed = 1; seed <= 6; seed += 1) {
    const [offers] = fc.sample(fc.array(anOffer, { minLength: LISTINGS, maxLength: LISTINGS }), { seed, numRuns: 1 });
    const [questions] = fc.sample(fc.array(aQuestion, { minLength: WATCHES, maxLength: WATCHES }), {
      seed,
      numRuns: 1,
    });
    const [drawn] = fc.sample(fc.array(aKnown, { maxLength: 200, minLength: 100 }), { seed, numRuns: 1 });
    // One word on each offer of each watch.
    const known = drawn!.filter(
      ({ watch, listing }, at) =>
        drawn!.findIndex(
          (each) => each.watch === watch && firstOf(offers!, each.listing) === firstOf(offers!, listing),
        ) === at,
    );
    const pure = capped(expected(offers!, questions!, known), offers!, WATCHES);
    expect(await told(offers!, questions!, known)).toEqual(pure);
    facts += pure.length;
  }
  expect(facts).toBeGreaterThan(100);
});
