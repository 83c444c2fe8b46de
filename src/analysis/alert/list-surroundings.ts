import type { Neighbour } from '../../domain/assessment.ts';
import type { LocalPlane, XY } from '../../domain/geo/local-plane.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';
import { measureAreaM2, measureCentroid } from '../measure/footprint.ts';
import { type Gap, measureGap, measureGapToPoint } from '../measure/gap.ts';
import { roundCm, roundTenth } from '../measure/round.ts';
import { copyPolygons } from './describe-target.ts';
import type { MeasuredBuilding } from './measured-building.ts';

/**
 * Rule A2: which buildings stand within `radiusM`, wall to wall in plan, nearest first? Measured from the target's wall; from `point` when
 * there is no target. The target itself is left out. Cost: about 10 us a neighbour of ten walls.
 */
export function listSurroundings(
	buildings: readonly MeasuredBuilding[],
	target: MeasuredBuilding | undefined,
	point: XY,
	plane: LocalPlane,
	radiusM: number,
): Neighbour[] {
	const neighbours: Neighbour[] = [];
	for (const measured of buildings) {
		const { building, shape } = measured;
		if (building.fid === target?.building.fid) continue;
		const gap = target ? measureGap(target.shape, shape) : measureGapToPoint(shape, point);
		if (roundCm(gap.distanceM) > radiusM) continue;
		neighbours.push({
			id: building.id,
			fid: building.fid,
			name: building.name,
			gapM: roundCm(gap.distanceM),
			bearingDeg: bearingOf(gap, target, measured, point),
			gapLine: [toPosition(plane, gap.from), toPosition(plane, gap.to)],
			heightM: building.heightM,
			heightBasis: building.heightBasis,
			footprintM2: roundTenth(measureAreaM2(shape)),
			use: building.use === 'unknown' ? null : building.use,
			polygons: copyPolygons(building),
		});
	}
	return neighbours.sort((a, b) => a.gapM - b.gapM || a.fid - b.fid);
}

function bearingOf(gap: Gap, target: MeasuredBuilding | undefined, neighbour: MeasuredBuilding, point: XY): number {
	if (gap.distanceM > 0) return planeBearingDeg(gap.from, gap.to);
	return planeBearingDeg(target ? measureCentroid(target.shape) : point, measureCentroid(neighbour.shape));
}

/** Compass bearing on the plane, whose y axis points north: 0 <= deg < 360 after rounding to a tenth. */
function planeBearingDeg(from: XY, to: XY): number {
	const deg = (Math.atan2(to[0] - from[0], to[1] - from[1]) * 180) / Math.PI;
	return (Math.round((deg + 360) * 10) % 3600) / 10;
}

function toPosition(plane: LocalPlane, xy: XY): [number, number] {
	const [lon, lat] = plane.toLonLat(xy);
	return [Math.round(lon * E7) / E7, Math.round(lat * E7) / E7];
}
