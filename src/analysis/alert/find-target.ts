import type { XY } from '../../domain/geo/local-plane.ts';
import { measureAreaM2 } from '../measure/footprint.ts';
import { measureGapToPoint } from '../measure/gap.ts';
import { roundCm } from '../measure/round.ts';
import type { MeasuredBuilding } from './measured-building.ts';

/** A building the point could mean. */
export interface TargetCandidate extends MeasuredBuilding {
	/** From the point to the wall; 0 = the point lies in it. */
	readonly distanceM: number;
}

export interface FoundTarget {
	/** undefined: no building at the point and none within `nearM`. */
	readonly target: TargetCandidate | undefined;
	/** The others it could be, nearest first: all within `nearM` when the point lies on none, else those that hold it too. */
	readonly others: readonly TargetCandidate[];
}

/**
 * Rule A1: which building does the point mean? The one that holds it, of several the smallest; else the nearest whose wall is within
 * `nearM`. `point` is on the plane of the buildings' shapes.
 */
export function findTarget(buildings: readonly MeasuredBuilding[], point: XY, nearM: number): FoundTarget {
	const near = buildings
		.map((measured) => ({ ...measured, distanceM: measureGapToPoint(measured.shape, point).distanceM }))
		.filter(({ distanceM }) => roundCm(distanceM) <= nearM);
	const holding = near.filter(({ distanceM }) => distanceM === 0);
	const ranked =
		holding.length > 0
			? holding.sort((a, b) => measureAreaM2(a.shape) - measureAreaM2(b.shape) || a.building.fid - b.building.fid)
			: near.sort((a, b) => a.distanceM - b.distanceM || a.building.fid - b.building.fid);
	return { target: ranked[0], others: ranked.slice(1) };
}
