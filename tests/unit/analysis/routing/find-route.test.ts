import { describe, expect, it } from 'vitest';
import { type FindRouteOptions, findRoute } from '../../../../src/analysis/routing/find-route.ts';
import { createRoadIndex } from '../../../../src/analysis/routing/road-index.ts';
import type { RoadLine } from '../../../../src/citypack/model/source-city.ts';
import type { LonLat } from '../../../../src/domain/geo/lon-lat.ts';
import { ONEWAY, ROAD_ACCESS } from '../../../../src/domain/pack/road-graph.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../../../src/domain/vehicle.ts';
import { at, network, street } from './road-network.ts';

/** 2.5 m wide, 3.5 m high, 19 t. */
const ENGINE = DEFAULT_VEHICLE_PROFILE;

function route(streets: readonly RoadLine[], from: LonLat, to: LonLat, options: FindRouteOptions = {}) {
	const graph = network(...streets);
	return findRoute(graph, createRoadIndex(graph), from, to, options);
}
function found(result: ReturnType<typeof route>) {
	if (!result.found) throw new Error(result.reason);
	return result;
}

/** A block of 400 m x 300 m: the south side is a lane, the others residential. */
const WEST_EAST_LANE = street(
	[
		[0, 0],
		[400, 0],
	],
	{ roadClass: 'lane', name: 'Lane' },
);
const WEST = street(
	[
		[0, 0],
		[0, 300],
	],
	{ name: 'West' },
);
const NORTH = street(
	[
		[0, 300],
		[400, 300],
	],
	{ name: 'North' },
);
const EAST = street(
	[
		[400, 300],
		[400, 0],
	],
	{ name: 'East' },
);
const BLOCK = [WEST_EAST_LANE, WEST, NORTH, EAST];

describe('findRoute', () => {
	it('takes the quicker or the shorter way, and charges the first and last edge by its share', () => {
		// From 100 m up West to 200 m down East. Round the north: 200 + 400 + 100 = 700 m at 20 km/h = 126 s.
		// By the lane: 100 + 400 + 200 = 700 m, of which 400 m at 10 km/h: 54 + 144 = 198 s.
		const quick = found(route(BLOCK, at(-5, 100), at(405, 200)));
		expect(quick.distanceM).toBeCloseTo(700, 1);
		expect(quick.durationS).toBeCloseTo(126, 1);
		expect(quick.steps.map(({ roadName, distanceM }) => [roadName, Math.round(distanceM)])).toEqual([
			['West', 200],
			['North', 400],
			['East', 100],
		]);
		expect([quick.startGapM, quick.endGapM].map((gap) => Math.round(gap * 10) / 10)).toEqual([5, 5]);
		// 50 m up on either side the lane is shorter: 50 + 400 + 50.
		const short = found(route(BLOCK, at(0, 50), at(400, 50), { metric: 'distance' }));
		expect(short.distanceM).toBeCloseTo(500, 1);
		expect(short.durationS).toBeCloseTo(100 / (20 / 3.6) + 400 / (10 / 3.6), 1);
	});

	it('draws the way from the first point to the last, every corner once', () => {
		const { geometry } = found(route(BLOCK, at(0, 100), at(400, 200)));
		const corners = [at(0, 100), at(0, 300), at(400, 300), at(400, 200)];
		expect(geometry).toHaveLength(4);
		for (const [i, { lon, lat }] of corners.entries()) {
			expect(geometry[i]?.[0]).toBeCloseTo(lon, 6);
			expect(geometry[i]?.[1]).toBeCloseTo(lat, 6);
		}
	});

	it('stays on the edge when start and end are on it, and goes round where it is one-way', () => {
		const direct = found(route(BLOCK, at(100, 300), at(350, 300)));
		expect(direct.distanceM).toBeCloseTo(250, 1);
		const oneWay = [WEST_EAST_LANE, WEST, { ...NORTH, oneway: ONEWAY.forward }, EAST];
		expect(found(route(oneWay, at(100, 300), at(350, 300))).distanceM).toBeCloseTo(250, 1);
		// Back: on to the corner 300, down 300, west 400, up 300, on 100... against the lane's slowness, there is no other way.
		expect(found(route(oneWay, at(350, 300), at(100, 300))).distanceM).toBeCloseTo(50 + 300 + 400 + 300 + 100, 1);
		const nothing = found(route(BLOCK, at(100, 300), at(100, 300)));
		expect([nothing.distanceM, nothing.geometry.length]).toEqual([0, 2]);
	});

	it('leaves a long edge for a shortcut though start and end are both on it', () => {
		// A detour of 3 x 500 m whose ends are 500 m apart by a straight street.
		const detour = street([
			[0, 0],
			[0, 500],
			[500, 500],
			[500, 0],
		]);
		const straight = street([
			[0, 0],
			[500, 0],
		]);
		expect(found(route([detour, straight], at(0, 10), at(500, 10))).distanceM).toBeCloseTo(520, 1);
	});

	it('keeps a vehicle off roads whose signs it exceeds, equal passes, unknown passes', () => {
		const low = (maxHeightM: number | null) => [WEST_EAST_LANE, WEST, { ...NORTH, maxHeightM }, EAST];
		const northern = (maxHeightM: number | null) =>
			found(route(low(maxHeightM), at(0, 150), at(400, 150), { vehicle: ENGINE })).steps.some(
				({ roadName }) => roadName === 'North',
			);
		expect([northern(3.4), northern(3.5), northern(null)]).toEqual([false, true, true]);
		const narrow = (widthM: number) => [WEST_EAST_LANE, WEST, { ...NORTH, widthM }, EAST];
		const byNarrow = (widthM: number) =>
			found(route(narrow(widthM), at(0, 150), at(400, 150), { vehicle: ENGINE })).steps[1]?.roadName;
		expect([byNarrow(2.9), byNarrow(3)]).toEqual(['Lane', 'North']);
	});

	it('tells the signs it drives under and the gates it opens, and what a gate costs', () => {
		const signed = [
			{ ...WEST, maxHeightM: 4.2 },
			{ ...NORTH, access: ROAD_ACCESS.gate },
		];
		const result = found(route(signed, at(0, 100), at(400, 300), { vehicle: ENGINE }));
		expect(result.limits.map(({ kind, limit, roadName }) => [kind, limit, roadName])).toEqual([
			['height', 4.2, 'West'],
			['gate', 30, 'North'],
		]);
		expect(result.durationS).toBeCloseTo(600 / (20 / 3.6) + 30, 1);
	});

	it('says why there is no route', () => {
		const far = [
			street([
				[5000, 0],
				[5400, 0],
			]),
		];
		const island = [...BLOCK, ...far];
		const reason = (result: ReturnType<typeof route>) => (result.found ? 'found' : result.reason);
		expect(reason(route(BLOCK, at(-400, 0), at(400, 0)))).toBe('no-road-near-start');
		expect(reason(route(BLOCK, at(0, 0), at(0, 900)))).toBe('no-road-near-end');
		expect(reason(route(island, at(0, 100), at(5200, 0)))).toBe('not-connected');
		expect(reason(route([], at(0, 0), at(1, 1)))).toBe('no-road-near-start');
		const closed = [
			WEST,
			{ ...NORTH, access: ROAD_ACCESS.no },
			street([
				[400, 300],
				[800, 300],
			]),
		];
		expect(reason(route(closed, at(0, 100), at(800, 300), { vehicle: ENGINE }))).toBe('not-connected');
	});

	it('names the limit that stops the vehicle where others pass', () => {
		// Two equal halves joined by a bridge of 10 t.
		const halves = [
			street([
				[0, 0],
				[1000, 0],
			]),
			street(
				[
					[1000, 0],
					[1100, 0],
				],
				{ maxWeightT: 10, name: 'Bridge' },
			),
			street([
				[1100, 0],
				[2100, 0],
			]),
		];
		const result = route(halves, at(100, 0), at(2000, 0), { vehicle: ENGINE });
		expect(result).toMatchObject({
			found: false,
			reason: 'vehicle-limits',
			limits: [{ kind: 'weight', limit: 10, roadName: 'Bridge' }],
		});
		expect(route(halves, at(100, 0), at(2000, 0)).found).toBe(true);
	});

	it('stops on the network and not on a nearer yard that is cut off from it', () => {
		const yard = street([
			[100, 270],
			[200, 270],
		]);
		const result = found(route([...BLOCK, yard], at(0, 100), at(150, 275)));
		expect(result.endGapM).toBeCloseTo(25, 1);
	});
});
