/** The change feed, verdicts in review, labels of persons, and daily prices per market. Only adds: the release before works on it. */
import type { Knex } from 'knex';

/**
 * The old constraint implied the new one for every row that is there, so nothing needs to be read to know that it holds:
 * validating would keep a big table locked for as long as that takes.
 */
const VERDICTS = `
ALTER TABLE verdicts
  DROP CONSTRAINT verdicts_verdict_check,
  DROP CONSTRAINT verdicts_check,
  ADD CONSTRAINT verdicts_verdict_check CHECK (verdict IN ('accepted','review','rejected')) NOT VALID,
  ADD CONSTRAINT verdicts_reason_check CHECK ((verdict = 'accepted') = (reason IS NULL)) NOT VALID;
COMMENT ON COLUMN verdicts.verdict IS 'accepted, review (a card, but shown with a doubt and never counted) or rejected.';
COMMENT ON COLUMN verdicts.reason IS 'Why rejected or in review: one of a closed set each; null when accepted.';

ALTER TABLE markets ADD COLUMN rules_version text, ADD COLUMN last_change bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN markets.rules_version IS 'The rules that judged what readers see: those of the published cycle, or of a replay since.';
COMMENT ON COLUMN markets.last_change IS 'Number of the newest row of listing_changes of this market.';

-- Whoever publishes a cycle publishes its rules: kept here, since the release before does not know the column.
CREATE FUNCTION publish_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.rules_version := coalesce((SELECT c.rules_version FROM scrape_cycles c WHERE c.id = NEW.last_published_cycle_id), NEW.rules_version);
  RETURN NEW;
END $$;
COMMENT ON FUNCTION publish_rules IS 'Sets markets.rules_version to the rules of the cycle that becomes the published one.';
CREATE TRIGGER markets_publish_rules BEFORE UPDATE OF last_published_cycle_id ON markets
  FOR EACH ROW WHEN (NEW.last_published_cycle_id IS DISTINCT FROM OLD.last_published_cycle_id) EXECUTE FUNCTION publish_rules();
UPDATE markets m SET rules_version = c.rules_version FROM scrape_cycles c WHERE c.id = m.last_published_cycle_id;

CREATE TABLE verdict_labels (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  market_id    smallint NOT NULL REFERENCES markets,
  external_id  text NOT NULL,
  content_hash bytea,
  verdict      text NOT NULL CHECK (verdict IN ('accepted','rejected')),
  reason       text,
  model        text,
  memory_gb    real,
  flags        text[] NOT NULL DEFAULT '{}',
  note         text NOT NULL DEFAULT '',
  at           timestamptz NOT NULL,
  UNIQUE NULLS NOT DISTINCT (market_id, external_id, content_hash),
  CHECK ((verdict = 'rejected') = (reason IS NOT NULL)),
  CHECK ((verdict = 'accepted') = (model IS NOT NULL)),
  CHECK (verdict = 'accepted' OR memory_gb IS NULL)
);
COMMENT ON TABLE  verdict_labels IS 'What a person says of an ad; it stands in place of what the rules say.';
COMMENT ON COLUMN verdict_labels.id IS 'Surrogate key.';
COMMENT ON COLUMN verdict_labels.market_id IS 'The market.';
COMMENT ON COLUMN verdict_labels.external_id IS 'The site''s own id of the ad.';
COMMENT ON COLUMN verdict_labels.content_hash IS 'Only the ad with this content (raw_ads.content_hash); null = whatever it says.';
COMMENT ON COLUMN verdict_labels.verdict IS 'accepted or rejected.';
COMMENT ON COLUMN verdict_labels.reason IS 'Why rejected; null when accepted.';
COMMENT ON COLUMN verdict_labels.model IS 'Canonical GPU; null when rejected.';
COMMENT ON COLUMN verdict_labels.memory_gb IS 'Memory in GB; null = the ad does not say and the model has several.';
COMMENT ON COLUMN verdict_labels.flags IS 'Condition flags: mined, repaired, new, boxed, modded.';
COMMENT ON COLUMN verdict_labels.note IS 'Why, in the person''s words; shown as the evidence of the verdict.';
COMMENT ON COLUMN verdict_labels.at IS 'When it was said (UTC).';

CREATE VIEW label_verdicts AS
  SELECT DISTINCT ON (r.id) r.id AS raw_ad_id, r.market_id,
         CASE WHEN priceless THEN 'rejected' ELSE l.verdict END AS verdict,
         CASE WHEN priceless THEN 'price-missing' ELSE l.reason END AS reason,
         'label'::text AS rule,
         CASE WHEN l.note = '' THEN '[]'::jsonb
              ELSE jsonb_build_array(jsonb_build_object('field', 'label', 'start', 0, 'end', 0, 'text', l.note)) END AS evidence,
         l.model, l.memory_gb, l.flags, l.at AS judged_at
    FROM verdict_labels l
    JOIN raw_ads r ON r.market_id = l.market_id AND r.external_id = l.external_id
                  AND (l.content_hash IS NULL OR l.content_hash = r.content_hash)
   CROSS JOIN LATERAL (SELECT l.verdict = 'accepted' AND (r.price_minor IS NULL OR r.currency IS NULL)) AS p (priceless)
   ORDER BY r.id, l.content_hash IS NULL, l.at DESC;
COMMENT ON VIEW label_verdicts IS 'Labels as verdicts on the raw ads they apply to; one on this very content goes first. A card without a price cannot be listed.';

CREATE VIEW effective_verdicts AS
  SELECT v.raw_ad_id, v.rules_version, v.verdict, v.reason, v.rule, v.evidence, v.model, v.memory_gb, v.flags, v.judged_at
    FROM raw_ads r JOIN markets m ON m.id = r.market_id
   CROSS JOIN LATERAL (SELECT * FROM verdicts o WHERE o.raw_ad_id = r.id
                        ORDER BY (o.rules_version = m.rules_version) DESC NULLS LAST, o.judged_at DESC, o.rules_version DESC LIMIT 1) AS v
   WHERE NOT EXISTS (SELECT FROM label_verdicts s WHERE s.raw_ad_id = r.id)
   UNION ALL
  SELECT s.raw_ad_id, coalesce(m.rules_version, ''), s.verdict, s.reason, s.rule, s.evidence, s.model, s.memory_gb, s.flags, s.judged_at
    FROM label_verdicts s JOIN markets m ON m.id = s.market_id;
COMMENT ON VIEW effective_verdicts IS 'The one verdict on each raw ad that readers see: a person''s label, else that of the published rules, else (an ended ad that they never judged) the newest.';`;

const LISTINGS = `
ALTER TABLE cycle_searches ADD COLUMN unread integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN cycle_searches.unread IS 'Results that the site announces beyond the last page that could be read.';

ALTER TABLE raw_ads ADD COLUMN item_condition text;
ALTER TABLE raw_ads ADD CONSTRAINT raw_ads_item_condition_check CHECK (item_condition IN ('new','used','damaged')) NOT VALID;
COMMENT ON COLUMN raw_ads.condition IS 'The page''s own word for the condition.';
COMMENT ON COLUMN raw_ads.item_condition IS 'new, used or damaged, as the market''s adapter reads the page; null = not said.';
-- What is on the market now; older texts are judged again without it, since a condition is what a page says and no rule.
UPDATE raw_ads r SET item_condition = r.params->>'state'
  FROM markets m JOIN cycle_ads a ON a.cycle_id = m.last_published_cycle_id
 WHERE r.id = a.raw_ad_id AND r.params->>'state' IN ('new','used','damaged');

ALTER TABLE listings ADD COLUMN review text;
COMMENT ON COLUMN listings.review IS 'Why the card is in doubt: shown, never counted; null = not in doubt.';
CREATE OR REPLACE VIEW gpu_listings AS
  SELECT l.id, m.slug AS market, l.external_id, l.url, l.title, l.model, l.memory_gb, l.price_minor, l.currency,
         l.price_eur_cents, l.price_text, l.negotiable, l.condition, l.flags, l.location, l.photo_count,
         l.first_seen_at, l.last_seen_at, l.clock_started_at, l.relist_of, l.cycle_id, l.review
    FROM listings l JOIN markets m ON m.id = l.market_id
   WHERE l.status = 'active';

ALTER TABLE listing_events ADD COLUMN review text;
COMMENT ON COLUMN listing_events.review IS 'Why the card is in doubt from here on; null = it counts.';
CREATE INDEX listing_events_course ON listing_events (listing_id, at, id) INCLUDE (to_status, model, memory_gb, review);
DROP INDEX listing_events_listing;

CREATE TABLE replays (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source        text NOT NULL CHECK (source IN ('replay','label','import')),
  rules_version text,
  at            timestamptz NOT NULL
);
COMMENT ON TABLE  replays IS 'What changed listings without a cycle: judging again, a person''s label, imported history.';
COMMENT ON COLUMN replays.id IS 'Surrogate key.';
COMMENT ON COLUMN replays.source IS 'replay, label or import.';
COMMENT ON COLUMN replays.rules_version IS 'Rules that judged; null for an import.';
COMMENT ON COLUMN replays.at IS 'When (UTC).';

CREATE TABLE listing_changes (
  market_id   smallint NOT NULL,
  seq         bigint NOT NULL,
  listing_id  bigint NOT NULL REFERENCES listings ON DELETE CASCADE,
  action      text NOT NULL
              CHECK (action IN ('add','return','restore','withdraw','miss','end','remodel','review','reflag','reprice','edit')),
  why_code    text NOT NULL,
  why         text NOT NULL,
  at          timestamptz NOT NULL,
  cycle_id    bigint,
  replay_id   bigint,
  before_status text, before_review text, before_model text, before_memory_gb real, before_price_minor bigint,
  before_currency char(3), before_price_eur_cents bigint, before_condition text, before_flags text[],
  status text NOT NULL, review text, model text NOT NULL, memory_gb real, price_minor bigint NOT NULL,
  currency char(3) NOT NULL, price_eur_cents bigint, condition text, flags text[] NOT NULL,
  price_text text NOT NULL, negotiable boolean NOT NULL, location text, photo_count smallint NOT NULL, raw_ad_id bigint,
  url text NOT NULL, title text NOT NULL, relist_of bigint, first_seen_at timestamptz NOT NULL,
  clock_started_at timestamptz NOT NULL, last_seen_at timestamptz NOT NULL,
  PRIMARY KEY (market_id, seq),
  CHECK (num_nonnulls(cycle_id, replay_id) = 1),
  CHECK ((action = 'add') = (before_status IS NULL))
);
CREATE INDEX listing_changes_listing ON listing_changes (listing_id, seq);
COMMENT ON TABLE  listing_changes IS 'The feed of changes: one row per action on a listing, with the row before and after. Pruned after RETENTION_CHANGES_DAYS.';
COMMENT ON COLUMN listing_changes.market_id IS 'The market.';
COMMENT ON COLUMN listing_changes.seq IS 'From 1, without a gap, in the order in which readers could see the changes of the market: read on after the last one you know.';
COMMENT ON COLUMN listing_changes.listing_id IS 'The listing.';
COMMENT ON COLUMN listing_changes.action IS 'What was done; several on one listing at once follow one another in a fixed order (docs/changes.md).';
COMMENT ON COLUMN listing_changes.why_code IS 'The reason: one of a closed set.';
COMMENT ON COLUMN listing_changes.why IS 'The reason as a phrase.';
COMMENT ON COLUMN listing_changes.at IS 'When it was published (UTC).';
COMMENT ON COLUMN listing_changes.cycle_id IS 'The cycle that published it; null for a replay.';
COMMENT ON COLUMN listing_changes.replay_id IS 'The replay that made it; null for a cycle.';`;

/** Columns of `listing_changes` that are those of `listings`, before and after. */
const STATE_COLUMNS: Readonly<Record<string, string>> = {
  status: 'Status.',
  review: 'Why the card is in doubt; null = not in doubt.',
  model: 'Canonical GPU.',
  memory_gb: 'Memory in GB.',
  price_minor: 'Price, integer minor units.',
  currency: 'ISO 4217 code of the price.',
  price_eur_cents: 'Derived euro cents.',
  condition: 'new, used or damaged.',
  flags: 'Condition flags.',
};
const AFTER_COLUMNS: Readonly<Record<string, string>> = {
  ...STATE_COLUMNS,
  price_text: 'Price as written.',
  negotiable: 'The seller marks it negotiable.',
  location: 'Place as written.',
  photo_count: 'Number of photos.',
  raw_ad_id: 'What the page said.',
  url: 'Link to the ad.',
  title: 'Title as written.',
  relist_of: 'The ended listing that it re-lists.',
  first_seen_at: 'First sight (UTC).',
  clock_started_at: 'Start of its time on market (UTC).',
  last_seen_at: 'Last sight when the change was made (UTC).',
};

const DAILY = `
ALTER TABLE model_daily ADD COLUMN market_id smallint, ADD COLUMN prices bigint[];
COMMENT ON COLUMN model_daily.market_id IS 'The market; null = all markets together, as the release before computed it.';
COMMENT ON COLUMN model_daily.prices IS 'Every price, euro cents, ascending, from which several markets are summed up; null where the release before computed the row.';
-- Where there is one market, together is that one.
UPDATE model_daily SET market_id = (SELECT id FROM markets m WHERE EXISTS (SELECT FROM listings l WHERE l.market_id = m.id))
 WHERE (SELECT count(*) FROM markets m WHERE EXISTS (SELECT FROM listings l WHERE l.market_id = m.id)) = 1;
ALTER TABLE model_daily DROP CONSTRAINT model_daily_pkey, ADD FOREIGN KEY (market_id) REFERENCES markets;
CREATE UNIQUE INDEX model_daily_variant ON model_daily (model, memory_gb, day, market_id) NULLS NOT DISTINCT;
CREATE INDEX model_daily_market ON model_daily (market_id, day);
-- The prices are read only where markets meet: kept out of the rows, so that reading a series stays as cheap as it was.
ALTER TABLE model_daily SET (toast_tuple_target = 128);`;

/** Raised by a step that takes something away, to the migration that a program must know to do without it. */
const FLOOR = `
CREATE TABLE schema_floor (migration text NOT NULL);
COMMENT ON TABLE  schema_floor IS 'The oldest release that can work on this schema, by the newest migration it knows.';
COMMENT ON COLUMN schema_floor.migration IS 'A program that does not know this migration is too old.';
INSERT INTO schema_floor VALUES ('0001_initial');`;

const GRANTS = `
GRANT SELECT ON schema_floor, verdict_labels, label_verdicts, effective_verdicts, replays, listing_changes TO gpu_tracker_api, gpu_tracker_scraper;
GRANT INSERT, UPDATE, DELETE ON verdict_labels, replays, listing_changes TO gpu_tracker_scraper;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO gpu_tracker_scraper;`;

const text = (words: string): string => `'${words.replaceAll("'", "''")}'`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(VERDICTS);
  await knex.raw(LISTINGS);
  for (const [name, words] of Object.entries(AFTER_COLUMNS))
    await knex.raw(`COMMENT ON COLUMN listing_changes.${name} IS ${text(`After: ${words}`)}`);
  for (const [name, words] of Object.entries(STATE_COLUMNS))
    await knex.raw(`COMMENT ON COLUMN listing_changes.before_${name} IS ${text(`Before: ${words} Null when added.`)}`);
  await knex.raw(DAILY);
  await knex.raw(FLOOR);
  await knex.raw(GRANTS);
}

/** Days that several markets have are summed up, as the release before keeps them. */
const DAILY_TOGETHER = `
CREATE TEMPORARY TABLE together ON COMMIT DROP AS
  SELECT d.model, d.memory_gb, d.day, sum(n)::int AS n, min(min_eur_cents) AS min_eur_cents, max(max_eur_cents) AS max_eur_cents,
         floor(sum(mean_eur_cents * n) / sum(n) + 0.5)::bigint AS mean_eur_cents, array_agg(d.market_id) AS markets
    FROM model_daily d GROUP BY 1, 2, 3 HAVING count(*) > 1;
ALTER TABLE together ADD COLUMN quartiles float8[];
UPDATE together t SET quartiles = (
  SELECT percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY price)
    FROM model_daily d CROSS JOIN LATERAL unnest(coalesce(d.prices, ARRAY[d.median_eur_cents])) AS price
   WHERE (d.model, d.memory_gb, d.day) = (t.model, t.memory_gb, t.day));
DELETE FROM model_daily d USING together t WHERE (d.model, d.memory_gb, d.day) = (t.model, t.memory_gb, t.day);
INSERT INTO model_daily (model, memory_gb, day, n, min_eur_cents, p25_eur_cents, median_eur_cents, p75_eur_cents, max_eur_cents, mean_eur_cents)
  SELECT model, memory_gb, day, n, min_eur_cents, floor(quartiles[1] + 0.5), floor(quartiles[2] + 0.5), floor(quartiles[3] + 0.5),
         max_eur_cents, mean_eur_cents FROM together;`;

export async function down(knex: Knex): Promise<void> {
  await knex.raw(DAILY_TOGETHER);
  await knex.raw(`
    ALTER TABLE model_daily RESET (toast_tuple_target);
    DROP INDEX model_daily_variant, model_daily_market;
    ALTER TABLE model_daily DROP COLUMN market_id, DROP COLUMN prices, ADD PRIMARY KEY (model, memory_gb, day);
    DROP TABLE listing_changes, replays, schema_floor;
    CREATE INDEX listing_events_listing ON listing_events (listing_id, at, id) INCLUDE (to_status, model, memory_gb);
    DROP INDEX listing_events_course;
    ALTER TABLE listing_events DROP COLUMN review;
    DROP VIEW gpu_listings;
    ALTER TABLE listings DROP COLUMN review;
    CREATE VIEW gpu_listings AS
      SELECT l.id, m.slug AS market, l.external_id, l.url, l.title, l.model, l.memory_gb, l.price_minor, l.currency,
             l.price_eur_cents, l.price_text, l.negotiable, l.condition, l.flags, l.location, l.photo_count,
             l.first_seen_at, l.last_seen_at, l.clock_started_at, l.relist_of, l.cycle_id
        FROM listings l JOIN markets m ON m.id = l.market_id
       WHERE l.status = 'active';
    COMMENT ON VIEW gpu_listings IS 'The published active listings: what readers see.';
    GRANT SELECT ON gpu_listings TO gpu_tracker_api, gpu_tracker_scraper;
    ALTER TABLE cycle_searches DROP COLUMN unread;
    ALTER TABLE raw_ads DROP COLUMN item_condition;
    DROP VIEW effective_verdicts, label_verdicts;
    DROP TABLE verdict_labels;
    DROP TRIGGER markets_publish_rules ON markets;
    DROP FUNCTION publish_rules;
    ALTER TABLE markets DROP COLUMN rules_version, DROP COLUMN last_change;
    -- The release before has no verdict in between; its rules judge these ads again.
    DELETE FROM verdicts WHERE verdict = 'review';
    ALTER TABLE verdicts
      DROP CONSTRAINT verdicts_verdict_check,
      DROP CONSTRAINT verdicts_reason_check,
      ADD CONSTRAINT verdicts_verdict_check CHECK (verdict IN ('accepted','rejected')),
      ADD CONSTRAINT verdicts_check CHECK ((verdict = 'rejected') = (reason IS NOT NULL));
    COMMENT ON COLUMN verdicts.verdict IS 'accepted or rejected.';
    COMMENT ON COLUMN verdicts.reason IS 'Why rejected: one of the closed set; null when accepted.';
  `);
}
