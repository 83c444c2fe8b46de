-- Up Migration

-- Where each vehicle was last, for the next start of the server: no record, and not in the log of events.
CREATE TABLE positions (
	vehicle_id text PRIMARY KEY,
	lon double precision NOT NULL,
	lat double precision NOT NULL,
	heading_deg real NOT NULL,
	speed_mps real NOT NULL,
	observed_at_ms double precision NOT NULL
) WITH (fillfactor = 50);
