-- Up Migration

-- Where vehicles were while they were out, thinned out: no record, and not in the log of events. Kept for a time only.
CREATE TABLE tracks (
	dispatch_id text NOT NULL,
	at_ms double precision NOT NULL,
	lon double precision NOT NULL,
	lat double precision NOT NULL,
	heading_deg real NOT NULL,
	speed_mps real NOT NULL,
	demo boolean NOT NULL,
	PRIMARY KEY (dispatch_id, at_ms)
);
CREATE INDEX tracks_age ON tracks USING brin (at_ms);

-- What hangs on an incident, removed or not: for its log and its history.
CREATE INDEX records_of_incident ON records ((facts ->> 'incidentId')) WHERE (facts ->> 'incidentId') IS NOT NULL;
CREATE INDEX records_attached ON records ((state -> 'of' ->> 'id')) WHERE (state -> 'of' ->> 'id') IS NOT NULL;

-- Down Migration
DROP INDEX records_attached, records_of_incident;
DROP TABLE tracks;
