-- Up Migration

-- By what a user of the collection 'user' is known: never told to anyone, never in the log of events.
CREATE TABLE credentials (
	user_id text PRIMARY KEY,
	login text NOT NULL UNIQUE,
	-- Argon2id, PHC string; NULL = signs in with the provider only.
	password_hash text,
	must_change boolean NOT NULL DEFAULT false,
	changed_at_ms bigint,
	-- Who vouches for the person, when a provider does.
	issuer text,
	subject text,
	UNIQUE (issuer, subject),
	CHECK ((issuer IS NULL) = (subject IS NULL))
);

CREATE TABLE sessions (
	id text PRIMARY KEY,
	-- SHA-256 of the cookie: what lies here signs nobody in.
	secret_hash bytea NOT NULL UNIQUE,
	user_id text NOT NULL,
	created_at_ms bigint NOT NULL,
	last_seen_at_ms bigint NOT NULL,
	expires_at_ms bigint NOT NULL,
	came_from text NOT NULL,
	device text NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE service_tokens (
	id text PRIMARY KEY,
	secret_hash bytea NOT NULL,
	name text NOT NULL,
	actions jsonb NOT NULL,
	districts jsonb,
	created_at_ms bigint NOT NULL,
	expires_at_ms bigint,
	last_used_at_ms bigint,
	revoked_at_ms bigint
);

-- Who signed in, was refused, read personal data or changed what is no record. What changes records is in events.
CREATE TABLE audit (
	number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	at_ms bigint NOT NULL,
	actor jsonb NOT NULL,
	came_from text NOT NULL,
	what text NOT NULL,
	about text NOT NULL,
	outcome text NOT NULL CHECK (outcome IN ('done', 'refused'))
);
CREATE INDEX audit_time ON audit (at_ms, number);
CREATE INDEX events_time ON events (at_ms, seq);
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit EXECUTE FUNCTION refuse_change();

-- Failed sign-ins, by login, by address, and by both.
CREATE TABLE sign_in_failures (
	key text PRIMARY KEY,
	failures integer NOT NULL,
	last_at_ms bigint NOT NULL,
	blocked_until_ms bigint NOT NULL
);

-- Sign-ins that are with the provider now.
CREATE TABLE oidc_states (
	state_hash bytea PRIMARY KEY,
	nonce text NOT NULL,
	verifier text NOT NULL,
	expires_at_ms bigint NOT NULL
);

-- Down Migration
DROP INDEX events_time;
DROP TABLE oidc_states, sign_in_failures, audit, service_tokens, sessions, credentials;
