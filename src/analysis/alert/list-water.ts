import type { WaterInReach } from '../../domain/assessment.ts';
import type { LocalPlane, XY } from '../../domain/geo/local-plane.ts';
import type { WaterSource } from '../../domain/water.ts';
import { measureGapToPoint } from '../measure/gap.ts';
import { roundCm } from '../measure/round.ts';
import type { MeasuredBuilding } from './measured-building.ts';

/**
 * Rule A3: which hydrants, tanks and natural sources lie within `radiusM`, nearest first, faulty ones included? Straight line from the
 * target's wall; from `point` when there is no target.
 */
export function listWater(
	sources: readonly WaterSource[],
	target: MeasuredBuilding | undefined,
	point: XY,
	plane: LocalPlane,
	radiusM: number,
): WaterInReach[] {
	return sources
		.map((water) => {
			const [x, y] = plane.toXY([water.lon, water.lat]);
			const distanceM = target
				? measureGapToPoint(target.shape, [x, y]).distanceM
				: Math.hypot(x - point[0], y - point[1]);
			return {
				id: water.id,
				kind: water.kind,
				state: water.state,
				lon: water.lon,
				lat: water.lat,
				distanceM: roundCm(distanceM),
				flowLps: water.flowLps,
				testedOn: water.testedOn,
				source: water.source,
			};
		})
		.filter(({ distanceM }) => distanceM <= radiusM)
		.sort((a, b) => a.distanceM - b.distanceM || (a.id < b.id ? -1 : 1));
}
