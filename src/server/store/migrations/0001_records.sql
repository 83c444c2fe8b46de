-- Up Migration

-- The name of this log of events: another database, or one that was restored, has another.
CREATE TABLE log_identity (
	single boolean PRIMARY KEY DEFAULT true CHECK (single),
	log uuid NOT NULL,
	made_at timestamptz NOT NULL DEFAULT now()
);

-- What happened, in order; nothing in it is ever changed. Numbers become visible in their order (store/append-events.ts).
CREATE TABLE events (
	seq bigint PRIMARY KEY,
	at_ms bigint NOT NULL,
	collection text NOT NULL,
	id text NOT NULL,
	version integer NOT NULL,
	kind text NOT NULL,
	actor jsonb NOT NULL,
	came_from text NOT NULL,
	reason text NOT NULL,
	-- Top-level fields and their new values; NULL = the record was removed.
	set_fields jsonb,
	UNIQUE (collection, id, version)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'table %: got %, expected only new rows: it is an append-only log', TG_TABLE_NAME, TG_OP;
END $$;
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events EXECUTE FUNCTION refuse_change();

-- What the events add up to.
CREATE TABLE records (
	collection text NOT NULL,
	id text NOT NULL,
	version integer NOT NULL,
	-- A removed record keeps its last state, for its version and its log.
	state jsonb NOT NULL,
	-- Its short top-level values, by which lists are filtered.
	facts jsonb NOT NULL,
	lon double precision,
	lat double precision,
	created_seq bigint NOT NULL,
	updated_seq bigint NOT NULL,
	updated_at_ms bigint NOT NULL,
	removed boolean NOT NULL,
	PRIMARY KEY (collection, id)
);
CREATE UNIQUE INDEX records_updated ON records (updated_seq);
CREATE INDEX records_created ON records (collection, created_seq DESC) WHERE NOT removed;
CREATE INDEX records_facts ON records USING gin (facts jsonb_path_ops) WHERE NOT removed;
CREATE INDEX records_place ON records USING gist (point(lon, lat)) WHERE NOT removed AND lon IS NOT NULL;

-- Answers given under an Idempotency-Key, kept for seven days.
CREATE TABLE idempotency (
	actor_kind text NOT NULL,
	actor_id text NOT NULL,
	key text NOT NULL,
	request text NOT NULL,
	-- JSON as it was written; NULL = an answer of nothing.
	answer text,
	made_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (actor_kind, actor_id, key)
);
CREATE INDEX idempotency_age ON idempotency (made_at);

-- Last number given of a day, '2026-1121'.
CREATE TABLE day_counters (
	collection text NOT NULL,
	day text NOT NULL,
	last integer NOT NULL,
	PRIMARY KEY (collection, day)
);

-- Assessments as they were made, each with what it was made of; the body is gzipped JSON.
CREATE TABLE assessments (
	incident_id text NOT NULL,
	revision integer NOT NULL,
	made_at timestamptz NOT NULL,
	inputs jsonb NOT NULL,
	body bytea NOT NULL,
	PRIMARY KEY (incident_id, revision)
);

-- Down Migration
DROP TABLE assessments, day_counters, idempotency, records, events, log_identity;
DROP FUNCTION refuse_change();
