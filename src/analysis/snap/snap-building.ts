import { type Building, UNKNOWN_HEIGHT_DRAWN_M } from '../../domain/building.ts';
import type { LocalPlane } from '../../domain/geo/local-plane.ts';
import { createPlaneShape, type PlaneShape } from '../measure/plane-shape.ts';

/** A building as it stands on the map: an upright prism. Heights in metres above the ellipsoid, as drawn. */
export interface SnapBuilding {
	readonly building: Building;
	readonly shape: PlaneShape;
	/** The ground that it stands on. */
	readonly footM: number;
	/** Underside: `footM`, or above it for a bridge building. */
	readonly bottomM: number;
	readonly topM: number;
	/** false: `topM` is only how it is drawn. */
	readonly isHeightKnown: boolean;
}

/** Stands a building on its foot. */
export function createSnapBuilding(building: Building, plane: LocalPlane, footM: number): SnapBuilding {
	const { polygons, heightM, minHeightM } = building;
	const bottomM = footM + (minHeightM ?? 0);
	return {
		building,
		shape: createPlaneShape(polygons, plane),
		footM,
		bottomM,
		topM: heightM === null ? bottomM + UNKNOWN_HEIGHT_DRAWN_M : footM + heightM,
		isHeightKnown: heightM !== null,
	};
}
