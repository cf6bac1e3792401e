/** Reads all searches of a cycle page by page, each page stored before the next is asked for. */
import { AppError } from '../errors/app-error.js';
import type { CrawlSession, PageReading } from '../fetch/crawl-session.js';
import type { CycleToken, PendingSearch } from '../listing/cycle.js';
import type { PageBody } from '../market/page-body.js';
import type { CycleStore } from '../listing/cycle-store.js';
import { completeFrom, isWhole } from '../listing/merge-ad.js';
import type { RawAd } from '../listing/raw-ad.js';
import type { Marketplace, ParsedPage } from '../market/marketplace.js';
import { firstPagesDigest } from './content-hash.js';
import { Judge } from './judge.js';
import { planPage } from './page-plan.js';
import { describeError } from '../telemetry/logger.js';
import type { CycleOptions, ReadingParts, ReadingSignals } from './cycle-parts.js';
import { isAboutThePage } from './session-tally.js';

export interface ReadingEnd {
  /** The stop signal ended the reading; the rest is for the run that resumes. */
  readonly stopped: boolean;
  /** Pages that were fetched a second time, since the first answer was not understood. */
  readonly fetchedAgain: number;
  /** Digest over the first pages; absent when a resumed cycle did not read them all itself. */
  readonly firstPages?: string;
}

/** An aborted signal stays so, but the compiler takes an earlier `false` for final. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted;

export async function readSearches(
  parts: ReadingParts,
  options: CycleOptions,
  token: CycleToken,
  signals: ReadingSignals,
): Promise<ReadingEnd> {
  const firstPages: RawAd[][] = [];
  let fetchedAgain = 0;
  const judge = new Judge(parts.classifier);
  for (;;) {
    const search = await parts.store.nextSearch(token);
    if (search === undefined) break;
    if (isAborted(signals.stop)) return { stopped: true, fetchedAgain };
    await reportProgress(parts, options, token, search);
    let page: ParsedPage;
    try {
      const fetched = await fetchPage(parts, options.market, search, signals.abort);
      page = fetched.page;
      fetchedAgain += fetched.attempts - 1;
    } catch (err) {
      if (!isAborted(signals.abort)) throw err;
      if (signals.abort.reason instanceof AppError) throw signals.abort.reason; // fenced, or the lock was lost
      return { stopped: true, fetchedAgain };
    }
    await storePage(parts, judge, options, token, search, page);
    if (search.nextPage === 1 && search.priceFrom === null && search.priceTo === null) firstPages.push([...page.ads]);
  }
  const readAll = firstPages.length === options.terms.length;
  return { stopped: false, fetchedAgain, ...(readAll && { firstPages: firstPagesDigest(firstPages) }) };
}

async function reportProgress(
  { store, onProgress }: ReadingParts,
  { adPages }: CycleOptions,
  token: CycleToken,
  search: PendingSearch,
): Promise<void> {
  const range =
    search.priceFrom === null && search.priceTo === null ? '' : ` (${search.priceFrom ?? 0}-${search.priceTo ?? 'up'})`;
  const message = `reading "${search.term}"${range}, page ${search.nextPage}`;
  const percent = await store.progress(token, adPages);
  await store.heartbeat(token, { percent, message });
  onProgress?.(percent, message);
}

/** The page, understood. One that is not understood is fetched once more, since a torn answer looks the same. */
async function fetchPage(
  { session, log }: ReadingParts,
  market: Marketplace,
  search: PendingSearch,
  signal: AbortSignal,
): Promise<{ readonly page: ParsedPage; readonly attempts: number }> {
  const url = market.searchUrl(
    { term: search.term, priceFrom: search.priceFrom, priceTo: search.priceTo },
    search.nextPage,
  );
  const read = (body: PageBody): PageReading<ParsedPage> => {
    const page = market.parse(body, { compare: search.nextPage === 1 });
    return { value: page, verdict: page.kind === 'overloaded' || page.kind === 'blocked' ? page.kind : 'ok' };
  };
  for (let attempt = 1; ; attempt += 1) {
    const page = await fetchOnce(session, url, read, signal);
    for (const disagreement of page.disagreements)
      log.warn('two sources of a page disagree', { term: search.term, page: search.nextPage, disagreement });
    if (page.kind !== 'unrecognised' && page.kind !== 'ad') return { page, attempts: attempt };
    log.warn('page not understood', { term: search.term, page: search.nextPage, attempt, note: page.note });
    if (attempt === 2) return { page: { ...page, kind: 'unrecognised' }, attempts: attempt };
  }
}

async function fetchOnce(
  session: CrawlSession,
  url: URL,
  read: (body: PageBody) => PageReading<ParsedPage>,
  signal: AbortSignal,
): Promise<ParsedPage> {
  try {
    return (await session.getBody(url, read, signal)).value;
  } catch (err) {
    // A search that is "gone", leads elsewhere or is no page of results is a changed site, not an empty market.
    if (!isAboutThePage(err)) throw err;
    const note = describeError(err).chain.join(' <- ');
    return {
      kind: 'unrecognised',
      announcedTotal: null,
      page: null,
      totalPages: null,
      ads: [],
      cards: 0,
      source: null,
      sourceCounts: {},
      disagreements: [],
      note,
    };
  }
}

async function storePage(
  { store, clock }: ReadingParts,
  judge: Judge,
  { market, maxPages }: CycleOptions,
  token: CycleToken,
  search: PendingSearch,
  page: ParsedPage,
): Promise<void> {
  const organic = await complete(
    store,
    token,
    page.ads.filter((ad) => !ad.padding),
  );
  const ids = [...new Set(organic.map((ad) => ad.externalId))];
  const seen = search.nextPage === 1 || ids.length === 0 ? new Set<string>() : await store.seenInSearch(search.id, ids);
  const { outcome, unread, ranges, totalPages } = planPage({
    search,
    page,
    newIds: ids.length - seen.size,
    market,
    maxPages,
  });
  await store.savePage(token, {
    searchId: search.id,
    page: search.nextPage,
    now: clock.now(),
    ads: organic.map((ad) => judge.judge(ad)),
    cards: page.cards,
    padding: page.ads.length - organic.length,
    unparsed: page.unparsed ?? 0,
    repeats: organic.length - ids.length + seen.size,
    announced: search.nextPage === 1 ? page.announcedTotal : null,
    totalPages,
    disagreements: page.disagreements.length > 0 ? 1 : 0,
    ...(outcome && { outcome, unread: unread ?? 0 }),
    ...(ranges && { ranges }),
  });
}

/** Results show less of an ad at one time than at another; what was known of it under the same title is not lost. */
async function complete(store: CycleStore, token: CycleToken, ads: readonly RawAd[]): Promise<RawAd[]> {
  const known = await store.knownTexts(
    token,
    ads.filter(({ description }) => !isWhole(description)),
  );
  return ads.map((ad) => completeFrom(ad, known.get(ad.externalId)));
}
