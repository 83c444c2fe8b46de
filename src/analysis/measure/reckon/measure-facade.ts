import type { Building } from '../../../domain/building.ts';
import type { LocalPlane, XY } from '../../../domain/geo/local-plane.ts';
import type { MeasurePoint } from '../../../domain/records/measurement.ts';
import { listSides } from '../../alert/list-sides.ts';
import type { Side } from '../../alert/site.ts';
import { between, nearestOnStretch } from '../plane-line.ts';
import { createPlaneShape, type PlaneShape } from '../plane-shape.ts';
import { hideFacade } from './hide-facade.ts';
import { heightErrorM } from './point-error.ts';
import {
	cannotTell,
	type MeasureAnswer,
	type MeasuredPoints,
	type MeasureSite,
	planeOfBuildings,
} from './reckon-measure.ts';
import { readSideLimits } from './side-limits.ts';

/** A wall that is nearer than every side by more than this is the one that was meant: of a courtyard, or of a smaller part. */
const OTHER_WALL_M = 0.05;

/**
 * How large is a side of a building: its length times its height, less what neighbours that touch it hide. The side is the one nearest to the
 * point; courtyards have none. null where the height of the building, or of a neighbour that touches, is unknown.
 */
export function measureFacade({ hits, buildings }: MeasuredPoints, site: MeasureSite): MeasureAnswer {
	const hit = hits[0];
	if (!hit) return cannotTell('more-points');
	const building = buildings[0];
	if (!building) return cannotTell('no-building');
	const { values } = site;
	const plane = planeOfBuildings([building]);
	const shape = createPlaneShape(building.polygons, plane);
	const at = plane.toXY([hit.lon, hit.lat]);
	const side = findSide(shape, at, site);
	if (!side) return cannotTell('no-facade');
	const { heightM, minHeightM, heightBasis } = building;
	const lengthError = values['measure.footprintShapeM'];
	const length = { name: 'length', value: side.lengthM, error: lengthError, unit: 'm' } as const;
	if (heightM === null) {
		return cannotTell('height-unknown', { parts: [length], points: outlineOf(side, 0, 0, building, plane) });
	}
	const bottomM = minHeightM ?? 0;
	const tallM = heightM - bottomM;
	const { error: tallError, assumptions } = heightErrorM(heightBasis, heightM, values);
	const neighbours = site.listNeighbours(building);
	const hidden = hideFacade(side, { bottomM, topM: heightM }, neighbours, plane, values['surroundings.touchingM']);
	const rest = {
		points: outlineOf(side, bottomM, heightM, building, plane),
		heightBasis,
		datum: 'wgs84-above-ground',
		assumptions: ['measure.footprintShapeM', ...assumptions],
		parts: [
			length,
			{ name: 'height', value: tallM, error: tallError, unit: 'm' },
			{ name: 'gross', value: side.lengthM * tallM, error: null, unit: 'm2' },
			{ name: 'hidden', value: hidden.isKnown ? hidden.m2 : null, error: null, unit: 'm2' },
		],
	} as const;
	if (!hidden.isKnown) return cannotTell('neighbour-height-unknown', rest);
	return {
		...rest,
		value: side.lengthM * tallM - hidden.m2,
		error: Math.hypot(tallM * lengthError, side.lengthM * tallError),
	};
}

function findSide(shape: PlaneShape, at: XY, { values }: MeasureSite): Side | null {
	let nearest: Side | null = null;
	let nearestM = Infinity;
	for (const side of listSides(shape, readSideLimits(values))) {
		const awayM = distanceToLine(at, side.line);
		if (awayM < nearestM) [nearest, nearestM] = [side, awayM];
	}
	return nearestM <= distanceToWalls(at, shape) + OTHER_WALL_M ? nearest : null;
}

function distanceToLine(at: XY, line: readonly XY[]): number {
	let nearestM = Infinity;
	for (let i = 1; i < line.length; i++) {
		nearestM = Math.min(nearestM, between(at, nearestOnStretch(at, line[i - 1] as XY, line[i] as XY)));
	}
	return nearestM;
}

function distanceToWalls(at: XY, { xy, ringStart }: PlaneShape): number {
	let nearestM = Infinity;
	for (let ring = 0; ring + 1 < ringStart.length; ring++) {
		const line: XY[] = [];
		for (let v = ringStart[ring] as number; v < (ringStart[ring + 1] as number); v++) {
			line.push([xy[v * 2] as number, xy[v * 2 + 1] as number]);
		}
		nearestM = Math.min(nearestM, distanceToLine(at, line));
	}
	return nearestM;
}

/** Low along the side, then high and back. */
function outlineOf(
	{ line }: Side,
	bottomM: number,
	topM: number,
	building: Building,
	plane: LocalPlane,
): MeasurePoint[] {
	const point = (xy: XY, heightM: number): MeasurePoint => {
		const [lon, lat] = plane.toLonLat(xy);
		return { lon, lat, heightM, snap: { kind: 'facade', buildingId: building.id } };
	};
	return [...line.map((xy) => point(xy, bottomM)), ...line.map((xy) => point(xy, topM)).reverse()];
}
