import type { Basis } from './building.ts';
import type { LonLat } from './geo/lon-lat.ts';
import type { MeasureKind, Measurement, MeasurePoint } from './records/measurement.ts';
import type { AssumptionId } from './service/assumptions.ts';
import type { SnapHit } from './snap.ts';

/** Why something that is measured cannot be told. */
export const MEASURE_PROBLEMS = [
	/** Points are still to be set. */
	'more-points',
	/** No height and no floor count on file. */
	'height-unknown',
	/** A neighbour that touches the facade hides an unknown part of it. */
	'neighbour-height-unknown',
	/** The point lies on no building. */
	'no-building',
	/** Both points lie on one building. */
	'same-building',
	/** The point lies on none of the building's outer sides. */
	'no-facade',
	/** The outline crosses itself. */
	'crossing-outline',
	/** Both points are one. */
	'same-point',
	/** Two places on the ground, and the city data has no terrain. */
	'no-terrain',
] as const;
export type MeasureProblem = (typeof MEASURE_PROBLEMS)[number];

/** How the datum of a measurement is told: lengths on the ellipsoid, heights above the ground there or above the terrain's zero. */
export const MEASURE_DATUMS = ['wgs84', 'wgs84-above-ground', 'wgs84-terrain'] as const;
export type MeasureDatum = (typeof MEASURE_DATUMS)[number];

/** A measure to be taken. How many points a kind takes: see MOST_POINTS. */
export interface MeasureQuery {
	readonly kind: MeasureKind;
	readonly points: readonly SnapHit[];
}

/** After so many points a measure is complete; null = it is ended by hand. */
export const MOST_POINTS: Readonly<Record<MeasureKind, number | null>> = {
	distance: null,
	height: 2,
	'plan-area': null,
	'facade-area': 1,
	'clear-width': 2,
	bearing: 2,
};

/** A number beside the value. */
export interface MeasurePart {
	readonly name:
		| 'horizontal'
		| 'vertical'
		| 'perimeter'
		| 'length'
		| 'height'
		| 'gross'
		| 'hidden'
		| 'facing-width'
		| 'facing-length'
		| 'back-bearing'
		| 'distance';
	/** null = cannot be told. */
	readonly value: number | null;
	/** Half width of the interval that holds it; null = unknown. */
	readonly error: number | null;
	readonly unit: 'm' | 'm2' | 'deg';
}

/** What came out of a measure. */
export interface MeasureResult {
	readonly kind: MeasureKind;
	/** Metres, square metres or degrees by kind; null = it cannot be told, see `problem`. */
	readonly value: number | null;
	/** Half width of the interval that holds the true value, in its unit. */
	readonly error: number | null;
	readonly problem: MeasureProblem | null;
	readonly surface: Measurement['surface'];
	readonly datum: MeasureDatum;
	/** What is drawn and kept: of a height foot and top, of a facade its outline, of a clear width both walls. */
	readonly points: readonly MeasurePoint[];
	readonly parts: readonly MeasurePart[];
	/** Lengths of the stretches of a distance, metres; empty with less than two. */
	readonly legsM: readonly number[];
	/** How the height came about that the value rests on; null = on none. */
	readonly heightBasis: Basis | null;
	/** Figures that the error was reckoned with. */
	readonly assumptions: readonly AssumptionId[];
}

/** A side of a building with its measures. */
export interface MeasuredSide {
	readonly id: string;
	/** Outward, degrees clockwise from north. */
	readonly bearingDeg: number;
	readonly lengthM: number;
	/** Length times height, neighbours not taken off; null = the height is unknown. */
	readonly facadeM2: number | null;
	/** Straight out to the next building; null = none within `searchM`. */
	readonly clearWidthM: number | null;
	readonly blockedBy: string | null;
	readonly searchM: number;
	/** Along the wall. */
	readonly line: readonly LonLat[];
}

/** What can be told of a building without drawing anything. */
export interface MeasuredBuildingFacts {
	readonly id: string;
	readonly fid: number;
	/** null = unknown. */
	readonly heightM: number | null;
	readonly heightBasis: Basis;
	readonly heightErrorM: number | null;
	readonly footprintM2: number;
	readonly footprintErrorM2: number;
	readonly perimeterM: number;
	readonly perimeterErrorM: number;
	readonly lengthErrorM: number;
	readonly widthErrorM: number;
	readonly sides: readonly MeasuredSide[];
	readonly assumptions: readonly AssumptionId[];
}
