/** Watches and what they told, in words for people and as JSON for machines. */
import { messageOf } from '../../../notify/message/message.js';
import type { ToldNotification } from '../../../postgres/watches/notification-history.js';
import type { StoredWatch } from '../../../postgres/watches/pg-watch-store.js';
import type { WatchSelect, WatchSpec } from '../../../watch/watch-schema.js';
import { euros } from '../../../wording/language.js';

/** What a watch waits for: `offers of RTX 3070, RTX 3070 Ti up to 200 €`. */
export function describeWatch({ select, when }: Pick<WatchSpec, 'select' | 'when'>): string {
  const cards = cardsText(select);
  if (when === 'offer') return `offers of ${cards}${boundsText(select)}`;
  if (when === 'deal') return `deals on ${cards}${boundsText(select)}`;
  const { price, change, lowest, scraper } = when;
  if (price?.below !== undefined) return `price of ${cards} below ${amount(price.below)}`;
  if (price?.above !== undefined) return `price of ${cards} above ${amount(price.above)}`;
  if (change !== undefined) {
    const way = { down: 'falls', up: 'rises', either: 'moves' }[change.direction];
    return `price of ${cards} ${way} by ${change.percent} % in ${change.days} days`;
  }
  if (lowest !== undefined) return `price of ${cards} is the lowest of ${lowest.days} days`;
  return `${select.market ?? 'any market'} is not read for ${scraper?.stale_hours ?? 0} hours`;
}

function cardsText({ models, families, vendor, memory_gb: memory }: WatchSelect): string {
  const named = [...(models ?? []), ...(families ?? [])];
  const cards =
    named.length > 0 ? named.join(', ') : vendor === undefined ? 'all cards' : `${[vendor].flat().join(', ')} cards`;
  return memory === undefined ? cards : `${cards} with ${[memory].flat().join(' or ')} GB`;
}

function boundsText({ min_price: min, max_price: max }: WatchSelect): string {
  if (min !== undefined && max !== undefined) return ` from ${amount(min)} to ${amount(max)}`;
  if (max !== undefined) return ` up to ${amount(max)}`;
  return min === undefined ? '' : ` from ${amount(min)}`;
}

const amount = (inEuros: number): string => euros(Math.round(inEuros * 100), 'en');

/** One line of `watch list`. */
export function watchLine(watch: StoredWatch): string {
  const { name, origin, spec, channels, paused, beginAs, toldAt } = watch;
  const state = paused ? 'paused' : beginAs === null ? 'watching' : 'begins with the next look';
  const told = toldAt === null ? 'nothing told yet' : `told last ${minute(toldAt)}`;
  return [name, origin, describeWatch(spec), `over ${channels.join(', ')}`, state, told + countsText(watch)].join('  ');
}

function countsText({ counts }: StoredWatch): string {
  const parts = Object.entries(counts).map(([state, n]) => `${n} ${state}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

export function watchJson(watch: StoredWatch): object {
  const { name, origin, kind, spec, channels, paused, beginAs, updatedAt, toldAt, counts } = watch;
  return {
    ...{ name, origin, kind, describes: describeWatch(spec), channels, paused, begins_as: beginAs },
    ...{ updated_at: updatedAt.toISOString(), told_at: toldAt?.toISOString() ?? null, notifications: counts },
    watch: spec,
  };
}

/** One line of `watch history`. */
export function toldLine(told: ToldNotification): string {
  const { createdAt, watch, channel, state, attempts, dueAt, lastError, telling } = told;
  const tries = state === 'pending' && attempts > 0 ? `, next try ${minute(dueAt)}` : '';
  const outcome = `${state}${lastError === null ? '' : ` (${lastError})`}${tries}`;
  return [minute(createdAt), channel, outcome, telling === null ? `${watch}: unreadable` : subjectOf(telling)].join(
    '  ',
  );
}

export function toldJson(told: ToldNotification): object {
  const { messageId, watch, origin, channel, createdAt, state, attempts, dueAt, endedAt, lastError, telling } = told;
  return {
    ...{ message_id: messageId, watch, origin, channel, created_at: createdAt.toISOString(), state, attempts },
    due_at: state === 'pending' ? dueAt.toISOString() : null,
    ended_at: endedAt?.toISOString() ?? null,
    ...{ last_error: lastError, subject: telling === null ? null : subjectOf(telling), telling },
  };
}

const subjectOf = (telling: NonNullable<ToldNotification['telling']>): string =>
  messageOf(telling, { language: 'en', timeZone: 'UTC' }).subject;

/** UTC, to the minute. */
const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
