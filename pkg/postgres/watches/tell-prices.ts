/** Evaluates watches on prices: each variant that a watch is about against its condition, by the functions of pkg/watch. */
import { isDeepStrictEqual } from 'node:util';
import type { Knex } from 'knex';
import { ENOUGH_OFFERS } from '../../analytics/statistics.js';
import { compareVariants, variantKey } from '../../analytics/variant.js';
import { decideChange, pricesOver, type ChangeState } from '../../watch/change-condition.js';
import type { Fact } from '../../watch/fact.js';
import { decideLowest, lowestBefore, type LowestState } from '../../watch/lowest-condition.js';
import { decidePrice, type PriceState } from '../../watch/price-condition.js';
import { isCardSelected } from '../../watch/selection.js';
import type { Circumstances, Decision } from '../../watch/series.js';
import { MOST_FACTS } from './offers-sql.js';
import { readSeries, type VariantSeries } from './price-series.js';
import {
  statefulWatches,
  writeStates,
  type ConditionState,
  type StateChange,
  type StatefulWatch,
} from './watch-states.js';
import type { Answer } from './write-notifications.js';

export interface PriceStep {
  /** The market's own. */
  readonly now: Date;
  /** Names the published state: a fact of it is told once. */
  readonly version: string;
  readonly rulesChanged: boolean;
  /** Only watches that begin: nothing was published since the others looked. */
  readonly onlyBeginning: boolean;
}

/** Which days back the conditions look. */
const DAYS = `
SELECT DISTINCT CASE kind WHEN 'lowest' THEN g.ago ELSE (rule->>'days')::int END AS ago
  FROM watches LEFT JOIN LATERAL generate_series(1, (rule->>'days')::int) AS g (ago) ON kind = 'lowest'
 WHERE kind IN ('change', 'lowest') AND NOT paused ORDER BY 1`;

/** Each batch of watches as its answers; their states are written on the way. */
export async function* tellPrices(trx: Knex.Transaction, step: PriceStep): AsyncGenerator<Answer[]> {
  const { rows } = await trx.raw<{ rows: { ago: number }[] }>(DAYS);
  const days = [0, ...rows.map(({ ago }) => ago)];
  const byMarket = new Map<string | null, readonly VariantSeries[]>();
  for await (const watches of statefulWatches(trx, ['price', 'change', 'lowest'])) {
    const answers: Answer[] = [];
    const changes: StateChange[] = [];
    for (const watch of watches) {
      if (step.onlyBeginning && watch.beginAs === null) continue;
      let variants = byMarket.get(watch.market);
      if (variants === undefined) {
        variants = [...(await readSeries(trx, watch.market, days)).values()].sort(compareVariants);
        byMarket.set(watch.market, variants);
      }
      const answer = answerOf(watch, variants, step, changes);
      if (answer.facts.length > 0) answers.push(answer);
    }
    await writeStates(trx, changes);
    yield answers;
  }
}

/** A variant whose memory is not known is a mixture of several, and has no price of its own. */
function answerOf(
  watch: StatefulWatch,
  variants: readonly VariantSeries[],
  { now, version, rulesChanged }: PriceStep,
  changes: StateChange[],
): Answer {
  const facts: { key: string; fact: Fact }[] = [];
  let total = 0;
  const { memoryGb, models, market, rule } = watch;
  for (const variant of variants) {
    if (variant.memoryGb === null) continue;
    if (!isCardSelected({ models, memoryGb, market }, { ...variant, market: market ?? '' })) continue;
    const subject = variantKey(variant);
    const before = watch.states[subject];
    const decided = decide(rule, before, variant, { now, begin: watch.beginAs, rulesChanged });
    if (decided === null) continue;
    if (!isDeepStrictEqual(decided.state, before)) changes.push({ watchId: watch.id, subject, state: decided.state });
    if (!decided.tell) continue;
    total += 1;
    if (facts.length < MOST_FACTS)
      facts.push({ key: `${rule.kind}:${subject}:${version}`, fact: factOf(rule, before, variant) });
  }
  return { teller: watch, facts, total };
}

/** A rule and a state of one watch are of one kind: another condition forgets what the one before kept. */
function decide(
  rule: StatefulWatch['rule'],
  before: ConditionState | undefined,
  { series }: VariantSeries,
  circumstances: Circumstances,
): Decision<ConditionState> | null {
  if (rule.kind === 'price')
    return decidePrice(rule, (before as PriceState | undefined) ?? null, series, circumstances);
  if (rule.kind === 'change')
    return decideChange(rule, (before as ChangeState | undefined) ?? null, series, circumstances);
  if (rule.kind === 'lowest')
    return decideLowest(rule, (before as LowestState | undefined) ?? null, series, circumstances);
  return null;
}

function factOf(
  rule: StatefulWatch['rule'],
  before: ConditionState | undefined,
  { series, ...card }: VariantSeries,
): Fact {
  const variant = { model: card.model, memoryGb: card.memoryGb };
  const { eurCents, n } = series[0] ?? { eurCents: 0, n: 0 };
  const usual = { eurCents, n, enough: n >= ENOUGH_OFFERS, asksLess: null };
  if (rule.kind === 'price') {
    const { direction, limitEurCents } = rule;
    const beforeEurCents = (before as PriceState | undefined)?.eurCents ?? null;
    return { kind: 'price', variant, direction, limitEurCents, usual, beforeEurCents };
  }
  if (rule.kind === 'change') {
    const then = pricesOver(series, rule.days)?.then ?? eurCents;
    return { kind: 'change', variant, change: eurCents / then - 1, days: rule.days, thenEurCents: then, usual };
  }
  const days = rule.kind === 'lowest' ? rule.days : 0;
  return { kind: 'lowest', variant, days, beforeEurCents: lowestBefore(series, days) ?? eurCents, usual };
}
