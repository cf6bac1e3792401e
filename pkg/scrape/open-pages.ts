/** Opens pages of single ads, as planned: what an ad's own page says is judged in place of what the results showed of it. */
import { AppError } from '../errors/app-error.js';
import { GoneError, LeakError } from '../fetch/errors.js';
import type { PageReading } from '../fetch/crawl-session.js';
import type { PageAnswer, PendingPage } from '../listing/ad-page-store.js';
import type { CycleToken } from '../listing/cycle.js';
import { withOwnPage } from '../listing/merge-ad.js';
import type { AdPage, Marketplace } from '../market/marketplace.js';
import type { PageBody } from '../market/page-body.js';
import { incompleteBecause } from './completeness.js';
import type { CycleOptions, ReadingParts, ReadingSignals } from './cycle-parts.js';
import { Judge } from './judge.js';
import { planPages } from './plan-pages.js';
import { isAboutThePage } from './session-tally.js';

/** A page is opened again after so long although title and price stayed: "sold" is written into a text as well. */
const READ_AGAIN_DAYS = 3;
const DAY_MS = 86_400_000;

/**
 * Never a reason to fail: when the site stops answering, what is left of the plan stays unopened. Resolves to whether it was
 * stopped on request; the run that resumes the cycle goes on with the plan.
 */
export async function openPages(
  parts: ReadingParts,
  options: CycleOptions,
  token: CycleToken,
  { stop, abort }: ReadingSignals,
): Promise<{ readonly stopped: boolean }> {
  if (options.adPages === 0) return { stopped: false };
  const { store, log, onProgress } = parts;
  if ((await store.pageCounts(token)).planned === 0) await plan(parts, options, token);
  const judge = new Judge(parts.classifier);
  for (;;) {
    const page = await store.nextPage(token);
    if (page === undefined) return { stopped: false };
    if (stop.aborted) return { stopped: true };
    const { planned } = await store.pageCounts(token);
    const message = `opening pages of ads, ${page.position} of ${planned}`;
    const percent = await store.progress(token, options.adPages);
    await store.heartbeat(token, { percent, message });
    onProgress?.(percent, message);
    let answer: AdPage;
    try {
      answer = await ask(parts, options.market, page, abort);
    } catch (err) {
      if (abort.aborted) {
        if (abort.reason instanceof AppError) throw abort.reason; // fenced, or the lock was lost
        return { stopped: true };
      }
      if (err instanceof LeakError) throw err;
      log.warn('pages of ads are left unopened', { opened: page.position - 1, planned, err });
      return { stopped: false };
    }
    await store.savePageAnswer(token, answered(parts, judge, page, answer));
  }
}

/** Absent ads are asked about when the whole market was seen: only then does their absence mean something. */
async function plan(
  { store, classifier, clock, log }: ReadingParts,
  { market, adPages: budget }: CycleOptions,
  token: CycleToken,
): Promise<void> {
  const { rulesVersion } = classifier;
  const now = clock.now();
  const readSince = new Date(now.getTime() - READ_AGAIN_DAYS * DAY_MS);
  const candidates = await store.pageCandidates(token, { rulesVersion, readSince, now });
  const isComplete = incompleteBecause(await store.books(token, rulesVersion)).length === 0;
  const absent = isComplete ? await store.absentees(token, budget) : [];
  const pages = planPages({ candidates, absent, budget, market: market.slug, hosts: market.hosts });
  await store.planPages(token, pages);
  log.info('pages of ads to open', { pages: pages.length, cards: candidates.length, absent: absent.length });
}

async function ask(
  { session }: ReadingParts,
  market: Marketplace,
  { externalId, url }: PendingPage,
  signal: AbortSignal,
): Promise<AdPage> {
  const read = (body: PageBody): PageReading<AdPage> => {
    const page = market.parseAd(body, { externalId, url });
    return { value: page, verdict: page.kind === 'overloaded' || page.kind === 'blocked' ? page.kind : 'ok' };
  };
  try {
    return (await session.getBody(new URL(url), read, signal)).value;
  } catch (err) {
    if (!isAboutThePage(err)) throw err;
    const kind = err instanceof GoneError ? 'gone' : 'unrecognised';
    return { kind, ad: null, source: null, disagreements: [], note: String(err) };
  }
}

function answered(
  { clock, log }: ReadingParts,
  judge: Judge,
  { position, externalId, ad }: PendingPage,
  { kind, ad: page, disagreements, note }: AdPage,
): PageAnswer {
  for (const disagreement of disagreements)
    log.warn("two sources of an ad's page disagree", { ad: externalId, disagreement });
  if (kind === 'unrecognised') log.warn("an ad's page was not understood", { ad: externalId, note });
  const now = clock.now();
  if (page !== null) return { position, now, outcome: 'ad', judged: judge.judge(withOwnPage(ad, page)) };
  return { position, now, outcome: kind === 'gone' ? 'gone' : 'unread' };
}
