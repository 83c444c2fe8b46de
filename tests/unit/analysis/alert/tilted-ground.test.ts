import { describe, expect, it } from 'vitest';
import { assessAerial } from '../../../../src/analysis/alert/aerial/assess-aerial.ts';
import { createSite } from '../../../../src/analysis/alert/create-site.ts';
import type { PlaceData } from '../../../../src/analysis/alert/place-data.ts';
import { assessSupply } from '../../../../src/analysis/alert/water/assess-supply.ts';
import { createRoadIndex } from '../../../../src/analysis/routing/road-index.ts';
import { situationSchema } from '../../../../src/domain/alert/situation.ts';
import { createLocalPlane } from '../../../../src/domain/geo/local-plane.ts';
import { createGroundGrid, type GroundGrid, lowestUnderPolygonsM } from '../../../../src/domain/pack/ground-grid.ts';
import { createServiceTable } from '../../../../src/domain/service/service-table.ts';
import { createMapGround } from '../../../../src/scene/engine/map-ground.ts';
import { createFakeCity, makeBuilding, makeWater, ORIGIN, placeAt } from '../../../support/fake-city.ts';
import { makeRoadGraph } from '../../../support/make-road-graph.ts';

const plane = createLocalPlane(ORIGIN);
/** Posts every 20 m, 400 m to each side of the origin. */
const POSTS = 41;
const STEP_M = 20;

/** Ground that is 100 m high at the origin and rises by so much a metre to the east and to the north, as a pack holds it. */
function tilt(east: number, north: number): GroundGrid {
	const [west, south] = plane.toLonLat([-400, -400]);
	return createGroundGrid({
		...{ west, south, columns: POSTS, rows: POSTS, baseM: 0, voids: new Uint32Array() },
		lonStep: STEP_M / plane.metresPerDegLon,
		latStep: STEP_M / plane.metresPerDegLat,
		heightDm: Uint16Array.from({ length: POSTS * POSTS }, (_, i) => {
			const [x, y] = [(i % POSTS) * STEP_M - 400, Math.floor(i / POSTS) * STEP_M - 400];
			return Math.round((100 + x * east + y * north) * 10);
		}),
	});
}

/** 30 m, 10 floors, 30 x 16 m with its south wall on y = 0, a road of 12 m before it, on tilted ground. */
function makeTiltedSite(ground: GroundGrid, placed: readonly { model: string; x: number; y: number }[] = []) {
	const house = makeBuilding(1, [-15, 0, 30, 16], { heightM: 30, floors: 10 });
	const building = { ...house, groundM: Math.round(lowestUnderPolygonsM(ground, house.polygons) * 100) / 100 };
	const graph = makeRoadGraph([{ from: [-200, -12], to: [200, -12], roadClass: 'tertiary', widthM: 12 }]);
	const data: PlaceData = {
		...{ manifest: createFakeCity({ buildings: [building] }).manifest, at: placeAt(0, 8), buildings: [building] },
		...{ reachM: 320, keyUnits: [], water: [], stations: [], graph, ground, failures: [], timingsMs: {} },
	};
	const { site } = createSite(data, createRoadIndex(graph), {
		nowMs: 0,
		table: createServiceTable(),
		situation: situationSchema.parse({
			placed: placed.map(({ model, x, y }) => ({ model, ...placeAt(x, y), headingDeg: 90 })),
		}),
	});
	return { site, building };
}

function assess(...input: Parameters<typeof makeTiltedSite>) {
	const { value } = assessAerial(makeTiltedSite(...input).site, [], { due: [], fleet: [] });
	if (value === null) throw new Error('aerial: got no target');
	return value;
}

describe('an assessment on tilted ground', () => {
	it('A9 a slope of 10 % leaves no spot, whichever way it falls', () => {
		// 10 % east; 10 % north; 6 % east and 8 % north, which is 10 % along the fall line.
		for (const ground of [tilt(0.1, 0), tilt(0, 0.1), tilt(0.06, 0.08)]) {
			const { spots, candidates } = assess(ground);
			expect(candidates).toMatchObject({ conform: 0, usable: 0 });
			const judged = spots.filter(({ slope }) => slope !== null);
			expect(judged.length).toBeGreaterThan(0);
			for (const { slope, verdict } of judged) {
				expect(slope).toBeCloseTo(0.1, 2);
				expect(verdict).toBe('unusable');
			}
			const said = judged.flatMap(({ failing }) => failing.filter(({ code }) => code === 'aerial/slope'));
			expect(said).toHaveLength(judged.length);
			for (const { params } of said) expect(params.slopePercent).toBeCloseTo(10, 0);
		}
	});

	it('A9 a slope of 2 % leaves conform spots', () => {
		expect(assess(tilt(0.02, 0)).candidates.conform).toBeGreaterThan(0);
	});

	it('A9 a truck that a person put on 10 % is kept, and marked', () => {
		const truck = assess(tilt(0.1, 0), [{ model: 'YT53', x: 0, y: -12 }]).spots.find(({ id }) => id === 'X1');
		expect(truck?.slope).toBeCloseTo(0.1, 2);
		expect(truck?.verdict).toBe('usable');
		expect(truck?.failing.map(({ code }) => code)).toContain('aerial/slope');
	});

	it('A12 water is lifted to the foot of the target, its lowest ground', () => {
		// 10 % east: the foot is the west wall, 15 m x 0.1 = 1.5 m below 100 m. A hydrant 60 m east stands at 106 m, one 60 m west at 94 m.
		const { site, building } = makeTiltedSite(tilt(0.1, 0));
		expect(building.groundM).toBeCloseTo(98.5, 1);
		const water = [makeWater('east', 60, -8, { flowLps: 20 }), makeWater('west', -60, -8, { flowLps: 20 })];
		const { sources } = assessSupply(site, water, null).value;
		const liftOf = (id: string) => sources.find((source) => source.id === id)?.liftM;
		expect(liftOf('east')).toBeCloseTo(-7.5, 1);
		expect(liftOf('west')).toBeCloseTo(4.5, 1);
	});

	it('A10 heights count from where the map paints them from', () => {
		const ground = tilt(0.06, 0.08);
		const { building } = makeTiltedSite(ground);
		// The south-western corner, 15 m west of the origin: 100 - 0.06 x 15 = 99.1 m.
		expect(createMapGround(ground).footOf(building.polygons)).toBeCloseTo(99.1, 1);
		expect(building.groundM).toBeCloseTo(99.1, 1);
	});

	it('A9 beyond the elevation model the ground is unknown, not level', () => {
		const { site } = makeTiltedSite(tilt(0.1, 0));
		expect(site.groundAtM([0, 0])).toBeCloseTo(100, 1);
		expect(site.groundAtM([600, 0])).toBeNull();
	});
});
