import { describe, expect, it } from 'vitest';
import { findSnap, type SnapSurroundings } from '../../../../src/analysis/snap/find-snap.ts';
import { createSnapBuilding } from '../../../../src/analysis/snap/snap-building.ts';
import type { Building } from '../../../../src/domain/building.ts';
import { createLocalPlane, type XY } from '../../../../src/domain/geo/local-plane.ts';
import type { PointerRay, SnapHit } from '../../../../src/domain/snap.ts';
import { makeBuilding, ORIGIN, placeAt } from '../../../support/fake-city.ts';

const plane = createLocalPlane(ORIGIN);
type Place = readonly [x: number, y: number, z: number];

function surround(buildings: readonly Building[], roads: readonly (readonly XY[])[] = [], footM = 0): SnapSurroundings {
	return { plane, roads, buildings: buildings.map((building) => createSnapBuilding(building, plane, footM)) };
}

/** A pixel is 1 mm at 1 m. The ray goes on from `to` to the ground at `groundM`. */
function look(eye: Place, to: Place, groundM = 0): PointerRay {
	const down = to[2] < eye[2];
	const far = down ? (eye[2] - groundM) / (eye[2] - to[2]) : 50;
	const through = eye.map((from, axis) => from + far * ((to[axis] as number) - from)) as unknown as Place;
	const point = ([x, y, z]: Place) => ({ ...placeAt(x, y), heightM: z });
	return { eye: point(eye), through: point(through), meetsGround: down, radiansPerPixel: 0.001 };
}

/** Place in metres, height, kind and building of a hit. */
function tell(hit: SnapHit | null) {
	if (!hit) return null;
	const [x, y] = plane.toXY([hit.lon, hit.lat]);
	return [hit.snap.kind, hit.snap.buildingId, Math.round(x * 10) / 10, Math.round(y * 10) / 10, hit.heightM];
}

const house = makeBuilding(1, [0, 0, 20, 10]);
const around = surround([house]);
const above: Place = [10, 5, 200];

describe('findSnap from above', () => {
	it('a corner within 12 px catches before the edges that meet there', () => {
		expect(tell(findSnap(look(above, [19.2, 9.4, 18]), around))).toEqual(['corner', 'b-1', 20, 10, 18]);
	});

	it('an edge within 9 px catches before the roof', () => {
		expect(tell(findSnap(look(above, [19, 5, 18]), around))).toEqual(['edge', 'b-1', 20, 5, 18]);
	});

	it('a vertex in a straight wall is no corner', () => {
		const ring = house.polygons[0]?.[0] ?? [];
		const split = {
			...house,
			polygons: [[[...ring.slice(0, 1), [placeAt(10, 0).lon, placeAt(10, 0).lat] as const, ...ring.slice(1)]]],
		};
		expect(tell(findSnap(look(above, [10.2, 0.3, 18]), surround([split])))?.[0]).toBe('edge');
	});

	it('in the middle it is the roof, at its height', () => {
		expect(tell(findSnap(look(above, [10, 5, 18]), around))).toEqual(['roof', 'b-1', 10, 5, 18]);
	});

	it('beside a road its middle line, away from it the ground', () => {
		const withRoad = surround(
			[house],
			[
				[
					[-50, -20],
					[50, -20],
				],
			],
		);
		expect(tell(findSnap(look(above, [-20, -19, 0]), withRoad))).toEqual(['road', null, -20, -20, 0]);
		expect(tell(findSnap(look(above, [-20, -30, 0]), withRoad))).toEqual(['ground', null, -20, -30, 0]);
	});

	it('an edge catches before the road beside it', () => {
		const withRoad = surround(
			[house],
			[
				[
					[-50, -0.5],
					[50, -0.5],
				],
			],
		);
		expect(tell(findSnap(look(above, [5, -0.6, 0]), withRoad))?.[0]).toBe('edge');
	});

	it('from too far away nothing catches', () => {
		expect(tell(findSnap(look([10, 5, 3000], [19.5, 9.5, 18]), around))?.[0]).toBe('none');
	});

	it('heights count from the foot of the building, wherever the terrain lies', () => {
		const hit = findSnap(look([10, 5, 300], [10, 5, 118], 100), surround([house], [], 100));
		expect(tell(hit)).toEqual(['roof', 'b-1', 10, 5, 18]);
		expect(hit?.groundM).toBe(100);
	});

	it('the drawn roof of a building of unknown height has no height', () => {
		const shed = makeBuilding(2, [0, 0, 20, 10], { heightM: null });
		expect(findSnap(look(above, [10, 5, 3]), surround([shed]))).toMatchObject({ heightM: 0, isHeightKnown: false });
	});
});

describe('findSnap from the side', () => {
	const eye: Place = [10, -100, 30];

	it('on a wall it is the facade, before the road that runs behind', () => {
		const withRoad = surround(
			[house],
			[
				[
					[-50, 60],
					[50, 60],
				],
			],
		);
		expect(tell(findSnap(look(eye, [10, 0, 9]), withRoad))).toEqual(['facade', 'b-1', 10, 0, 9]);
	});

	it('the foot of a building catches at the ground', () => {
		expect(tell(findSnap(look(eye, [0.4, 0, 0.3]), around))).toEqual(['corner', 'b-1', 0, 0, 0]);
		expect(tell(findSnap(look(eye, [10, 0, 0.3]), around))).toEqual(['edge', 'b-1', 10, 0, 0]);
	});

	it('an upright edge catches between foot and roof', () => {
		const hit = tell(findSnap(look(eye, [0.5, 0, 9]), around));
		expect(hit?.slice(0, 4)).toEqual(['edge', 'b-1', 0, 0]);
		expect(hit?.[4]).toBeCloseTo(9, 0);
	});

	it('a corner that another building hides does not catch', () => {
		const front = makeBuilding(2, [-30, -30, 60, 5], { heightM: 25 });
		const to: Place = [0.4, 0, 0.3];
		expect(tell(findSnap(look(eye, to), around))?.[1]).toBe('b-1');
		expect(tell(findSnap(look(eye, to), surround([house, front])))?.[1]).toBe('b-2');
	});

	it('its own back corner does not catch either', () => {
		expect(tell(findSnap(look(eye, [3, 10, 0]), around))?.slice(0, 2)).toEqual(['facade', 'b-1']);
	});

	it('a roof edge catches against the sky; the bare sky is nothing', () => {
		const low: Place = [10, -50, 2];
		expect(tell(findSnap(look(low, [10, 0, 18.2]), around))).toEqual(['edge', 'b-1', 10, 0, 18]);
		expect(findSnap(look(low, [10, 0, 30]), around)).toBeNull();
	});
});
