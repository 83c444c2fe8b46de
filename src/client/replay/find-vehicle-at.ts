import type { Track } from '../../domain/records/track.ts';
import { countUntil } from './count-until.ts';

/** Where a vehicle was at one time. WGS84. */
export interface TrackPlace {
	readonly lon: number;
	readonly lat: number;
	readonly headingDeg: number;
	readonly speedMps: number;
	/** When that was heard of it. */
	readonly observedAtMs: number;
}

/** The server keeps a position every 30 s at the least from a vehicle that is heard of: after a longer gap it was silent meanwhile. */
const HEARD_WITHIN_MS = 35_000;

/**
 * Where a vehicle was at `tMs`: between two samples on the straight line, turned the shorter way; in a gap where it was silent, and after
 * its last sample, where it was last heard of, with that time. null = nothing had come of it yet. Cost: a binary search.
 */
export function findVehicleAt({ samples }: Pick<Track, 'samples'>, tMs: number): TrackPlace | null {
	const index = countUntil(samples, tMs, ([atMs]) => atMs) - 1;
	const here = samples[index];
	if (!here) return null;
	const [atMs, lon, lat, headingDeg, speedMps] = here;
	const next = samples[index + 1];
	if (!next || next[0] - atMs > HEARD_WITHIN_MS) return { lon, lat, headingDeg, speedMps, observedAtMs: atMs };
	const part = (tMs - atMs) / (next[0] - atMs);
	const mix = (a: number, b: number) => a + (b - a) * part;
	return {
		lon: mix(lon, next[1]),
		lat: mix(lat, next[2]),
		headingDeg: (headingDeg + turn(headingDeg, next[3]) * part + 360) % 360,
		speedMps: mix(speedMps, next[4]),
		observedAtMs: tMs,
	};
}

/** The shorter way from one heading to another, -180 to 180 degrees. */
function turn(fromDeg: number, toDeg: number): number {
	return ((((toDeg - fromDeg + 180) % 360) + 360) % 360) - 180;
}
