import type { Pool } from 'pg';
import { between, nearestOnStretch } from '../../analysis/measure/plane-line.ts';
import { isInRing } from '../../analysis/measure/plane-ring.ts';
import type { Closure, ClosureShape } from '../../domain/closure.ts';
import { createLocalPlane } from '../../domain/geo/local-plane.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import { readNamedClosures } from './assessment-table.ts';

/** A closure so near to an incident is its own. Assumption, not sourced: as far as an assessment looks for water, water.radiusM. */
export const CLOSURE_NEAR_M = { value: 300, verified: false } as const;

/** A closure that concerns an incident. */
export interface ConcernedClosure {
	readonly id: string;
	readonly created_seq: number;
	readonly state: Closure;
}

/**
 * Which closures concern an incident: those that were not over when it was raised and were set before it was closed, and that lie within
 * CLOSURE_NEAR_M of its place, or that one of its assessments names, because a way of it passes there, or would be faster through there.
 * In the order they were set. Cost: one query; each assessment is read once in the life of the process, and only when there is a closure
 * farther off.
 */
export async function findClosures(
	pool: Pool,
	{ id, lon, lat, createdAtMs, closedAtMs }: IncidentRecord,
): Promise<ConcernedClosure[]> {
	const { rows } = await pool.query<ConcernedClosure>(
		`SELECT id, created_seq, state FROM records
		WHERE collection = 'closure' AND ($1::float8 IS NULL OR (state ->> 'createdAtMs')::float8 <= $1)
			AND coalesce((state ->> 'liftedAtMs')::float8, 'infinity') >= $2
			AND coalesce((state ->> 'untilMs')::float8, 'infinity') >= $2
		ORDER BY created_seq`,
		[closedAtMs, createdAtMs],
	);
	const isNear = ({ state }: ConcernedClosure) => measureAwayM(state.shape, { lon, lat }) <= CLOSURE_NEAR_M.value;
	if (rows.every(isNear)) return rows;
	const named = await readNamedClosures(pool, id);
	return rows.filter((closure) => named.has(closure.id) || isNear(closure));
}

/** Metres from a place to the nearest of a closure; 0 in its area. */
export function measureAwayM(shape: ClosureShape, place: LonLat): number {
	const plane = createLocalPlane(place);
	const lines = (shape.type === 'LineString' ? [shape.coordinates] : shape.coordinates).map((line) =>
		line.map((position) => plane.toXY(position)),
	);
	if (shape.type === 'Polygon') {
		const [outer = [], ...holes] = lines;
		if (isInRing([0, 0], outer) && !holes.some((hole) => isInRing([0, 0], hole))) return 0;
	}
	let awayM = Number.POSITIVE_INFINITY;
	for (const line of lines) {
		for (const [i, end] of line.entries()) {
			const start = line[i - 1];
			if (start) awayM = Math.min(awayM, between([0, 0], nearestOnStretch([0, 0], start, end)));
		}
	}
	return awayM;
}
