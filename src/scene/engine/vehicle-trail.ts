import { distanceM } from '../../domain/geo/local-plane.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';

/** Where a vehicle was, and when it said so; ms of the server's clock. */
export interface TrailPoint extends LonLat {
	readonly atMs: number;
}

/** How far back a trail goes. */
export const TRAIL_MS = 180_000;
/** Points stand at least so far apart, metres. */
const APART_M = 30;
/** Nearer than 30 m in any latitude: not worth a distance. */
const NEAR_DEG = 1e-4;
/** At 30 m apart that is 1.8 km: what a fire engine drives in three minutes. */
const MOST_POINTS = 60;

/** Puts a position to the end of a trail when the vehicle has moved on enough, and takes away what is too old. The trail itself changes. */
export function growTrail(trail: TrailPoint[], lon: number, lat: number, atMs: number): void {
	while (trail[0] && (trail[0].atMs < atMs - TRAIL_MS || trail.length > MOST_POINTS)) trail.shift();
	const last = trail.at(-1);
	if (last && (atMs <= last.atMs || (Math.abs(lat - last.lat) < NEAR_DEG && Math.abs(lon - last.lon) < NEAR_DEG)))
		return;
	if (last && distanceM(last, { lon, lat }) < APART_M) return;
	trail.push({ lon, lat, atMs });
}

/** How strongly a point of a trail is drawn: 0.85 as it is left, nothing when it is as old as trails go. */
export function fadeTrail({ atMs }: TrailPoint, nowMs: number): number {
	return 0.85 * Math.min(1, Math.max(0, 1 - (nowMs - atMs) / TRAIL_MS));
}
