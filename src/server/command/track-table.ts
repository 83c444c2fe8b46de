import type { Pool } from 'pg';
import type { Dispatch } from '../../domain/records/dispatch.ts';
import type { Track } from '../../domain/records/track.ts';
import { askDatabase } from '../store/store-error.ts';
import { isWorthKeeping, type TrackPoint } from './thin-track.ts';

/** A place of a vehicle while it was out under a dispatch. */
export interface TrackSample extends TrackPoint {
	readonly dispatchId: string;
	readonly demo: boolean;
}

interface Row extends TrackSample {
	readonly dispatchId: string;
}

/** Keeps samples; one that is there already stays. One statement. @throws UnavailableError `store/unavailable` */
export async function insertTracks(pool: Pool, samples: readonly TrackSample[]): Promise<void> {
	await askDatabase(() =>
		pool.query(
			`INSERT INTO tracks (dispatch_id, at_ms, lon, lat, heading_deg, speed_mps, demo)
			SELECT * FROM unnest($1::text[], $2::float8[], $3::float8[], $4::float8[], $5::float4[], $6::float4[], $7::boolean[])
			ON CONFLICT DO NOTHING`,
			[
				samples.map(({ dispatchId }) => dispatchId),
				samples.map(({ atMs }) => atMs),
				samples.map(({ lon }) => round(lon, 6)),
				samples.map(({ lat }) => round(lat, 6)),
				samples.map(({ headingDeg }) => round(headingDeg, 0)),
				samples.map(({ speedMps }) => round(speedMps, 1)),
				samples.map(({ demo }) => demo),
			],
		),
	);
}

/**
 * The tracks of dispatches, one a unit, those of made-up vehicles by themselves, in the order they were sent. Two processes may both have
 * sampled one vehicle: thinned out as when they were kept. @throws UnavailableError `store/unavailable`
 */
export async function readTracks(pool: Pool, dispatches: readonly Dispatch[]): Promise<Track[]> {
	const { rows } = await askDatabase(() =>
		pool.query<Row>(
			`SELECT dispatch_id AS "dispatchId", at_ms AS "atMs", lon, lat, heading_deg AS "headingDeg", speed_mps AS "speedMps", demo
			FROM tracks WHERE dispatch_id = ANY($1::text[]) ORDER BY at_ms`,
			[dispatches.map(({ id }) => id)],
		),
	);
	const dispatchOf = new Map(dispatches.map((dispatch) => [dispatch.id, dispatch]));
	const tracks = new Map<string, { track: Track; last: TrackPoint | null }>();
	for (const { unitId, plate, type } of dispatches) {
		for (const demo of [false, true]) {
			tracks.set(`${unitId} ${demo}`, { track: { unitId, plate, type, demo, samples: [] }, last: null });
		}
	}
	for (const row of rows) {
		const found = tracks.get(`${dispatchOf.get(row.dispatchId)?.unitId} ${row.demo}`);
		if (!found || (found.last && !isWorthKeeping(found.last, row))) continue;
		found.last = row;
		found.track.samples.push([row.atMs, row.lon, row.lat, row.headingDeg, round(row.speedMps, 1)]);
	}
	return [...tracks.values()].flatMap(({ track }) => (track.samples.length > 0 ? [track] : []));
}

/** Removes what is older than a moment. @throws UnavailableError `store/unavailable` */
export async function removeTracksBefore(pool: Pool, beforeMs: number): Promise<void> {
	await askDatabase(() => pool.query('DELETE FROM tracks WHERE at_ms < $1', [beforeMs]));
}

/** Millionths of a degree are 11 cm. */
function round(value: number, digits: number): number {
	const scale = 10 ** digits;
	return Math.round(value * scale) / scale;
}
