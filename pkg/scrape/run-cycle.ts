/** One cycle: reads every search to its end, judges what it saw, checks the books and publishes, or says why not. */
import type { Clock } from '../clock/clock.js';
import { AppError, DatabaseUnavailableError } from '../errors/app-error.js';
import { BlockedError, LeakError, RobotsDisallowedError } from '../fetch/errors.js';
import type { PageCounts } from '../listing/ad-page-store.js';
import { checkBooks } from '../listing/books.js';
import type { CycleToken } from '../listing/cycle.js';
import type { CycleStore } from '../listing/cycle-store.js';
import { judgeAd } from '../listing/judge-ad.js';
import { UnrecognisedPageError } from '../market/marketplace.js';
import { describeError } from '../telemetry/logger.js';
import { incompleteBecause } from './completeness.js';
import type { CycleOutcome } from './cycle-outcome.js';
import type { CycleOptions, CycleParts, CycleSignals } from './cycle-parts.js';
import { BooksError, SuspectCycleError } from './errors.js';
import { startHeartbeat } from './heartbeat.js';
import { openPages } from './open-pages.js';
import { readSearches } from './read-searches.js';
import { SessionTally } from './session-tally.js';

/** Longest wait for the page in hand after a stop; with saving it stays within 10 seconds. */
const STOP_GRACE_MS = 7_000;
const JUDGE_BATCH = 500;

/**
 * Runs or resumes a cycle; the caller holds the market's lock. Resolves when it was published or stopped on request.
 * @throws BlockedError, RobotsDisallowedError, SuspectCycleError, UnrecognisedPageError, BooksError: the cycle has ended.
 * Any other error (site, TOR or database down, fenced) leaves it to be resumed.
 */
export async function runCycle(parts: CycleParts, options: CycleOptions, signals: CycleSignals): Promise<CycleOutcome> {
  const { store, clock } = parts;
  const { market } = options;
  await store.ensureMarket({ slug: market.slug, baseUrl: market.baseUrl.href, currency: market.currency });
  const { token, resumed, pages } = await store.begin({
    market: market.slug,
    trigger: options.trigger,
    pod: options.pod,
    now: clock.now(),
    resumeSince: new Date(clock.now().getTime() - options.resumeHours * 3_600_000),
    terms: options.terms,
  });
  const log = parts.log.child({ market: market.slug, cycle: token.cycleId });
  log.info(resumed ? 'cycle resumed' : 'cycle started', { terms: options.terms.length });
  const hardStop = new AbortController();
  const timers = stopWithin(signals, hardStop);
  const heartbeat = startHeartbeat(store, token, (err) => hardStop.abort(err));
  const ofMarket: Clock = {
    now: parts.marketNow ?? (() => clock.now()),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  };
  try {
    const session = await parts.openSession(hardStop.signal);
    const tally = new SessionTally(session);
    const adTally = new SessionTally(session);
    let delivered = 0;
    let adPagesBefore = 0;
    try {
      const end = await readSearches({ ...parts, clock: ofMarket, log, session: tally }, options, token, {
        stop: signals.stop,
        abort: hardStop.signal,
      });
      if (end.stopped) return await stopped(parts, options, token);
      delivered = tally.answers - end.fetchedAgain;
      if (end.firstPages !== undefined && (await store.noteFirstPages(token, end.firstPages)))
        log.warn('frozen catalogue: the first pages are those of the last two cycles');
      await refuseUnreadable(store, token, parts.classifier.rulesVersion);
      await judgeRest(parts, token);
      adPagesBefore = opened(await store.pageCounts(token));
      const opening = await openPages({ ...parts, clock: ofMarket, log, session: adTally }, options, token, {
        stop: signals.stop,
        abort: hardStop.signal,
      });
      if (opening.stopped) return await stopped(parts, options, token);
    } finally {
      await session.close();
    }
    const counted = { pages: pages + delivered, adPages: adPagesBefore + adTally.answers };
    return await conclude({ ...parts, log }, options, token, counted);
  } catch (err) {
    // Cut short by the stop itself, not by a fence, a lost lock or a leak.
    if (hardStop.signal.aborted && !(hardStop.signal.reason instanceof AppError))
      return await stopped(parts, options, token);
    const ending = await endFor(parts, token, err);
    log.warn(ending ? 'cycle ended without publishing' : 'cycle interrupted; it can be resumed', { err });
    throw err;
  } finally {
    clearTimeout(timers.timer);
    timers.off();
    await heartbeat.stop();
  }
}

function stopWithin(signals: CycleSignals, hardStop: AbortController): { timer?: NodeJS.Timeout; off: () => void } {
  const held: { timer?: NodeJS.Timeout; off: () => void } = {
    off: () => {
      signals.stop.removeEventListener('abort', onStop);
      signals.lost.removeEventListener('abort', onLost);
    },
  };
  const onStop = (): void => {
    held.timer = setTimeout(() => hardStop.abort(), STOP_GRACE_MS);
  };
  const onLost = (): void => {
    const reason: unknown = signals.lost.reason;
    hardStop.abort(
      reason instanceof AppError ? reason : new DatabaseUnavailableError('the session that holds the lock was closed'),
    );
  };
  signals.stop.addEventListener('abort', onStop, { once: true });
  signals.lost.addEventListener('abort', onLost, { once: true });
  if (signals.lost.aborted) onLost();
  else if (signals.stop.aborted) onStop();
  return held;
}

async function stopped({ store }: CycleParts, options: CycleOptions, token: CycleToken): Promise<CycleOutcome> {
  const message = 'stopped on request; the next run resumes it';
  await store.heartbeat(token, { percent: await store.progress(token, options.adPages), message });
  return { market: options.market.slug, cycleId: token.cycleId, status: 'running', message };
}

/** Pages that nobody understands are a changed site, not an empty market: when no search gave anything, nothing is published. */
async function refuseUnreadable(store: CycleStore, token: CycleToken, rulesVersion: string): Promise<void> {
  const { terms, seen } = await store.books(token, rulesVersion);
  const unread = terms.filter((term) => term.outcomes.includes('unrecognised'));
  if (seen === 0 && unread.length > 0)
    throw new UnrecognisedPageError(
      `no page of ${unread.length} searches was understood: the site has changed or blocks us`,
    );
}

/** A cycle that was resumed after an upgrade has ads that the rules of today have not judged. */
async function judgeRest({ store, classifier, clock }: CycleParts, token: CycleToken): Promise<void> {
  for (;;) {
    const batch = await store.unjudged(token, classifier.rulesVersion, JUDGE_BATCH);
    if (batch.length === 0) return;
    const verdicts = batch.map(({ rawAdId, ad }) => ({ rawAdId, verdict: judgeAd(classifier, ad) }));
    await store.saveVerdicts(token, verdicts, clock.now());
  }
}

const opened = ({ read, gone, unread }: PageCounts): number => read + gone + unread;

/** `delivered`: answers of the crawl session, counted there, in all runs of the cycle. */
async function conclude(
  { store, classifier, clock, marketNow, log }: CycleParts,
  options: CycleOptions,
  token: CycleToken,
  delivered: { readonly pages: number; readonly adPages: number },
): Promise<CycleOutcome> {
  const market = options.market.slug;
  const books = await store.books(token, classifier.rulesVersion);
  const faults = checkBooks(books);
  const same = (what: string, stored: number, answers: number): void => {
    if (stored !== answers)
      faults.push(`${what} stored = ${what} that the session delivered: ${stored} is not ${answers}`);
  };
  same('pages', books.pages, delivered.pages);
  same('pages of ads', opened(books.adPages), delivered.adPages);
  if (faults.length > 0) throw new BooksError(`the books do not balance: ${faults.join('; ')}`);
  const reasons = incompleteBecause(books);
  const cutOnlyByLimit = books.terms.every((term) => term.outcomes.every((outcome) => outcome !== 'unrecognised'));
  const last = await store.lastCards(market);
  const cards = books.accepted + books.review;
  const mayShrink = options.acceptShrink || (reasons.length > 0 && cutOnlyByLimit);
  if (!mayShrink && last !== null && cards < last / 2)
    throw new SuspectCycleError(
      `accepted listings fell from ${last} to ${cards}: not published (--accept-shrink publishes)`,
    );
  const complete = reasons.length === 0;
  const message = complete ? `published ${cards} listings` : `published in part: ${reasons.join('; ')}`;
  const published = await store.publish(token, {
    now: clock.now(),
    observedAt: marketNow?.(),
    rulesVersion: classifier.rulesVersion,
    books,
    complete,
    message,
  });
  log.info(complete ? 'cycle published' : 'cycle published in part', {
    ...published,
    pages: books.pages,
    ...(complete ? {} : { reasons }),
  });
  return { market, cycleId: token.cycleId, status: complete ? 'published' : 'partial', message, books, published };
}

/** Ends the cycle on record for errors that end it; resolves to whether it did. */
async function endFor(
  { store, classifier, clock, log }: CycleParts,
  token: CycleToken,
  err: unknown,
): Promise<boolean> {
  const status =
    err instanceof BlockedError || err instanceof RobotsDisallowedError
      ? 'blocked'
      : err instanceof SuspectCycleError
        ? 'suspect'
        : err instanceof UnrecognisedPageError || err instanceof BooksError || err instanceof LeakError
          ? 'failed'
          : undefined;
  const message = describeError(err).chain[0] ?? 'unknown error';
  try {
    if (status === undefined) {
      await store.heartbeat(token, { percent: await store.progress(token, 0), message: `interrupted: ${message}` });
      return false;
    }
    const books = await store.books(token, classifier.rulesVersion);
    await store.finish(token, {
      status,
      message,
      books,
      now: clock.now(),
      ...(err instanceof AppError && { errorCode: err.code }),
    });
    return true;
  } catch (recordErr) {
    // The error that brought us here matters more; the record is brought up to date by the run that resumes the cycle.
    log.warn('the end of the cycle could not be recorded', { err: recordErr });
    return false;
  }
}
