import type { LocalPlane } from '../../domain/geo/local-plane.ts';
import type { BBox } from '../../domain/geo/lon-lat.ts';
import type { PlaneBox } from '../measure/plane-ring.ts';
import type { MeasuredBuilding } from './measured-building.ts';

/** The box that reaches `reachM` from the target's walls, or from the origin without a target. */
export function boxAroundTarget(target: MeasuredBuilding | undefined, reachM: number): PlaneBox {
	const { minX, minY, maxX, maxY } = target?.shape ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 };
	return [minX - reachM, minY - reachM, maxX + reachM, maxY + reachM];
}

/** A box in metres as one in degrees. */
export function boxInDegrees(plane: LocalPlane, [minX, minY, maxX, maxY]: PlaneBox): BBox {
	const [west, south] = plane.toLonLat([minX, minY]);
	const [east, north] = plane.toLonLat([maxX, maxY]);
	return [west, south, east, north];
}
