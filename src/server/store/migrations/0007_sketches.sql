-- Up Migration

-- The shared sketch of an incident: everything up to `state_seq` as one Yjs update; what came since lies in sketch_updates. Whoever writes
-- to a sketch holds its row's lock, so its updates have one order for all server processes.
CREATE TABLE sketches (
	incident_id text PRIMARY KEY,
	seq bigint NOT NULL,
	state_seq bigint NOT NULL,
	state bytea NOT NULL
);

CREATE TABLE sketch_updates (
	incident_id text NOT NULL,
	seq bigint NOT NULL,
	made bytea NOT NULL,
	PRIMARY KEY (incident_id, seq)
);

-- Marks as somebody left them, until that is written as an event of the drawing: made and taken out in the same transactions as the update
-- and the event, so that each change is told once.
CREATE TABLE sketch_pending (
	incident_id text NOT NULL,
	-- Of the update with which this person began to change the mark.
	seq bigint NOT NULL,
	mark_id text NOT NULL,
	-- NULL = removed.
	mark jsonb,
	actor jsonb NOT NULL,
	came_from text NOT NULL,
	first_at_ms bigint NOT NULL,
	touched_at_ms bigint NOT NULL,
	PRIMARY KEY (incident_id, mark_id, seq)
);

-- Down Migration
DROP TABLE sketch_pending, sketch_updates, sketches;
