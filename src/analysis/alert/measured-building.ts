import type { Building } from '../../domain/building.ts';
import type { LocalPlane } from '../../domain/geo/local-plane.ts';
import { createPlaneShape, type PlaneShape } from '../measure/plane-shape.ts';

/** A building laid out in metres on the assessment's plane. */
export interface MeasuredBuilding {
	readonly building: Building;
	readonly shape: PlaneShape;
}

/** Lays buildings out on a plane. */
export function measureBuildings(buildings: readonly Building[], plane: LocalPlane): MeasuredBuilding[] {
	return buildings.map((building) => ({ building, shape: createPlaneShape(building.polygons, plane) }));
}
