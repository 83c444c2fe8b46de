import type { Building } from '../../../domain/building.ts';
import { createLocalPlane, type LocalPlane } from '../../../domain/geo/local-plane.ts';
import type { LonLat } from '../../../domain/geo/lon-lat.ts';
import type { MeasureProblem, MeasureQuery, MeasureResult } from '../../../domain/measure.ts';
import type { MeasurePoint } from '../../../domain/records/measurement.ts';
import type { AssumptionId, ServiceValues } from '../../../domain/service/assumptions.ts';
import type { SnapHit } from '../../../domain/snap.ts';
import { measureBearing } from './measure-bearing.ts';
import { measureDistance } from './measure-distance.ts';
import { measureFacade } from './measure-facade.ts';
import { measureHeight } from './measure-height.ts';
import { measurePlanArea } from './measure-plan-area.ts';
import { measureWidth } from './measure-width.ts';
import { type PointError, pointErrorOf } from './point-error.ts';

/** What is measured on. */
export interface MeasureSite {
	readonly values: ServiceValues;
	readonly hasTerrain: boolean;
	/** Those that the points lie on; undefined = not there. */
	findBuilding(id: string): Building | undefined;
	/** Buildings that may touch or face one, itself left out. */
	listNeighbours(building: Building): readonly Building[];
}

/** What a kind of measure tells; the rest of its result follows from the points. */
export type MeasureAnswer = Partial<MeasureResult> & Pick<MeasureResult, 'value' | 'error'>;

/** The points of a measure with what is known of each. */
export interface MeasuredPoints {
	readonly hits: readonly SnapHit[];
	readonly errors: readonly PointError[];
	/** By point; undefined = on none. */
	readonly buildings: readonly (Building | undefined)[];
	readonly assumptions: readonly AssumptionId[];
	/** Every point lies on one building. */
	readonly isOneBuilding: boolean;
}

/**
 * Rule M1: takes a measure on the pack's geometry. What cannot be told is null with its problem, never 0. Lengths are those on the WGS84
 * ellipsoid; heights count from the ground at each building, with terrain from its zero. Cost: well below 1 ms, a facade's or a clear
 * width's by the walls about it.
 */
export function reckonMeasure(query: MeasureQuery, site: MeasureSite): MeasureResult {
	const points = readPoints(query.points, site);
	const answer = answerKind(query, points, site);
	const { value, error, problem = null } = answer;
	return {
		kind: query.kind,
		surface: points.buildings.some(Boolean) ? 'pack-geometry' : site.hasTerrain ? 'terrain' : 'flat-ground',
		datum: 'wgs84',
		points: query.points.map(toMeasurePoint),
		parts: [],
		legsM: [],
		heightBasis: null,
		...answer,
		problem,
		value: problem === null ? value : null,
		error: problem === null ? error : null,
		assumptions: [...new Set([...points.assumptions, ...(answer.assumptions ?? [])])],
	};
}

function answerKind({ kind }: MeasureQuery, points: MeasuredPoints, site: MeasureSite): MeasureAnswer {
	switch (kind) {
		case 'distance':
			return measureDistance(points, site);
		case 'height':
			return measureHeight(points, site);
		case 'plan-area':
			return measurePlanArea(points);
		case 'facade-area':
			return measureFacade(points, site);
		case 'clear-width':
			return measureWidth(points, site);
		case 'bearing':
			return measureBearing(points);
	}
}

function readPoints(hits: readonly SnapHit[], site: MeasureSite): MeasuredPoints {
	const buildings = hits.map(({ snap }) => (snap.buildingId === null ? undefined : site.findBuilding(snap.buildingId)));
	const isOneBuilding = hits.length > 1 && buildings[0] !== undefined && buildings.every((one) => one === buildings[0]);
	const reckoned = hits.map((hit, i) => pointErrorOf(hit, buildings[i], isOneBuilding, site.values));
	// Points of one roof share its height, and what it is off by.
	const isOneLevel = isOneBuilding && hits.every(({ heightM }) => heightM === hits[0]?.heightM);
	return {
		hits,
		buildings,
		isOneBuilding,
		errors: reckoned.map(({ error }) => (isOneLevel ? { ...error, upM: 0 } : error)),
		assumptions: reckoned.flatMap(({ assumptions }) => assumptions),
	};
}

/** What a record keeps of a point. */
export function toMeasurePoint({ lon, lat, heightM, snap }: MeasurePoint): MeasurePoint {
	return { lon, lat, heightM, snap };
}

/** A value that cannot be told, and why. */
export function cannotTell(problem: MeasureProblem, rest: Partial<MeasureResult> = {}): MeasureAnswer {
	return { ...rest, value: null, error: null, problem };
}

/** The plane that touches the ellipsoid in the middle of some places; at least one. */
export function planeAmong(places: readonly LonLat[]): LocalPlane {
	const mean = (of: (place: LonLat) => number) => places.reduce((sum, place) => sum + of(place), 0) / places.length;
	return createLocalPlane({ lon: mean(({ lon }) => lon), lat: mean(({ lat }) => lat) });
}

/** The plane that touches the ellipsoid in the middle of some buildings' vertices. */
export function planeOfBuildings(buildings: readonly Building[]): LocalPlane {
	return planeAmong(buildings.flatMap(({ polygons }) => polygons.flat(2)).map(([lon, lat]) => ({ lon, lat })));
}
