import type { MeasurePoint } from './records/measurement.ts';

/** A place in space: WGS84 degrees, metres above the ellipsoid as the map draws them (pack/ground-grid.ts). */
export interface SpacePoint {
	readonly lon: number;
	readonly lat: number;
	readonly heightM: number;
}

/** Where a pointer on the map points: a line of sight from the eye. */
export interface PointerRay {
	readonly eye: SpacePoint;
	/** Where the line meets the ground, or a far place on it where it points at the sky. */
	readonly through: SpacePoint;
	readonly meetsGround: boolean;
	/** Angle of one CSS pixel, radians. */
	readonly radiansPerPixel: number;
}

/** What a pointer was caught by: a point that can be kept in a measurement, and what is known of it beyond that. */
export interface SnapHit extends MeasurePoint {
	/** Of `snap.buildingId` in this version of the pack; null = no building. */
	readonly fid: number | null;
	/** The ground that `heightM` counts from, metres above the ellipsoid as drawn. */
	readonly groundM: number;
	/** false: the building's roof is drawn, but its height is unknown; `heightM` is then 0. */
	readonly isHeightKnown: boolean;
	/** Size of a CSS pixel there: what a hand can be off by. */
	readonly metresPerPixel: number;
}

/** Asks what a pointer is caught by; null = it points at nothing. */
export type AskSnap = (ray: PointerRay, signal?: AbortSignal) => Promise<SnapHit | null>;
