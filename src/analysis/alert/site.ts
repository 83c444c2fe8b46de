import type { Situation } from '../../domain/alert/situation.ts';
import type { Finding } from '../../domain/assessment.ts';
import type { LocalPlane, XY } from '../../domain/geo/local-plane.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { PackManifest } from '../../domain/pack/manifest.ts';
import type { ServiceTable } from '../../domain/service/service-table.ts';
import type { TargetCandidate } from './find-target.ts';
import type { MeasuredBuilding } from './measured-building.ts';

/** One side of the target in metres: a run of its outer wall that faces one way. */
export interface Side {
	/** As TargetSide.id. */
	readonly id: string;
	/** Places along the wall, the building on the left. */
	readonly line: readonly XY[];
	readonly lengthM: number;
	/** Unit vector out of the wall. */
	readonly outward: XY;
	readonly bearingDeg: number;
}

/** A stretch of carriageway near the place. */
export interface SiteRoad {
	/** Edge of the road graph; twins are left out. */
	readonly edge: number;
	/** Row in the graph's road table. */
	readonly road: number;
	readonly line: readonly XY[];
	readonly widthM: number;
	readonly widthEstimated: boolean;
	readonly name: string | null;
	readonly nameEn: string | null;
	/** On a bridge or in a tunnel: nothing can be set up on it or reached from it. */
	readonly isOffGround: boolean;
}

/**
 * All that the rules of the alert assessment look at, in metres on one plane (x east, y north) whose origin is the alarm point. What is cut
 * into steps or cells is cut in the target's own frame (its sides), so that moving or turning the city changes no result.
 */
export interface Site {
	readonly manifest: PackManifest;
	readonly nowMs: number;
	readonly at: LonLat;
	readonly plane: LocalPlane;
	readonly table: ServiceTable;
	readonly situation: Situation;
	/** undefined = no building at the point nor near it; then rules measure from the origin. */
	readonly target: TargetCandidate | undefined;
	/** Longest first, then counter-clockwise; empty without a target. */
	readonly sides: readonly Side[];
	/** Buildings within `reachM` of the target's walls (of the origin), the target left out. */
	readonly others: readonly MeasuredBuilding[];
	/** How far around the target the buildings are known. */
	readonly reachM: number;
	/** Of `others`, those whose box meets this one. */
	findOthersIn(minX: number, minY: number, maxX: number, maxY: number): MeasuredBuilding[];
	/** Carriageways within `reachM`; null = the pack's roads could not be read. */
	readonly roads: readonly SiteRoad[] | null;
	/** Ground above the terrain's zero, metres; null = no terrain there. */
	groundAtM(at: XY): number | null;
	/** How far apart the terrain's posts are, metres; null = no terrain. */
	readonly groundPostM: number | null;
}

/** What one rule, or several, make of a site: a section of the assessment and what there is to say about it. */
export interface Part<T> {
	readonly value: T;
	readonly findings: readonly Finding[];
}
