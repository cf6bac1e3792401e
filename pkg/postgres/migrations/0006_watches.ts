/** Watches, what they have told, and the outbox of notifications; and the role of the process that tells. Only adds. */
import type { Knex } from 'knex';

const TABLES = `
CREATE TABLE watches (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  origin        text NOT NULL CHECK (origin IN ('file','cli','kube')),
  name          text NOT NULL,
  spec          jsonb NOT NULL,
  kind          text NOT NULL CHECK (kind IN ('offer','deal','price','change','lowest','scraper')),
  rule          jsonb NOT NULL,
  models        text[],
  memory_gb     real[],
  min_eur_cents bigint,
  max_eur_cents bigint,
  places        text[],
  exclude_words text[] NOT NULL,
  conditions    text[],
  exclude_flags text[] NOT NULL,
  require_flags text[] NOT NULL,
  market        text,
  suspicious    boolean NOT NULL,
  again_percent float8 NOT NULL CHECK (again_percent >= 0),
  channels      text[] NOT NULL,
  digest_at     text,
  digest_zone   text,
  paused        boolean NOT NULL,
  begin_as      text CHECK (begin_as IN ('summary','silent')),
  revision      integer NOT NULL DEFAULT 1,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  UNIQUE (origin, name),
  CHECK ((digest_at IS NULL) = (digest_zone IS NULL))
);
COMMENT ON TABLE  watches IS 'Standing questions about the market. Each origin owns its own rows. Never a secret: channels are named, not described.';
COMMENT ON COLUMN watches.id IS 'Surrogate key.';
COMMENT ON COLUMN watches.origin IS 'Who brought it: WATCHES_FILE, the command line, a Kubernetes object.';
COMMENT ON COLUMN watches.name IS 'Its name, unique per origin.';
COMMENT ON COLUMN watches.spec IS 'The watch as it was written, defaults filled in.';
COMMENT ON COLUMN watches.kind IS 'Its condition.';
COMMENT ON COLUMN watches.rule IS 'The condition with its settings; amounts in euro cents.';
COMMENT ON COLUMN watches.models IS 'Only these cards, canonical names; null = all.';
COMMENT ON COLUMN watches.memory_gb IS 'Only with this memory in GB; null = any.';
COMMENT ON COLUMN watches.min_eur_cents IS 'Lowest price, inclusive, euro cents; null = open.';
COMMENT ON COLUMN watches.max_eur_cents IS 'Highest price, inclusive, euro cents; null = open.';
COMMENT ON COLUMN watches.places IS 'One of these, in lower case, is part of the place; null = anywhere.';
COMMENT ON COLUMN watches.exclude_words IS 'None of these, in lower case, is part of the title.';
COMMENT ON COLUMN watches.conditions IS 'Only in one of these conditions; null = any but damaged.';
COMMENT ON COLUMN watches.exclude_flags IS 'Not with one of these condition flags.';
COMMENT ON COLUMN watches.require_flags IS 'Only with all of these condition flags.';
COMMENT ON COLUMN watches.market IS 'Only this market (slug); null = all together.';
COMMENT ON COLUMN watches.suspicious IS 'Offers too cheap to be true are told, too.';
COMMENT ON COLUMN watches.again_percent IS 'An offer is told again when it is so many percent cheaper than when it was told.';
COMMENT ON COLUMN watches.channels IS 'Names of the channels that it is told over.';
COMMENT ON COLUMN watches.digest_at IS 'Time of day (HH:MM) at which its answers are due; null = at once.';
COMMENT ON COLUMN watches.digest_zone IS 'IANA name of the zone of digest_at.';
COMMENT ON COLUMN watches.paused IS 'It is not evaluated, and what happens meanwhile is not told later.';
COMMENT ON COLUMN watches.begin_as IS 'It is to look for the first time (again): summary tells what matches, silent only remembers it; null = it has begun.';
COMMENT ON COLUMN watches.revision IS 'Raised whenever it begins anew, so that each beginning is told once.';
COMMENT ON COLUMN watches.created_at IS 'When it came (UTC).';
COMMENT ON COLUMN watches.updated_at IS 'When it changed last (UTC).';

CREATE TABLE watch_cards (
  model    text NOT NULL,
  watch_id bigint NOT NULL REFERENCES watches ON DELETE CASCADE,
  PRIMARY KEY (model, watch_id)
);
CREATE INDEX watch_cards_watch ON watch_cards (watch_id);
COMMENT ON TABLE  watch_cards IS 'Which watches to ask about a card: how a change finds the few that are about it among many.';
COMMENT ON COLUMN watch_cards.model IS 'Canonical name; empty = all cards.';
COMMENT ON COLUMN watch_cards.watch_id IS 'The watch.';

CREATE TABLE watch_offers (
  offer_id         bigint NOT NULL REFERENCES listings ON DELETE CASCADE,
  clock_started_at timestamptz NOT NULL,
  watch_id         bigint NOT NULL REFERENCES watches ON DELETE CASCADE,
  eur_cents        bigint NOT NULL,
  at               timestamptz NOT NULL,
  PRIMARY KEY (offer_id, clock_started_at, watch_id)
);
CREATE INDEX watch_offers_watch ON watch_offers (watch_id);
COMMENT ON TABLE  watch_offers IS 'Offers that a watch knows: told, or there when it began. A re-listed ad is the same offer.';
COMMENT ON COLUMN watch_offers.offer_id IS 'The first listing of the offer; ads that re-list it follow.';
COMMENT ON COLUMN watch_offers.clock_started_at IS 'When the offer began (UTC): an ad edited into another card is a new one.';
COMMENT ON COLUMN watch_offers.watch_id IS 'The watch.';
COMMENT ON COLUMN watch_offers.eur_cents IS 'Its price when it was told last, or known first; euro cents.';
COMMENT ON COLUMN watch_offers.at IS 'When that was (UTC).';

CREATE TABLE watch_states (
  watch_id bigint NOT NULL REFERENCES watches ON DELETE CASCADE,
  subject  text NOT NULL,
  state    jsonb NOT NULL,
  PRIMARY KEY (watch_id, subject)
);
COMMENT ON TABLE  watch_states IS 'Where the condition of a watch is with each variant or market: armed, told, since when.';
COMMENT ON COLUMN watch_states.watch_id IS 'The watch.';
COMMENT ON COLUMN watch_states.subject IS 'Model and memory, or the slug of a market.';
COMMENT ON COLUMN watch_states.state IS 'What the condition keeps (pkg/watch).';

CREATE TABLE watch_cursors (
  market_id     smallint PRIMARY KEY REFERENCES markets,
  seq           bigint NOT NULL,
  version       text NOT NULL,
  rules_version text,
  evaluated_at  timestamptz NOT NULL
);
COMMENT ON TABLE  watch_cursors IS 'How far watches have been evaluated in each market.';
COMMENT ON COLUMN watch_cursors.market_id IS 'The market.';
COMMENT ON COLUMN watch_cursors.seq IS 'Number of the last change that was looked at.';
COMMENT ON COLUMN watch_cursors.version IS 'The published state that was looked at.';
COMMENT ON COLUMN watch_cursors.rules_version IS 'The rules that judged it.';
COMMENT ON COLUMN watch_cursors.evaluated_at IS 'When (UTC).';

CREATE TABLE notifications (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message_id   uuid NOT NULL DEFAULT gen_random_uuid(),
  watch_id     bigint NOT NULL REFERENCES watches ON DELETE CASCADE,
  channel      text NOT NULL,
  fact_key     text NOT NULL,
  telling      jsonb NOT NULL,
  created_at   timestamptz NOT NULL,
  wanted_at    timestamptz NOT NULL,
  due_at       timestamptz NOT NULL,
  leased_until timestamptz,
  attempts     integer NOT NULL DEFAULT 0,
  state        text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending','sent','failed','set-aside')),
  last_error   text,
  ended_at     timestamptz,
  UNIQUE (watch_id, channel, fact_key),
  CHECK ((state = 'pending') = (ended_at IS NULL))
);
CREATE INDEX notifications_pending ON notifications (channel, due_at) WHERE state = 'pending';
CREATE INDEX notifications_order ON notifications (watch_id, channel, id) WHERE state = 'pending';
CREATE INDEX notifications_sent ON notifications (channel, ended_at) WHERE state = 'sent';
COMMENT ON TABLE  notifications IS 'The outbox: answers of watches, one row per channel, each delivered at least once.';
COMMENT ON COLUMN notifications.id IS 'Surrogate key, in the order of telling.';
COMMENT ON COLUMN notifications.message_id IS 'The id under which it is sent: the same over retries, and for all that go out in one message.';
COMMENT ON COLUMN notifications.watch_id IS 'The watch.';
COMMENT ON COLUMN notifications.channel IS 'Name of the channel.';
COMMENT ON COLUMN notifications.fact_key IS 'Names what is told: once per watch and channel.';
COMMENT ON COLUMN notifications.telling IS 'The facts, with all that a message needs; nothing about a seller.';
COMMENT ON COLUMN notifications.created_at IS 'When it was written (UTC).';
COMMENT ON COLUMN notifications.wanted_at IS 'When it was to be told (UTC): at once, or with the next digest.';
COMMENT ON COLUMN notifications.due_at IS 'When it is tried (again) (UTC): moves with each retry.';
COMMENT ON COLUMN notifications.leased_until IS 'Somebody delivers it, and has it until then (UTC); null = nobody.';
COMMENT ON COLUMN notifications.attempts IS 'Deliveries begun.';
COMMENT ON COLUMN notifications.state IS 'pending, sent, failed (given up) or set-aside (cannot be delivered by anybody).';
COMMENT ON COLUMN notifications.last_error IS 'Code of the last failure; null = none.';
COMMENT ON COLUMN notifications.ended_at IS 'When it left pending (UTC).';
`;

const OWN = 'watches, watch_cards, watch_offers, watch_states, watch_cursors, notifications';

/**
 * Rights are given by a function, since the role may come later: an owner that may not create roles is no reason to fail.
 * The scraper has nothing to do with watches.
 */
const ROLE = `
CREATE FUNCTION grant_notifier() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  GRANT USAGE ON SCHEMA public TO gpu_tracker_notifier;
  GRANT SELECT ON ALL TABLES IN SCHEMA public TO gpu_tracker_notifier;
  ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO gpu_tracker_notifier;
  GRANT INSERT, UPDATE, DELETE ON ${OWN} TO gpu_tracker_notifier;
END $$;
COMMENT ON FUNCTION grant_notifier IS 'Gives gpu_tracker_notifier its rights: reads everything, writes watches and notifications.';
REVOKE EXECUTE ON FUNCTION grant_notifier FROM PUBLIC;
REVOKE INSERT, UPDATE, DELETE ON ${OWN} FROM gpu_tracker_scraper;
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gpu_tracker_notifier') THEN CREATE ROLE gpu_tracker_notifier NOLOGIN; END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    RAISE WARNING 'create the role gpu_tracker_notifier and SELECT grant_notifier(): %', SQLERRM;
END $$;
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'gpu_tracker_notifier') THEN PERFORM grant_notifier(); END IF;
END $$;`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(TABLES);
  await knex.raw(ROLE);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP FUNCTION grant_notifier;
    DROP TABLE notifications, watch_cursors, watch_states, watch_offers, watch_cards, watches;
    DO $$ BEGIN
      IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'gpu_tracker_notifier') THEN
        ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM gpu_tracker_notifier;
        REVOKE ALL ON ALL TABLES IN SCHEMA public FROM gpu_tracker_notifier;
        REVOKE USAGE ON SCHEMA public FROM gpu_tracker_notifier;
      END IF;
    END $$;`);
}
