/** Pages of single ads that a cycle opens. Only adds: the release before works on it. */
import type { Knex } from 'knex';

const PAGES = `
CREATE TABLE cycle_pages (
  cycle_id    bigint NOT NULL REFERENCES scrape_cycles ON DELETE CASCADE,
  position    smallint NOT NULL CHECK (position > 0),
  market_id   smallint NOT NULL REFERENCES markets,
  external_id text NOT NULL,
  url         text NOT NULL,
  why         text NOT NULL CHECK (why IN ('deal','suspicious','review','unread','absent')),
  title       text NOT NULL,
  price_minor bigint,
  currency    char(3),
  opened_at   timestamptz,
  outcome     text CHECK (outcome IN ('ad','gone','unread')),
  raw_ad_id   bigint,
  PRIMARY KEY (cycle_id, position),
  UNIQUE (cycle_id, external_id),
  CHECK ((opened_at IS NULL) = (outcome IS NULL)),
  CHECK (coalesce(outcome = 'ad', false) = (raw_ad_id IS NOT NULL))
);
CREATE INDEX cycle_pages_ad ON cycle_pages (market_id, external_id, opened_at) WHERE outcome IS NOT NULL;
COMMENT ON TABLE  cycle_pages IS 'The pages of single ads that a cycle opens, planned once; one that is stopped goes on with those that have no outcome.';
COMMENT ON COLUMN cycle_pages.cycle_id IS 'The cycle.';
COMMENT ON COLUMN cycle_pages.position IS 'Order of opening, from 1: by what it is worth to know.';
COMMENT ON COLUMN cycle_pages.market_id IS 'The market.';
COMMENT ON COLUMN cycle_pages.external_id IS 'The site''s own id of the ad.';
COMMENT ON COLUMN cycle_pages.url IS 'The address that is opened.';
COMMENT ON COLUMN cycle_pages.why IS 'Would be a deal, too cheap to be true, in review, description not known, or not among the results.';
COMMENT ON COLUMN cycle_pages.title IS 'Title for which it is opened, then that of its page: as long as title and price stay, it need not be opened again.';
COMMENT ON COLUMN cycle_pages.price_minor IS 'Price for which it is opened, then that of its page; integer minor units.';
COMMENT ON COLUMN cycle_pages.currency IS 'ISO 4217 code of the price.';
COMMENT ON COLUMN cycle_pages.opened_at IS 'When its answer was stored (UTC); null = not opened.';
COMMENT ON COLUMN cycle_pages.outcome IS 'ad: the page is the ad''s; gone: the site says that the ad has ended; unread: nothing follows from it.';
COMMENT ON COLUMN cycle_pages.raw_ad_id IS 'What is known of the ad with its page.';
COMMENT ON TABLE  cycle_gone IS 'Absent ads that have ended, as the release before notes them; cycle_pages took its place.';
COMMENT ON COLUMN raw_ads.description IS 'Text as written, on this page or, where it leaves the text out, on the page that showed it last under the same title; null where none did.';
COMMENT ON COLUMN raw_ads.price_disagrees IS 'No two sources of the page agree on the price, or it is written as two amounts that are not one.';
GRANT SELECT ON cycle_pages TO gpu_tracker_api, gpu_tracker_scraper;
GRANT INSERT, UPDATE, DELETE ON cycle_pages TO gpu_tracker_scraper;`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(PAGES);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP TABLE cycle_pages;
    COMMENT ON TABLE  cycle_gone IS 'Absent ads whose own page the site answered with 410 or 404 in this cycle.';
    COMMENT ON COLUMN raw_ads.description IS 'Text as written; null where the page did not carry it.';
    COMMENT ON COLUMN raw_ads.price_disagrees IS 'A dual price that does not agree with the fixed rate.';
  `);
}
