/** The tables of DESIGN section 7: markets, cycles, raw ads, verdicts, listings and their history, counters; and the three roles. */
import type { Knex } from 'knex';

const TABLES = `
CREATE TABLE markets (
  id                       smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug                     text NOT NULL UNIQUE,
  base_url                 text NOT NULL,
  currency                 char(3) NOT NULL,
  last_published_cycle_id  bigint,
  data_version             bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE  markets IS 'One row per marketplace site.';
COMMENT ON COLUMN markets.id IS 'Surrogate key.';
COMMENT ON COLUMN markets.slug IS 'Stable name used in configuration, API and metrics, e.g. olx-bg.';
COMMENT ON COLUMN markets.base_url IS 'Root of the site, for people.';
COMMENT ON COLUMN markets.currency IS 'ISO 4217 code the site shows prices in today.';
COMMENT ON COLUMN markets.last_published_cycle_id IS 'The cycle that readers see; set in the publishing transaction.';
COMMENT ON COLUMN markets.data_version IS 'Raised by whatever else changes what readers see (replay, import), so that ETags change too.';

CREATE TABLE scrape_cycles (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  market_id     smallint NOT NULL REFERENCES markets,
  epoch         integer NOT NULL DEFAULT 1,
  trigger       text NOT NULL,
  pod           text NOT NULL,
  status        text NOT NULL DEFAULT 'running'
                CHECK (status IN ('running','published','partial','suspect','failed','blocked','skipped_locked')),
  complete      boolean NOT NULL DEFAULT false,
  progress      smallint NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
  message       text NOT NULL DEFAULT '',
  error_code    text,
  rules_version text,
  pages         integer NOT NULL DEFAULT 0,
  first_page_digest text,
  frozen        boolean NOT NULL DEFAULT false,
  books         jsonb,
  started_at    timestamptz NOT NULL,
  heartbeat_at  timestamptz NOT NULL,
  finished_at   timestamptz
);
CREATE INDEX scrape_cycles_market_started ON scrape_cycles (market_id, id DESC);
CREATE UNIQUE INDEX scrape_cycles_one_running ON scrape_cycles (market_id) WHERE status = 'running';
ALTER TABLE markets ADD FOREIGN KEY (last_published_cycle_id) REFERENCES scrape_cycles;
COMMENT ON TABLE  scrape_cycles IS 'One pass over all searches of a market; also the ledger of runs.';
COMMENT ON COLUMN scrape_cycles.id IS 'Cycle number; with epoch the fencing token that every write checks.';
COMMENT ON COLUMN scrape_cycles.market_id IS 'The market this cycle reads.';
COMMENT ON COLUMN scrape_cycles.epoch IS 'Raised each time a process takes the cycle over, so that a thawed former holder is refused.';
COMMENT ON COLUMN scrape_cycles.trigger IS 'What started it: schedule, manual, daemon, demo.';
COMMENT ON COLUMN scrape_cycles.pod IS 'Pod or host name of the process that holds it, for people.';
COMMENT ON COLUMN scrape_cycles.status IS 'Where it stands (DESIGN section 4).';
COMMENT ON COLUMN scrape_cycles.complete IS 'Every search was read to its end: only such a cycle may move an ad towards gone.';
COMMENT ON COLUMN scrape_cycles.progress IS 'Percent of the known pages that are done.';
COMMENT ON COLUMN scrape_cycles.message IS 'One sentence for people on what it is doing or how it ended.';
COMMENT ON COLUMN scrape_cycles.error_code IS 'Stable code of the error that ended it (docs/errors.md).';
COMMENT ON COLUMN scrape_cycles.rules_version IS 'Classifier rules that judged it.';
COMMENT ON COLUMN scrape_cycles.pages IS 'Pages fetched and stored.';
COMMENT ON COLUMN scrape_cycles.first_page_digest IS 'Digest over the first pages, to notice a frozen catalogue.';
COMMENT ON COLUMN scrape_cycles.frozen IS 'First pages identical to those of the two cycles before.';
COMMENT ON COLUMN scrape_cycles.books IS 'The balance of DESIGN section 6.';
COMMENT ON COLUMN scrape_cycles.started_at IS 'When it was opened (UTC).';
COMMENT ON COLUMN scrape_cycles.heartbeat_at IS 'Last sign of life of the process that holds it (UTC).';
COMMENT ON COLUMN scrape_cycles.finished_at IS 'When it reached its final status (UTC).';

CREATE TABLE cycle_searches (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  cycle_id     bigint NOT NULL REFERENCES scrape_cycles ON DELETE CASCADE,
  parent_id    bigint REFERENCES cycle_searches ON DELETE CASCADE,
  term         text NOT NULL,
  price_from   integer,
  price_to     integer,
  next_page    integer NOT NULL DEFAULT 1,
  total_pages  integer,
  done         boolean NOT NULL DEFAULT false,
  outcome      text CHECK (outcome IN ('exhausted','split','page-limit','window','unrecognised')),
  announced    integer,
  cards        integer NOT NULL DEFAULT 0,
  seen         integer NOT NULL DEFAULT 0,
  duplicates   integer NOT NULL DEFAULT 0,
  padding      integer NOT NULL DEFAULT 0,
  unparsed     integer NOT NULL DEFAULT 0,
  new_ads      integer NOT NULL DEFAULT 0,
  repeats      integer NOT NULL DEFAULT 0,
  disagreements integer NOT NULL DEFAULT 0,
  UNIQUE NULLS NOT DISTINCT (cycle_id, term, price_from, price_to)
);
COMMENT ON TABLE  cycle_searches IS 'Progress and counts of each search of a cycle; what a resumed cycle goes on from.';
COMMENT ON COLUMN cycle_searches.id IS 'Surrogate key; searches run in this order.';
COMMENT ON COLUMN cycle_searches.cycle_id IS 'The cycle.';
COMMENT ON COLUMN cycle_searches.parent_id IS 'The search over the result window that this price range was split from.';
COMMENT ON COLUMN cycle_searches.term IS 'The words searched for.';
COMMENT ON COLUMN cycle_searches.price_from IS 'Lowest price, inclusive, whole units of the market currency; null = open.';
COMMENT ON COLUMN cycle_searches.price_to IS 'Highest price, inclusive, whole units of the market currency; null = open.';
COMMENT ON COLUMN cycle_searches.next_page IS 'The page to fetch next (1-based).';
COMMENT ON COLUMN cycle_searches.total_pages IS 'Pages the site announced.';
COMMENT ON COLUMN cycle_searches.done IS 'Nothing is left to fetch.';
COMMENT ON COLUMN cycle_searches.outcome IS 'How it ended: read to the end, split by price, cut by SCRAPER_MAX_PAGES or by the result window, or a page was not understood.';
COMMENT ON COLUMN cycle_searches.announced IS 'Results the site says there are; null where it gives no count.';
COMMENT ON COLUMN cycle_searches.cards IS 'Cards on the pages read.';
COMMENT ON COLUMN cycle_searches.seen IS 'Different ads of this search (by id), padding excluded.';
COMMENT ON COLUMN cycle_searches.duplicates IS 'Cards that repeat an ad this search already saw.';
COMMENT ON COLUMN cycle_searches.padding IS 'Cards that are no result of this search.';
COMMENT ON COLUMN cycle_searches.unparsed IS 'Cards without a readable id or title: seen, but not understood.';
COMMENT ON COLUMN cycle_searches.new_ads IS 'Ads that no search of this cycle had seen before.';
COMMENT ON COLUMN cycle_searches.repeats IS 'Cards whose ad this cycle had already seen, in this search or another.';
COMMENT ON COLUMN cycle_searches.disagreements IS 'Pages on which two sources said different things.';

CREATE TABLE raw_ads (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  market_id      smallint NOT NULL REFERENCES markets,
  external_id    text NOT NULL,
  content_hash   bytea NOT NULL,
  first_cycle_id bigint NOT NULL,
  last_cycle_id  bigint NOT NULL,
  url            text NOT NULL,
  title          text NOT NULL,
  description    text,
  price_text     text NOT NULL,
  price_minor    bigint CHECK (price_minor >= 0),
  currency       char(3),
  negotiable     boolean NOT NULL,
  price_disagrees boolean NOT NULL DEFAULT false,
  condition      text,
  location       text,
  params         jsonb NOT NULL DEFAULT '{}',
  photo_count    smallint NOT NULL DEFAULT 0,
  seen_at        timestamptz NOT NULL,
  UNIQUE (market_id, external_id, content_hash)
);
CREATE INDEX raw_ads_seen ON raw_ads (seen_at);
COMMENT ON TABLE  raw_ads IS 'What pages said, unjudged and immutable: one row per ad and content. No seller identity.';
COMMENT ON COLUMN raw_ads.id IS 'Surrogate key.';
COMMENT ON COLUMN raw_ads.market_id IS 'The market the page belongs to.';
COMMENT ON COLUMN raw_ads.external_id IS 'The site''s own id of the ad.';
COMMENT ON COLUMN raw_ads.content_hash IS 'SHA-256 over the content columns: the same content is stored once.';
COMMENT ON COLUMN raw_ads.first_cycle_id IS 'First cycle that saw this content.';
COMMENT ON COLUMN raw_ads.last_cycle_id IS 'Last cycle that saw this content (the only columns that change: this one).';
COMMENT ON COLUMN raw_ads.url IS 'Link to the ad, without query string.';
COMMENT ON COLUMN raw_ads.title IS 'Title as written.';
COMMENT ON COLUMN raw_ads.description IS 'Text as written; null where the page did not carry it.';
COMMENT ON COLUMN raw_ads.price_text IS 'Price as written.';
COMMENT ON COLUMN raw_ads.price_minor IS 'Price as read, integer minor units; null = none written.';
COMMENT ON COLUMN raw_ads.currency IS 'ISO 4217 code of price_minor.';
COMMENT ON COLUMN raw_ads.negotiable IS 'The page marks the price as negotiable.';
COMMENT ON COLUMN raw_ads.price_disagrees IS 'A dual price that does not agree with the fixed rate.';
COMMENT ON COLUMN raw_ads.condition IS 'The page''s word for the condition.';
COMMENT ON COLUMN raw_ads.location IS 'Place as written.';
COMMENT ON COLUMN raw_ads.params IS 'The site''s parameters by key; never about the seller.';
COMMENT ON COLUMN raw_ads.photo_count IS 'Number of photos.';
COMMENT ON COLUMN raw_ads.seen_at IS 'When this content was first seen (UTC).';

CREATE TABLE cycle_ads (
  cycle_id     bigint NOT NULL REFERENCES scrape_cycles ON DELETE CASCADE,
  external_id  text NOT NULL,
  raw_ad_id    bigint NOT NULL REFERENCES raw_ads,
  promoted     boolean NOT NULL,
  refreshed_at timestamptz,
  PRIMARY KEY (cycle_id, external_id)
);
CREATE INDEX cycle_ads_raw_ad ON cycle_ads (raw_ad_id);
COMMENT ON TABLE  cycle_ads IS 'The ads a cycle saw, each once whatever the number of searches and pages. Pruned with old cycles.';
COMMENT ON COLUMN cycle_ads.cycle_id IS 'The cycle.';
COMMENT ON COLUMN cycle_ads.external_id IS 'The ad.';
COMMENT ON COLUMN cycle_ads.raw_ad_id IS 'What the page said.';
COMMENT ON COLUMN cycle_ads.promoted IS 'It was paid to stand higher.';
COMMENT ON COLUMN cycle_ads.refreshed_at IS 'Last refresh as the page said (UTC).';

CREATE TABLE search_ads (
  search_id    bigint NOT NULL REFERENCES cycle_searches ON DELETE CASCADE,
  external_id  text NOT NULL,
  PRIMARY KEY (search_id, external_id)
);
COMMENT ON TABLE  search_ads IS 'Which ads a search saw, so that its own books balance across a resume. Emptied when the cycle ends.';
COMMENT ON COLUMN search_ads.search_id IS 'The search.';
COMMENT ON COLUMN search_ads.external_id IS 'The ad.';

CREATE TABLE cycle_gone (
  cycle_id     bigint NOT NULL REFERENCES scrape_cycles ON DELETE CASCADE,
  external_id  text NOT NULL,
  PRIMARY KEY (cycle_id, external_id)
);
COMMENT ON TABLE  cycle_gone IS 'Absent ads whose own page the site answered with 410 or 404 in this cycle.';
COMMENT ON COLUMN cycle_gone.cycle_id IS 'The cycle.';
COMMENT ON COLUMN cycle_gone.external_id IS 'The ad.';

CREATE TABLE verdicts (
  raw_ad_id     bigint NOT NULL REFERENCES raw_ads ON DELETE CASCADE,
  rules_version text NOT NULL,
  verdict       text NOT NULL CHECK (verdict IN ('accepted','rejected')),
  reason        text,
  rule          text NOT NULL,
  evidence      jsonb NOT NULL,
  model         text,
  memory_gb     real,
  flags         text[] NOT NULL DEFAULT '{}',
  judged_at     timestamptz NOT NULL,
  PRIMARY KEY (raw_ad_id, rules_version),
  CHECK ((verdict = 'rejected') = (reason IS NOT NULL)),
  CHECK (verdict = 'rejected' OR model IS NOT NULL)
);
COMMENT ON TABLE  verdicts IS 'What each version of the rules decided about a raw ad, and why.';
COMMENT ON COLUMN verdicts.raw_ad_id IS 'The raw ad that was judged.';
COMMENT ON COLUMN verdicts.rules_version IS 'Version of rules and catalogue together.';
COMMENT ON COLUMN verdicts.verdict IS 'accepted or rejected.';
COMMENT ON COLUMN verdicts.reason IS 'Why rejected: one of the closed set; null when accepted.';
COMMENT ON COLUMN verdicts.rule IS 'Id of the rule that decided.';
COMMENT ON COLUMN verdicts.evidence IS 'The matched spans: [{field,start,end,text}].';
COMMENT ON COLUMN verdicts.model IS 'Canonical GPU; for a rejected ad the one it names, if any.';
COMMENT ON COLUMN verdicts.memory_gb IS 'Memory in GB; null = the ad does not say and the model has several.';
COMMENT ON COLUMN verdicts.flags IS 'Condition flags: mined, repaired, new, boxed, modded.';
COMMENT ON COLUMN verdicts.judged_at IS 'When (UTC).';

CREATE TABLE listings (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  market_id       smallint NOT NULL REFERENCES markets,
  external_id     text NOT NULL,
  raw_ad_id       bigint REFERENCES raw_ads ON DELETE SET NULL,
  url             text NOT NULL,
  title           text NOT NULL,
  model           text NOT NULL,
  memory_gb       real,
  price_minor     bigint NOT NULL CHECK (price_minor >= 0),
  currency        char(3) NOT NULL,
  price_eur_cents bigint CHECK (price_eur_cents >= 0),
  price_text      text NOT NULL DEFAULT '',
  negotiable      boolean NOT NULL DEFAULT false,
  condition       text,
  flags           text[] NOT NULL DEFAULT '{}',
  location        text,
  photo_count     smallint NOT NULL DEFAULT 0,
  status          text NOT NULL CHECK (status IN ('active','missing','gone','withdrawn')),
  first_seen_at   timestamptz NOT NULL,
  last_seen_at    timestamptz NOT NULL,
  clock_started_at timestamptz NOT NULL,
  relist_of       bigint REFERENCES listings,
  cycle_id        bigint,
  UNIQUE (market_id, external_id)
);
CREATE INDEX listings_active_model ON listings (model, memory_gb, price_eur_cents) WHERE status = 'active';
CREATE INDEX listings_active_id ON listings (id) WHERE status = 'active';
CREATE INDEX listings_first_seen ON listings (first_seen_at, id);
CREATE INDEX listings_active_price ON listings (price_eur_cents, id) WHERE status = 'active';
CREATE INDEX listings_active_price_desc ON listings (price_eur_cents DESC NULLS LAST, id) WHERE status = 'active';
CREATE INDEX listings_open_market ON listings (market_id, status) WHERE status IN ('active','missing');
CREATE INDEX listings_raw_ad ON listings (raw_ad_id);
CREATE INDEX listings_relist_of ON listings (relist_of) WHERE relist_of IS NOT NULL;
CREATE INDEX listings_ended ON listings (market_id, model, last_seen_at) WHERE status IN ('missing','gone');
CREATE INDEX listings_variant ON listings (model, memory_gb);
COMMENT ON TABLE  listings IS 'Accepted ads over time, one row per ad; gpu_listings shows the published active ones.';
COMMENT ON COLUMN listings.id IS 'Surrogate key, rising with first sight.';
COMMENT ON COLUMN listings.market_id IS 'The market.';
COMMENT ON COLUMN listings.external_id IS 'The site''s own id of the ad.';
COMMENT ON COLUMN listings.raw_ad_id IS 'What the page said last; null for imported history, and once the text of an ended ad was pruned.';
COMMENT ON COLUMN listings.url IS 'Link to the ad.';
COMMENT ON COLUMN listings.title IS 'Title as last written.';
COMMENT ON COLUMN listings.model IS 'Canonical GPU.';
COMMENT ON COLUMN listings.memory_gb IS 'Memory in GB; null = not stated and ambiguous.';
COMMENT ON COLUMN listings.price_minor IS 'Current price, integer minor units.';
COMMENT ON COLUMN listings.currency IS 'ISO 4217 code of price_minor.';
COMMENT ON COLUMN listings.price_eur_cents IS 'Derived euro cents; null for a currency without a fixed rate.';
COMMENT ON COLUMN listings.price_text IS 'Current price as written.';
COMMENT ON COLUMN listings.negotiable IS 'The seller marks it negotiable.';
COMMENT ON COLUMN listings.condition IS 'new, used or damaged; null = not said.';
COMMENT ON COLUMN listings.flags IS 'Condition flags of the verdict.';
COMMENT ON COLUMN listings.location IS 'Place as written.';
COMMENT ON COLUMN listings.photo_count IS 'Number of photos.';
COMMENT ON COLUMN listings.status IS 'Life cycle: active, missing (absent from one complete cycle), gone (from two, or 410), withdrawn (a rule rejects it now).';
COMMENT ON COLUMN listings.first_seen_at IS 'First sight of this ad (UTC).';
COMMENT ON COLUMN listings.last_seen_at IS 'Last cycle that saw it (UTC).';
COMMENT ON COLUMN listings.clock_started_at IS 'Start of its time on market: first sight of the ad it re-lists, else its own.';
COMMENT ON COLUMN listings.relist_of IS 'The ended listing that this one re-lists (text, price and photo count), if any.';
COMMENT ON COLUMN listings.cycle_id IS 'The published cycle that last confirmed or changed it.';

CREATE FUNCTION eur_cents(minor bigint, currency text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE currency WHEN 'EUR' THEN minor WHEN 'BGN' THEN round(minor::numeric * 100000 / 195583)::bigint END
$$;
COMMENT ON FUNCTION eur_cents IS 'Euro cents at the fixed rate 1 EUR = 1.95583 BGN, half up; null for a currency without a fixed rate.';

CREATE FUNCTION is_same_price(minor_a bigint, currency_a text, minor_b bigint, currency_b text) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN currency_a = currency_b THEN minor_a = minor_b
              ELSE coalesce(eur_cents(minor_a, currency_a) = eur_cents(minor_b, currency_b), false) END
$$;
COMMENT ON FUNCTION is_same_price IS 'Equal, or one is the other converted at the fixed rate: a switch of display currency is no price change.';

CREATE VIEW gpu_listings AS
  SELECT l.id, m.slug AS market, l.external_id, l.url, l.title, l.model, l.memory_gb, l.price_minor, l.currency,
         l.price_eur_cents, l.price_text, l.negotiable, l.condition, l.flags, l.location, l.photo_count,
         l.first_seen_at, l.last_seen_at, l.clock_started_at, l.relist_of, l.cycle_id
    FROM listings l JOIN markets m ON m.id = l.market_id
   WHERE l.status = 'active';
COMMENT ON VIEW gpu_listings IS 'The published active listings: what readers see.';

CREATE TABLE listing_prices (
  listing_id      bigint NOT NULL REFERENCES listings ON DELETE CASCADE,
  since           timestamptz NOT NULL,
  cycle_id        bigint,
  price_minor     bigint NOT NULL CHECK (price_minor >= 0),
  currency        char(3) NOT NULL,
  price_eur_cents bigint,
  PRIMARY KEY (listing_id, since) INCLUDE (price_eur_cents)
);
COMMENT ON TABLE  listing_prices IS 'One row per price change; the first row is the first price.';
COMMENT ON COLUMN listing_prices.listing_id IS 'The listing.';
COMMENT ON COLUMN listing_prices.since IS 'From when the price held (UTC), until the next row.';
COMMENT ON COLUMN listing_prices.cycle_id IS 'The cycle that published it; null for imported history.';
COMMENT ON COLUMN listing_prices.price_minor IS 'Integer minor units.';
COMMENT ON COLUMN listing_prices.currency IS 'ISO 4217 code.';
COMMENT ON COLUMN listing_prices.price_eur_cents IS 'Derived euro cents; null for a currency without a fixed rate.';

CREATE TABLE listing_events (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  listing_id  bigint NOT NULL REFERENCES listings ON DELETE CASCADE,
  at          timestamptz NOT NULL,
  cycle_id    bigint,
  from_status text,
  to_status   text NOT NULL,
  model       text NOT NULL,
  memory_gb   real,
  why         text NOT NULL
);
CREATE INDEX listing_events_listing ON listing_events (listing_id, at, id) INCLUDE (to_status, model, memory_gb);
CREATE INDEX listing_events_at ON listing_events (at) INCLUDE (listing_id);
COMMENT ON TABLE  listing_events IS 'The life cycle of each listing: every change of status, and of model or memory.';
COMMENT ON COLUMN listing_events.id IS 'Surrogate key, rising with time.';
COMMENT ON COLUMN listing_events.listing_id IS 'The listing.';
COMMENT ON COLUMN listing_events.at IS 'When it was published (UTC).';
COMMENT ON COLUMN listing_events.cycle_id IS 'The cycle that published it; null for imported history and replay.';
COMMENT ON COLUMN listing_events.from_status IS 'Status before; null for the first.';
COMMENT ON COLUMN listing_events.to_status IS 'Status after (equal to before when only the model changed).';
COMMENT ON COLUMN listing_events.model IS 'Canonical GPU from here on, so that past days can be recomputed.';
COMMENT ON COLUMN listing_events.memory_gb IS 'Memory in GB from here on.';
COMMENT ON COLUMN listing_events.why IS 'The reason, in a fixed phrase.';

CREATE TABLE model_daily (
  model      text NOT NULL,
  memory_gb  real NOT NULL DEFAULT 0,
  day        date NOT NULL,
  n          integer NOT NULL,
  min_eur_cents    bigint NOT NULL,
  p25_eur_cents    bigint NOT NULL,
  median_eur_cents bigint NOT NULL,
  p75_eur_cents    bigint NOT NULL,
  max_eur_cents    bigint NOT NULL,
  mean_eur_cents   bigint NOT NULL,
  PRIMARY KEY (model, memory_gb, day)
);
CREATE INDEX model_daily_day ON model_daily (day);
COMMENT ON TABLE  model_daily IS 'Prices of the open listings of each variant at the end of each UTC day, as of that day.';
COMMENT ON COLUMN model_daily.model IS 'Canonical GPU.';
COMMENT ON COLUMN model_daily.memory_gb IS 'Memory in GB; 0 = not stated.';
COMMENT ON COLUMN model_daily.day IS 'UTC day.';
COMMENT ON COLUMN model_daily.n IS 'Open listings with a euro price.';
COMMENT ON COLUMN model_daily.min_eur_cents IS 'Lowest price in euro cents.';
COMMENT ON COLUMN model_daily.p25_eur_cents IS 'First quartile (type 7), euro cents.';
COMMENT ON COLUMN model_daily.median_eur_cents IS 'Median (type 7), euro cents.';
COMMENT ON COLUMN model_daily.p75_eur_cents IS 'Third quartile (type 7), euro cents.';
COMMENT ON COLUMN model_daily.max_eur_cents IS 'Highest price, euro cents.';
COMMENT ON COLUMN model_daily.mean_eur_cents IS 'Arithmetic mean, euro cents.';

CREATE TABLE scrape_counters (
  market_id smallint NOT NULL REFERENCES markets,
  name      text NOT NULL,
  label     text NOT NULL DEFAULT '',
  value     bigint NOT NULL DEFAULT 0 CHECK (value >= 0),
  PRIMARY KEY (market_id, name, label)
);
COMMENT ON TABLE  scrape_counters IS 'Monotonic counters for metrics; never pruned.';
COMMENT ON COLUMN scrape_counters.market_id IS 'The market.';
COMMENT ON COLUMN scrape_counters.name IS 'Counter, e.g. listings_rejected.';
COMMENT ON COLUMN scrape_counters.label IS 'Its label value (reason, outcome, status class); empty when it has none.';
COMMENT ON COLUMN scrape_counters.value IS 'The count.';
`;

const ROLES = ['gpu_tracker_owner', 'gpu_tracker_scraper', 'gpu_tracker_api'] as const;

/**
 * What PostgreSQL gives to everybody and a reader must not have: temporary tables (the scraper's publish uses one) and large
 * objects, which any login may otherwise create. On a server whose functions belong to somebody else it stays at a
 * warning; `gpu-tracker doctor` tells.
 */
const REVOKE_FROM_ALL = `
DO $$
DECLARE writer regprocedure;
BEGIN
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO gpu_tracker_owner, gpu_tracker_scraper', current_database());
  FOR writer IN SELECT oid FROM pg_proc
                 WHERE pronamespace = 'pg_catalog'::regnamespace
                   AND proname IN ('lo_creat','lo_create','lo_from_bytea','lo_import','lo_open','lo_put','lowrite',
                                   'lo_truncate','lo_truncate64','lo_unlink')
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', writer);
  END LOOP;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE WARNING 'readers may create temporary tables or large objects: %', SQLERRM;
END $$`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(TABLES);
  // Roles belong to the whole server: another database of it may have made them already, perhaps this very moment. Where
  // they exist we only look, since an owner who may not create roles is refused even for one that is there.
  for (const role of ROLES)
    await knex.raw(
      `DO $$ BEGIN
         IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role} NOLOGIN; END IF;
       EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
    );
  await knex.raw(REVOKE_FROM_ALL);
  await knex.raw(`
    GRANT USAGE ON SCHEMA public TO gpu_tracker_scraper, gpu_tracker_api;
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO gpu_tracker_api;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO gpu_tracker_scraper;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO gpu_tracker_scraper;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO gpu_tracker_api;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO gpu_tracker_scraper;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO gpu_tracker_scraper;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE markets DROP COLUMN last_published_cycle_id;
    DROP VIEW gpu_listings;
    DROP TABLE scrape_counters, model_daily, listing_events, listing_prices, listings, verdicts, cycle_gone, search_ads, cycle_ads,
               raw_ads, cycle_searches, scrape_cycles, markets;
    DROP FUNCTION is_same_price, eur_cents;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM gpu_tracker_api, gpu_tracker_scraper;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM gpu_tracker_scraper;
    REVOKE USAGE ON SCHEMA public FROM gpu_tracker_scraper, gpu_tracker_api;
    DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database()); END $$;
  `);
  // The roles stay: other databases of this server may use them, and an unused NOLOGIN role can do nothing.
}
