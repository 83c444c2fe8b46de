import type { Pool } from 'pg';
import { z } from 'zod';
import { askDatabase } from '../store/store-error.ts';

/** Where a vehicle was. WGS84. */
export interface PositionReport {
	readonly unitId: string;
	readonly lon: number;
	readonly lat: number;
	readonly headingDeg: number;
	readonly speedMps: number;
	readonly observedAtMs: number;
}

const rowSchema = z.object({
	unitId: z.string(),
	lon: z.number(),
	lat: z.number(),
	headingDeg: z.number(),
	speedMps: z.number(),
	observedAtMs: z.number(),
});

/**
 * The last known positions that were observed after a moment, as an earlier run of the server left them.
 * @throws UnavailableError `store/unavailable`
 */
export async function readKeptPositions(pool: Pool, afterMs: number): Promise<PositionReport[]> {
	const { rows } = await askDatabase(() =>
		pool.query(
			`SELECT vehicle_id AS "unitId", lon, lat, heading_deg AS "headingDeg", speed_mps AS "speedMps", observed_at_ms AS "observedAtMs"
		FROM positions WHERE observed_at_ms > $1 ORDER BY vehicle_id`,
			[afterMs],
		),
	);
	return rows.map((row) => rowSchema.parse(row));
}

/** Keeps positions, one a vehicle, in the place of older ones. One statement. @throws UnavailableError `store/unavailable` */
export async function keepPositions(pool: Pool, positions: readonly PositionReport[]): Promise<void> {
	// Always in one order, so that two processes never wait for one another.
	const sorted = [...positions].sort((a, b) => (a.unitId < b.unitId ? -1 : 1));
	await askDatabase(() =>
		pool.query(
			`INSERT INTO positions (vehicle_id, lon, lat, heading_deg, speed_mps, observed_at_ms)
		SELECT * FROM unnest($1::text[], $2::float8[], $3::float8[], $4::float4[], $5::float4[], $6::float8[])
		ON CONFLICT (vehicle_id) DO UPDATE SET lon = excluded.lon, lat = excluded.lat, heading_deg = excluded.heading_deg,
			speed_mps = excluded.speed_mps, observed_at_ms = excluded.observed_at_ms`,
			[
				sorted.map(({ unitId }) => unitId),
				sorted.map(({ lon }) => lon),
				sorted.map(({ lat }) => lat),
				sorted.map(({ headingDeg }) => toHundredths(headingDeg)),
				sorted.map(({ speedMps }) => toHundredths(speedMps)),
				sorted.map(({ observedAtMs }) => observedAtMs),
			],
		),
	);
}

/** The columns are single precision, which refuses numbers too near to 0. */
function toHundredths(value: number): number {
	return Math.round(value * 100) / 100;
}
