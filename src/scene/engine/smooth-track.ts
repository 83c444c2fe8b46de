import type { LonLat } from '../../domain/geo/lon-lat.ts';

/** Where a moving thing was said to be, and when the page heard of it (ms of one clock). */
export interface Fix extends LonLat {
	readonly headingDeg: number;
	readonly atMs: number;
}

/** The way from the last shown place to the newest fix. */
export interface Track {
	readonly from: Fix;
	readonly to: Fix;
	/** How long the way is shown to take. */
	readonly spanMs: number;
}

/** A gap longer than this is not glided over: the thing jumps, as what happened between is not known. */
const MAXIMUM_GLIDE_MS = 2_500;

/** A thing that has been seen once stands still. */
export function startTrack(fix: Fix): Track {
	return { from: fix, to: fix, spanMs: 0 };
}

/** Takes in a new fix: from where it is shown now, in the time that lay between the last two fixes. */
export function extendTrack(track: Track, fix: Fix): Track {
	const gapMs = fix.atMs - track.to.atMs;
	if (gapMs > MAXIMUM_GLIDE_MS) return startTrack(fix);
	return { from: findPlace(track, fix.atMs), to: fix, spanMs: gapMs };
}

/** Where it is shown at a time; it never goes beyond the newest fix: nothing is guessed. */
export function findPlace(track: Track, nowMs: number): Fix {
	const { from, to, spanMs } = track;
	const share = spanMs <= 0 ? 1 : Math.min(1, Math.max(0, (nowMs - to.atMs) / spanMs));
	const turn = ((((to.headingDeg - from.headingDeg + 180) % 360) + 360) % 360) - 180;
	return {
		lon: from.lon + (to.lon - from.lon) * share,
		lat: from.lat + (to.lat - from.lat) * share,
		headingDeg: (from.headingDeg + turn * share + 360) % 360,
		atMs: nowMs,
	};
}

/** Whether it still glides at a time. */
export function isMoving(track: Track, nowMs: number): boolean {
	const isAway = track.from.lon !== track.to.lon || track.from.lat !== track.to.lat;
	return isAway && nowMs - track.to.atMs < track.spanMs;
}
