import type { Neighbour } from '../../domain/assessment.ts';
import type { LocalPlane, XY } from '../../domain/geo/local-plane.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';
import { whoSays } from '../../domain/who-says.ts';
import { measureAreaM2, measureCentroid } from '../measure/footprint.ts';
import { type Gap, measureGap, measureGapToPoint } from '../measure/gap.ts';
import { roundCm, roundTenth } from '../measure/round.ts';
import { copyPolygons } from './describe-target.ts';
import type { MeasuredBuilding } from './measured-building.ts';
import { boxAroundTarget } from './place-box.ts';
import type { Site } from './site.ts';
import { measureFacingM } from './surroundings/measure-facing.ts';
import { findLargestSeparationM, requireSeparation } from './surroundings/require-separation.ts';

const ORIGIN: XY = [0, 0];
/** Neighbours whose gap is told with its ends. */
const MOST_GAP_LINES = 12;
/** Boxes are asked for a little larger, so that rounding loses nothing at exactly the radius. */
const BOX_MARGIN_M = 0.1;

/**
 * Rule A2: which buildings stand within the radius, wall to wall in plan, nearest first? Measured from the target's wall; from the origin
 * when there is no target. With the separation that rule A6 asks for. Cost: about 10 us a neighbour of ten walls.
 */
export function listSurroundings(site: Site): Neighbour[] {
	const { target, sides, plane, table } = site;
	const { values } = table;
	const radiusM = values['surroundings.radiusM'];
	const [minX, minY, maxX, maxY] = boxAroundTarget(target, radiusM + BOX_MARGIN_M);
	const own = target && { ...target.building, footprintM2: measureAreaM2(target.shape) };
	const tableM = findLargestSeparationM(values);
	const neighbours: Neighbour[] = [];
	for (const measured of site.findOthersIn(minX, minY, maxX, maxY)) {
		const { building, shape } = measured;
		const gap = target ? measureGap(target.shape, shape) : measureGapToPoint(shape, ORIGIN);
		const gapM = roundCm(gap.distanceM);
		if (gapM > radiusM) continue;
		const footprintM2 = roundTenth(measureAreaM2(shape));
		neighbours.push({
			id: building.id,
			fid: building.fid,
			name: building.name,
			gapM,
			bearingDeg: bearingOf(gap, target, measured),
			gapLine: [toPosition(plane, gap.from), toPosition(plane, gap.to)],
			heightM: building.heightM,
			heightBasis: building.heightBasis,
			heightSource: whoSays(building, building.heightBasis === 'estimated' ? 'floors' : 'height_m').source,
			footprintM2,
			use: building.use === 'unknown' ? null : building.use,
			facingLengthM: target ? roundCm(measureFacingM(sides, gap.from, shape)) : null,
			separation: own && gapM <= tableM ? requireSeparation(own, { ...building, footprintM2 }, gapM, values) : null,
			polygons: copyPolygons(building),
		});
	}
	neighbours.sort((a, b) => a.gapM - b.gapM || a.fid - b.fid);
	for (const neighbour of neighbours.slice(MOST_GAP_LINES)) neighbour.gapLine = null;
	return neighbours;
}

function bearingOf(gap: Gap, target: MeasuredBuilding | undefined, neighbour: MeasuredBuilding): number {
	if (gap.distanceM > 0) return planeBearingDeg(gap.from, gap.to);
	return planeBearingDeg(target ? measureCentroid(target.shape) : ORIGIN, measureCentroid(neighbour.shape));
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
