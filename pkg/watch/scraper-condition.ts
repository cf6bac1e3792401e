/** `when: scraper`: a market is no longer read; told once when that begins and once when it is over. */
import type { SCRAPER_STATES } from './fact.js';
import type { Beginning } from './watch-schema.js';

export type ScraperNews = (typeof SCRAPER_STATES)[number];

export interface ScraperRule {
  readonly staleHours: number;
}

export interface ScraperState {
  /** What was told and is not over. */
  readonly told: Exclude<ScraperNews, 'recovered'> | null;
}

export interface MarketHealth {
  /** How the newest cycle that has ended did so; `null`: none has. */
  readonly lastStatus: string | null;
  /** When a cycle was published last or, before the first, when one was begun first; `null`: never. */
  readonly since: Date | null;
}

/** What is wrong with a market; `null`: nothing. */
export function troubleOf(
  { staleHours }: ScraperRule,
  { lastStatus, since }: MarketHealth,
  now: Date,
): ScraperState['told'] {
  if (lastStatus === 'blocked' || lastStatus === 'suspect' || lastStatus === 'failed') return lastStatus;
  return since !== null && now.getTime() - since.getTime() >= staleHours * 3_600_000 ? 'stale' : null;
}

/**
 * One outage is one answer, whatever it is called from one cycle to the next: a site that refuses and fails by turns would flood.
 * @param begin the watch looks for the first time
 */
export function decideScraper(
  rule: ScraperRule,
  state: ScraperState | null,
  health: MarketHealth,
  { now, begin }: { readonly now: Date; readonly begin: Beginning | null },
): { readonly state: ScraperState; readonly tell: ScraperNews | null } {
  const told = state?.told ?? null;
  const trouble = troubleOf(rule, health, now);
  if (trouble === null) return { state: { told: null }, tell: told === null ? null : 'recovered' };
  if (told !== null) return { state: { told }, tell: null };
  return { state: { told: trouble }, tell: begin === 'silent' ? null : trouble };
}
