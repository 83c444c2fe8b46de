import { fromWgs84 } from '../../domain/geo/datum.ts';
import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { Datum } from '../../domain/incident.ts';

/** What a shift looks like. */
export interface NamedShift {
	/** The datum that one of both is really in. */
	readonly datum: Exclude<Datum, 'wgs84'>;
	/** Whether it is the first (which lies off) or the second (which is taken for right). */
	readonly of: 'first' | 'second';
}

/** A shift is that of a datum when it is this near to it: the larger of metres and a share. Assumption, not sourced. */
const TOLERANCE_M = 60;
const TOLERANCE_SHARE = 0.15;

/**
 * Which datum mistake would put the first of two data sets [eastM, northM] off the second at this place? GCJ-02 or BD-09 read as
 * WGS84, in the first or, the other way round, in the second. null = neither.
 */
export function nameShift(at: LonLat, eastM: number, northM: number): NamedShift | null {
	const scale = metresPerDegree(at.lat);
	let best: { named: NamedShift; awayM: number } | null = null;
	for (const datum of ['gcj02', 'bd09'] as const) {
		const there = fromWgs84(at, datum);
		const dx = (there.lon - at.lon) * scale.lon;
		const dy = (there.lat - at.lat) * scale.lat;
		const lengthM = Math.hypot(dx, dy);
		// Outside China GCJ-02 shifts nothing.
		if (lengthM < TOLERANCE_M) continue;
		for (const of of ['first', 'second'] as const) {
			const sign = of === 'first' ? 1 : -1;
			const awayM = Math.hypot(eastM - sign * dx, northM - sign * dy);
			if (awayM > Math.max(TOLERANCE_M, lengthM * TOLERANCE_SHARE)) continue;
			if (!best || awayM < best.awayM) best = { named: { datum, of }, awayM };
		}
	}
	return best?.named ?? null;
}
