import { distanceM } from '../../domain/geo/local-plane.ts';

/** A vehicle moved on when it is so far from its last sample, or points so far from there while it drives, or after so long. Assumptions, not sourced. */
const MOVED_M = 15;
const TURNED_DEG = 20;
const DRIVES_MPS = 1;
const LONGEST_MS = 30_000;

/** Where a vehicle was and how it drove. WGS84. */
export interface TrackPoint {
	readonly atMs: number;
	readonly lon: number;
	readonly lat: number;
	readonly headingDeg: number;
	readonly speedMps: number;
}

/** Whether a position says something that the last sample of a track does not. One that is not later says nothing. */
export function isWorthKeeping(last: TrackPoint, next: TrackPoint): boolean {
	const apartMs = next.atMs - last.atMs;
	if (apartMs <= 0) return false;
	if (apartMs >= LONGEST_MS || distanceM(last, next) >= MOVED_M) return true;
	const turnedDeg = Math.abs(((next.headingDeg - last.headingDeg + 540) % 360) - 180);
	return next.speedMps >= DRIVES_MPS && turnedDeg >= TURNED_DEG;
}
