import type { Building } from '../../../domain/building.ts';
import type { LocalPlane, XY } from '../../../domain/geo/local-plane.ts';
import type { MeasurePart } from '../../../domain/measure.ts';
import type { MeasurePoint } from '../../../domain/records/measurement.ts';
import { listSides } from '../../alert/list-sides.ts';
import { type MeasuredBuilding, measureBuildings } from '../../alert/measured-building.ts';
import { measureFacingM } from '../../alert/surroundings/measure-facing.ts';
import { measureClearWidth } from '../../alert/target/measure-clear-width.ts';
import { measureGap } from '../gap.ts';
import {
	cannotTell,
	type MeasureAnswer,
	type MeasuredPoints,
	type MeasureSite,
	planeOfBuildings,
} from './reckon-measure.ts';
import { readSideLimits } from './side-limits.ts';

/**
 * How wide is the gap between two buildings: the shortest way between their walls in plan, with where. Beside it the least width straight out
 * of a wall over the part where they face one another, and how long that part is; where they stand off each other's corner there is none.
 */
export function measureWidth({ hits, buildings }: MeasuredPoints, site: MeasureSite): MeasureAnswer {
	if (hits.length < 1) return cannotTell('more-points');
	const [a, b] = buildings;
	if (!a) return cannotTell('no-building');
	if (hits.length < 2) return cannotTell('more-points');
	if (!b) return cannotTell('no-building');
	if (a.id === b.id) return cannotTell('same-building');
	const plane = planeOfBuildings([a, b]);
	const [first, second] = measureBuildings([a, b], plane) as [MeasuredBuilding, MeasuredBuilding];
	const gap = measureGap(first.shape, second.shape);
	const isOneSource = a.source === b.source;
	const id = isOneSource ? 'measure.footprintShapeM' : 'measure.footprintM';
	const error = Math.SQRT2 * site.values[id];
	const sides = listSides(first.shape, readSideLimits(site.values));
	const widths = [facingWidthM(first, second, site), facingWidthM(second, first, site)].filter(
		(width) => width !== null,
	);
	const lengthM = measureFacingM(sides, gap.from, second.shape);
	const parts: MeasurePart[] =
		widths.length > 0
			? [
					{ name: 'facing-width', value: Math.min(...widths), error, unit: 'm' },
					{ name: 'facing-length', value: lengthM, error, unit: 'm' },
				]
			: [{ name: 'facing-length', value: 0, error: null, unit: 'm' }];
	return {
		value: gap.distanceM,
		error,
		parts,
		points: [wallPoint(gap.from, a, plane), wallPoint(gap.to, b, plane)],
		assumptions: [id],
	};
}

/** The least width straight out of any side of one to the other; null = none of its sides faces it within reach. */
function facingWidthM(from: MeasuredBuilding, to: MeasuredBuilding, { values }: MeasureSite): number | null {
	const place = { target: { ...from, distanceM: 0 }, findOthersIn: () => [to] };
	const reach = { sampleM: values['side.sampleM'], searchM: REACH_M };
	let leastM: number | null = null;
	for (const side of listSides(from.shape, readSideLimits(values))) {
		const { clearWidthM, blockedBy } = measureClearWidth(place, side, reach);
		if (clearWidthM === null || blockedBy !== to.building.id) continue;
		leastM = Math.min(leastM ?? Infinity, clearWidthM);
	}
	return leastM;
}

/** Buildings farther apart do not face one another for anyone who measures a gap. */
const REACH_M = 500;

function wallPoint(at: XY, building: Building, plane: LocalPlane): MeasurePoint {
	const [lon, lat] = plane.toLonLat(at);
	return { lon, lat, heightM: 0, snap: { kind: 'edge', buildingId: building.id } };
}
