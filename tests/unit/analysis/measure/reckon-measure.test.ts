import { describe, expect, it } from 'vitest';
import { describeMeasured } from '../../../../src/analysis/measure/reckon/describe-measured.ts';
import { type MeasureSite, reckonMeasure } from '../../../../src/analysis/measure/reckon/reckon-measure.ts';
import type { Building } from '../../../../src/domain/building.ts';
import type { MeasurePart, MeasureResult } from '../../../../src/domain/measure.ts';
import type { MeasureKind } from '../../../../src/domain/records/measurement.ts';
import { createServiceTable } from '../../../../src/domain/service/service-table.ts';
import type { SnapHit } from '../../../../src/domain/snap.ts';
import { makeBuilding, placeAt, placeRing } from '../../../support/fake-city.ts';

// The default figures: footprint 1 m, its shape 0.5 m, hand 3 px, heights 1 m measured, 2 m registered, 15 % estimated, ground 3 m.
const { values } = createServiceTable();

function makeSiteOf(buildings: readonly Building[], hasTerrain = false): MeasureSite {
	return {
		values,
		hasTerrain,
		findBuilding: (id) => buildings.find((one) => one.id === id),
		listNeighbours: (building) => buildings.filter((one) => one !== building),
	};
}

function hitAt(x: number, y: number, heightM: number, building: Building | null, rest: Partial<SnapHit> = {}): SnapHit {
	return {
		...placeAt(x, y),
		heightM,
		snap: { kind: building ? 'corner' : 'ground', buildingId: building?.id ?? null },
		fid: building?.fid ?? null,
		groundM: 0,
		isHeightKnown: true,
		metresPerPixel: 0.1,
		...rest,
	};
}

function take(kind: MeasureKind, points: readonly SnapHit[], site: MeasureSite): MeasureResult {
	return reckonMeasure({ kind, points }, site);
}

function partOf({ parts }: MeasureResult, name: MeasurePart['name']): MeasurePart | undefined {
	return parts.find((part) => part.name === name);
}

const house = makeBuilding(1, [0, 0, 20, 10]);

describe('distance', () => {
	const site = makeSiteOf([house]);

	it('M1 slope, level and rise of a 3-4-12 way up one building', () => {
		const result = take('distance', [hitAt(0, 0, 0, house), hitAt(3, 4, 12, house)], site);
		expect(result.value).toBeCloseTo(13, 4);
		expect(partOf(result, 'horizontal')?.value).toBeCloseTo(5, 4);
		expect(partOf(result, 'vertical')?.value).toBeCloseTo(12, 6);
		expect(result).toMatchObject({ surface: 'pack-geometry', datum: 'wgs84-above-ground', problem: null });
	});

	it('M1 its error: the shape of the outline along the way, the registered height up', () => {
		const result = take('distance', [hitAt(0, 0, 0, house), hitAt(3, 4, 12, house)], site);
		// Two ends, each 0.5 / sqrt 2 across: 2 x 25/169 x 0.125; the upper one 2 m up: 144/169 x 4.
		expect(result.error).toBeCloseTo(Math.sqrt(0.25 * (25 / 169) + 4 * (144 / 169)), 4);
		expect(result.assumptions).toEqual(['measure.footprintShapeM', 'measure.heightRegisteredM']);
	});

	it('M1 along one roof its height is off by the same everywhere', () => {
		const result = take('distance', [hitAt(0, 0, 18, house), hitAt(20, 0, 18, house)], site);
		expect(result.error).toBeCloseTo(0.5, 6);
		expect(partOf(result, 'vertical')).toMatchObject({ value: 0, error: 0 });
	});

	it('M1 legs of a path; a point in the middle of a straight way adds no error', () => {
		const ends = [hitAt(0, 0, 0, null), hitAt(100, 0, 0, null)];
		const path = [ends[0] as SnapHit, hitAt(60, 0, 0, null), ends[1] as SnapHit];
		const [straight, broken] = [take('distance', ends, site), take('distance', path, site)];
		expect(broken.legsM.map((legM) => Math.round(legM * 1000) / 1000)).toEqual([60, 40]);
		// Two ends, each 3 px of 0.1 m.
		expect(straight.error).toBeCloseTo(0.3 * Math.SQRT2, 6);
		expect(broken.error).toBeCloseTo(straight.error as number, 6);
	});

	it('M1 long ways are those on the ellipsoid', () => {
		const from = { lon: 113.75, lat: 23.02 };
		const [a, b] = [
			{ ...hitAt(0, 0, 0, null), ...from },
			{ ...hitAt(0, 0, 0, null), lon: 113.76, lat: 23.03 },
		];
		// pyproj.Geod(ellps='WGS84').inv
		expect(take('distance', [a, b], site).value).toBeCloseTo(1509.0165757763748, 4);
	});

	it('M1 to a roof of unknown height: no value, but its level part', () => {
		const result = take('distance', [hitAt(0, 0, 0, house), hitAt(3, 4, 0, house, { isHeightKnown: false })], site);
		expect(result).toMatchObject({ value: null, error: null, problem: 'height-unknown' });
		expect(partOf(result, 'horizontal')?.value).toBeCloseTo(5, 4);
		expect(partOf(result, 'vertical')).toMatchObject({ value: null, error: null });
	});

	it('M1 between two places on the ground without terrain nobody knows the rise', () => {
		const result = take('distance', [hitAt(0, 0, 0, null), hitAt(30, 40, 0, null)], site);
		expect(result).toMatchObject({ surface: 'flat-ground', datum: 'wgs84', problem: null });
		expect(partOf(result, 'vertical')?.value).toBeNull();
	});

	it('M1 one point is not enough', () => {
		expect(take('distance', [hitAt(0, 0, 0, null)], site)).toMatchObject({ value: null, problem: 'more-points' });
	});
});

describe('height', () => {
	const tower = makeBuilding(2, [40, 0, 10, 10], { heightM: 30, heightBasis: 'measured' });
	const shed = makeBuilding(3, [60, 0, 10, 10], { heightM: null, heightBasis: 'unknown' });
	const guess = makeBuilding(4, [80, 0, 10, 10], { heightM: 20, heightBasis: 'estimated' });
	const site = makeSiteOf([house, tower, shed, guess]);

	it.each([
		[house, 18, 2],
		[tower, 30, 1],
		[guess, 20, 3],
	])('M1 a point on a building tells its height and how sure it is', (building, heightM, errorM) => {
		const result = take('height', [hitAt(0, 0, 5, building)], site);
		expect(result).toMatchObject({ value: heightM, heightBasis: building.heightBasis, datum: 'wgs84-above-ground' });
		expect(result.error).toBeCloseTo(errorM, 9);
		expect(result.points.map((point) => point.heightM)).toEqual([0, heightM]);
	});

	it('M1 between two roofs', () => {
		const result = take('height', [hitAt(0, 0, 18, house), hitAt(40, 0, 30, tower)], site);
		expect(result.value).toBe(12);
		expect(result.error).toBeCloseTo(Math.hypot(2, 1), 9);
	});

	it('M1 unknown height is unknown, not 0', () => {
		expect(take('height', [hitAt(60, 0, 0, shed)], site)).toMatchObject({ value: null, problem: 'height-unknown' });
	});

	it('M1 places on the ground: by the terrain, or not at all', () => {
		const [low, high] = [hitAt(0, 0, 0, null, { groundM: 5 }), hitAt(9, 0, 0, null, { groundM: 12 })];
		expect(take('height', [low, high], site)).toMatchObject({ value: null, problem: 'no-terrain' });
		const onTerrain = take('height', [low, high], makeSiteOf([], true));
		expect(onTerrain).toMatchObject({ value: 7, surface: 'terrain', datum: 'wgs84-terrain' });
		expect(onTerrain.error).toBeCloseTo(3 * Math.SQRT2, 9);
	});

	it('M1 on the ground there is no building', () => {
		expect(take('height', [hitAt(0, 0, 0, null)], site)).toMatchObject({ value: null, problem: 'no-building' });
	});
});

describe('plan area', () => {
	const site = makeSiteOf([]);
	const ring = [
		[0, 0],
		[20, 0],
		[20, 10],
		[0, 10],
	] as const;

	it('M1 a rectangle of 20 x 10 m, whatever the heights of its corners', () => {
		const result = take(
			'plan-area',
			ring.map(([x, y], i) => hitAt(x, y, i * 3, null)),
			site,
		);
		expect(result.value).toBeCloseTo(200, 3);
		expect(partOf(result, 'perimeter')?.value).toBeCloseTo(60, 4);
		// Each corner is off by 0.3 m and moves half the diagonal of 22.36 m: sqrt(4) x 11.18 x 0.3.
		expect(result.error).toBeCloseTo(2 * (Math.sqrt(500) / 2) * 0.3, 3);
		// At each corner two directions at right angles: sqrt(4) x sqrt(2) x 0.3.
		expect(partOf(result, 'perimeter')?.error).toBeCloseTo(2 * Math.SQRT2 * 0.3, 4);
	});

	it('M1 as the ellipsoid has it', () => {
		const places = [
			[113.75, 23.02],
			[113.7512, 23.0198],
			[113.7514, 23.0209],
			[113.7503, 23.0212],
		] as const;
		const points = places.map(([lon, lat]) => ({ ...hitAt(0, 0, 0, null), lon, lat }));
		const result = take('plan-area', points, site);
		// pyproj.Geod(ellps='WGS84').polygon_area_perimeter
		expect(result.value).toBeCloseTo(15722.622431516647, 1);
		expect(partOf(result, 'perimeter')?.value).toBeCloseTo(502.47377448555346, 3);
	});

	it('M1 an outline that crosses itself has no area', () => {
		const [a, b, c, d] = ring.map(([x, y]) => hitAt(x, y, 0, null)) as [SnapHit, SnapHit, SnapHit, SnapHit];
		expect(take('plan-area', [a, b, d, c], site)).toMatchObject({ value: null, problem: 'crossing-outline' });
		expect(take('plan-area', [a, b], site)).toMatchObject({ value: null, problem: 'more-points' });
	});
});

describe('facade area', () => {
	const south = hitAt(10, 0, 6, house, { snap: { kind: 'facade', buildingId: house.id } });

	it('M1 length times height of the side that is clicked', () => {
		const result = take('facade-area', [south], makeSiteOf([house]));
		expect(result.value).toBeCloseTo(360, 3);
		expect(partOf(result, 'length')?.value).toBeCloseTo(20, 4);
		// 18 m x 0.5 m of length, 20 m x 2 m of height.
		expect(result.error).toBeCloseTo(Math.hypot(9, 40), 2);
		expect(result.points.map(({ heightM }) => heightM)).toEqual([0, 0, 18, 18]);
		const east = hitAt(20, 5, 6, house);
		expect(take('facade-area', [east], makeSiteOf([house])).value).toBeCloseTo(180, 3);
	});

	it.each([
		['lower', 9, 6 * 9],
		['higher', 30, 6 * 18],
	])('M1 a %s neighbour against it hides its part', (_, heightM, hiddenM2) => {
		const neighbour = makeBuilding(2, [5, -10, 6, 10], { heightM });
		const result = take('facade-area', [south], makeSiteOf([house, neighbour]));
		expect(result.value).toBeCloseTo(360 - hiddenM2, 2);
		expect(partOf(result, 'hidden')?.value).toBeCloseTo(hiddenM2, 2);
	});

	it('M1 of two neighbours before one stretch the higher counts, and what stands 2 m off hides nothing', () => {
		const neighbours = [
			makeBuilding(2, [5, -10, 6, 10], { heightM: 9 }),
			makeBuilding(3, [8, -10, 6, 10], { heightM: 12 }),
			makeBuilding(4, [0, -12, 20, 10], { heightM: 40 }),
		];
		const result = take('facade-area', [south], makeSiteOf([house, ...neighbours]));
		expect(partOf(result, 'hidden')?.value).toBeCloseTo(3 * 9 + 6 * 12, 2);
	});

	it('M1 a touching neighbour of unknown height leaves it unknown; the gross area is told', () => {
		const neighbour = makeBuilding(2, [5, -10, 6, 10], { heightM: null });
		const result = take('facade-area', [south], makeSiteOf([house, neighbour]));
		expect(result).toMatchObject({ value: null, problem: 'neighbour-height-unknown' });
		expect(partOf(result, 'gross')?.value).toBeCloseTo(360, 3);
		expect(partOf(result, 'hidden')?.value).toBeNull();
	});

	it('M1 its own height unknown: the length is told', () => {
		const shed = makeBuilding(5, [0, 0, 20, 10], { heightM: null });
		const result = take('facade-area', [hitAt(10, 0, 0, shed)], makeSiteOf([shed]));
		expect(result).toMatchObject({ value: null, problem: 'height-unknown' });
		expect(partOf(result, 'length')?.value).toBeCloseTo(20, 4);
	});

	it('M1 the wall of a courtyard is no side', () => {
		const court = [
			[8, 4],
			[8, 6],
			[12, 6],
			[12, 4],
		] as const;
		const block = makeBuilding(6, [0, 0, 20, 10]);
		const withCourt = { ...block, polygons: [[...(block.polygons[0] ?? []), placeRing(court)]] };
		const result = take('facade-area', [hitAt(10, 4, 5, withCourt)], makeSiteOf([withCourt]));
		expect(result).toMatchObject({ value: null, problem: 'no-facade' });
	});
});

describe('clear width', () => {
	const across = makeBuilding(2, [30, 4, 10, 20]);

	it('M1 the shortest way between two walls, and over what length they face one another', () => {
		const result = take('clear-width', [hitAt(5, 5, 18, house), hitAt(35, 8, 18, across)], makeSiteOf([house, across]));
		expect(result.value).toBeCloseTo(10, 3);
		expect(partOf(result, 'facing-width')?.value).toBeCloseTo(10, 3);
		expect(partOf(result, 'facing-length')?.value).toBeCloseTo(6, 3);
		// Of one source: 0.5 m at either wall.
		expect(result.error).toBeCloseTo(0.5 * Math.SQRT2, 9);
		expect(result.points.map(({ heightM, snap }) => [heightM, snap.buildingId])).toEqual([
			[0, 'b-1'],
			[0, 'b-2'],
		]);
	});

	it('M1 of two sources each footprint may lie off by itself', () => {
		const other = { ...across, source: 'osm' };
		const result = take('clear-width', [hitAt(5, 5, 0, house), hitAt(35, 8, 0, other)], makeSiteOf([house, other]));
		expect(result.error).toBeCloseTo(Math.SQRT2, 9);
	});

	it('M1 off the corner they face nowhere', () => {
		const corner = makeBuilding(3, [25, 15, 5, 5]);
		const result = take('clear-width', [hitAt(5, 5, 0, house), hitAt(27, 17, 0, corner)], makeSiteOf([house, corner]));
		expect(result.value).toBeCloseTo(Math.sqrt(50), 3);
		expect(result.parts).toEqual([{ name: 'facing-length', value: 0, error: null, unit: 'm' }]);
	});

	it('M1 says which point is wrong', () => {
		const site = makeSiteOf([house, across]);
		const [a, ground] = [hitAt(5, 5, 0, house), hitAt(25, 5, 0, null)];
		expect(take('clear-width', [ground], site).problem).toBe('no-building');
		expect(take('clear-width', [a], site).problem).toBe('more-points');
		expect(take('clear-width', [a, ground], site).problem).toBe('no-building');
		expect(take('clear-width', [a, a], site).problem).toBe('same-building');
	});
});

describe('bearing', () => {
	const site = makeSiteOf([]);
	const from = { ...hitAt(0, 0, 0, null), lon: 113.75, lat: 23.02 };

	it('M1 from true north at the first point, and back', () => {
		const result = take('bearing', [from, { ...from, lon: 113.7512, lat: 23.0231 }], site);
		// pyproj.Geod(ellps='WGS84').inv
		expect(result.value).toBeCloseTo(19.712437784275366, 5);
		expect(partOf(result, 'back-bearing')?.value).toBeCloseTo(360 - 160.2870929229408, 5);
		expect(partOf(result, 'distance')?.value).toBeCloseTo(364.67902454553473, 4);
		// 0.3 m at either end of 364.7 m.
		expect(result.error).toBeCloseTo((Math.atan((0.3 * Math.SQRT2) / 364.679) * 180) / Math.PI, 6);
	});

	it('M1 one place has no direction', () => {
		expect(take('bearing', [from, from], site)).toMatchObject({ value: null, problem: 'same-point' });
	});
});

describe('all of one building', () => {
	it('M1 footprint, perimeter and each side with its clear width', () => {
		const across = makeBuilding(2, [30, -5, 10, 40]);
		const facts = describeMeasured(house, makeSiteOf([house, across]));
		expect(facts).toMatchObject({ heightM: 18, heightErrorM: 2, heightBasis: 'registered' });
		expect(facts.footprintM2).toBeCloseTo(200, 3);
		expect(facts.perimeterM).toBeCloseTo(60, 4);
		const told = facts.sides.map(({ bearingDeg, lengthM, facadeM2, clearWidthM, blockedBy }) => [
			Math.round(bearingDeg),
			Math.round(lengthM * 100) / 100,
			Math.round(facadeM2 as number),
			clearWidthM === null ? null : Math.round(clearWidthM * 100) / 100,
			blockedBy,
		]);
		expect(told).toHaveLength(4);
		expect(told).toContainEqual([180, 20, 360, null, null]);
		expect(told).toContainEqual([90, 10, 180, 10, 'b-2']);
	});

	it('M1 unknown height: no facade is told', () => {
		const facts = describeMeasured({ ...house, heightM: null, heightBasis: 'unknown' }, makeSiteOf([]));
		expect(facts).toMatchObject({ heightM: null, heightErrorM: null });
		expect(facts.sides.map(({ facadeM2 }) => facadeM2)).toEqual([null, null, null, null]);
	});
});
