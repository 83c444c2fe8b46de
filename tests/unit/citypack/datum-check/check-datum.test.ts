import { describe, expect, it } from 'vitest';
import { checkDatum, findDatumMistakes } from '../../../../src/citypack/datum-check/check-datum.ts';
import { nameShift } from '../../../../src/citypack/datum-check/name-shift.ts';
import { Rng } from '../../../../src/citypack/generate/rng.ts';
import type { TownOutline } from '../../../../src/citypack/model/input-city.ts';
import type { RoadLine } from '../../../../src/citypack/model/source-city.ts';
import { BARE_ROAD } from '../../../support/bare-records.ts';
import { box, makeTable, placeE7, type TestBuilding } from '../clean/make-table.ts';

/** Irregular streets over 5 km, 14 m wide, with buildings in two thirds of the blocks' plots. `shift`: of the buildings, metres. */
function makeCity(shift: readonly [number, number], seed = 7) {
	const rng = new Rng(seed);
	const lines = (): number[] => {
		const at = [-2500];
		while ((at.at(-1) as number) < 2500) at.push((at.at(-1) as number) + 60 + rng.next() * 120);
		return at;
	};
	const xs = lines();
	const ys = lines();
	const road = (id: string, ...xy: number[]): RoadLine => ({
		...BARE_ROAD,
		id,
		lonLat: Int32Array.from([
			...placeE7(xy[0] as number, xy[1] as number),
			...placeE7(xy[2] as number, xy[3] as number),
		]),
	});
	const roads = [
		...xs.map((x, i) => road(`x${i}`, x, -2500, x, 2500)),
		...ys.map((y, i) => road(`y${i}`, -2500, y, 2500, y)),
	];
	const buildings: TestBuilding[] = [];
	for (let i = 0; i + 1 < xs.length; i++) {
		for (let j = 0; j + 1 < ys.length; j++) {
			for (let x = (xs[i] as number) + 7; x + 18 < (xs[i + 1] as number) - 7; x += 22) {
				for (let y = (ys[j] as number) + 7; y + 18 < (ys[j + 1] as number) - 7; y += 22) {
					if (rng.next() < 0.33) continue;
					const rings = [box(x + shift[0], y + shift[1], 18, 18)];
					buildings.push({ id: `${buildings.length}`, source: 0, rings });
				}
			}
		}
	}
	return { buildings: makeTable(buildings), roads };
}

function check(shift: readonly [number, number]) {
	const { buildings, roads } = makeCity(shift);
	return findDatumMistakes({ buildings, sourceKeys: ['houses', 'osm'], roads: [{ source: 'osm', roads }], towns: [] });
}

// Shifts of GCJ-02 and BD-09 at 113.75 E, 23.02 N by reference figures (+0.0051, -0.0028 and +0.0116, +0.0031 degrees).
const GCJ02 = [522, -310] as const;
const BD09 = [1188, 343] as const;

describe('findDatumMistakes: buildings against roads', () => {
	it('finds nothing where both fit', () => {
		expect(check([0, 0])).toEqual([]);
	});

	it.each([
		['gcj02', 'first', ...GCJ02],
		['bd09', 'first', ...BD09],
		['gcj02', 'second', -522, 310],
		['bd09', 'second', -1188, -343],
	] as const)('names %s of the %s', (datum, of, eastM, northM) => {
		const [found] = check([eastM, northM]);
		expect(found).toMatchObject({ source: 'houses', against: 'osm', by: 'roads', likely: { datum, of } });
		expect(found?.offsetM).toBeGreaterThan(Math.hypot(eastM, northM) - 15);
		expect(found?.offsetM).toBeLessThan(Math.hypot(eastM, northM) + 15);
	});

	it('reports a shift that is none of them, and no datum for it', () => {
		const [found] = check([-400, -300]);
		expect(found?.likely).toBeNull();
		// 3-4-5: 500 m towards 180 + atan(400 / 300) = 233 degrees.
		expect(Math.abs((found?.bearingDeg ?? 0) - 233.1)).toBeLessThan(2);
	});

	it('does not compare a source with its own roads, nor with roads of another city', () => {
		const { buildings, roads } = makeCity(GCJ02);
		const towns: never[] = [];
		expect(findDatumMistakes({ buildings, sourceKeys: ['osm'], roads: [{ source: 'osm', roads }], towns })).toEqual([]);
		const elsewhere = roads.map((road) => ({ ...road, lonLat: road.lonLat.map((value) => value + 5_000_000) }));
		const evidence = { buildings, sourceKeys: ['houses', 'osm'], roads: [{ source: 'osm', roads: elsewhere }], towns };
		expect(findDatumMistakes(evidence)).toEqual([]);
	});

	it.each([1, 2, 3])('reports nothing of streets that have nothing to do with the buildings (%i)', (seed) => {
		const { buildings } = makeCity([0, 0]);
		const { roads } = makeCity([0, 0], seed);
		const evidence = { buildings, sourceKeys: ['houses', 'osm'], roads: [{ source: 'osm', roads }], towns: [] };
		expect(findDatumMistakes(evidence)).toEqual([]);
	});

	it('says it in words', () => {
		const { buildings, roads } = makeCity(GCJ02);
		const warnings = checkDatum({
			buildings,
			sourceKeys: ['houses', 'osm'],
			roads: [{ source: 'osm', roads }],
			towns: [],
		});
		expect(warnings).toMatchObject([{ code: 'crs/likely-datum-mistake', source: 'houses' }]);
		expect(warnings[0]?.message).toMatch(/^houses: lies 6\d\d m off .* as houses would in GCJ-02: say crs=gcj02/);
	});
});

describe('findDatumMistakes: towns of the same name', () => {
	const towns = (dx: number, dy: number, jitter: (i: number) => number): TownOutline[] =>
		Array.from({ length: 8 }, (_, i) => {
			const at = box(i * 5000 + dx + jitter(i), (i % 3) * 4000 + dy, 4000, 3000);
			const ring = new Int32Array(at.length);
			for (let k = 0; k < at.length; k += 2) ring.set(placeE7(at[k] as number, at[k + 1] as number), k);
			return { name: `town ${i}`, rings: [ring] };
		});
	const compare = (first: TownOutline[], second: TownOutline[]) =>
		findDatumMistakes({
			buildings: makeTable([]),
			sourceKeys: [],
			roads: [],
			towns: [
				{ source: 'right', towns: first },
				{ source: 'off', towns: second },
			],
		});

	it('finds a constant shift, though some outlines were drawn anew', () => {
		const right = towns(0, 0, () => 0);
		const [found] = compare(
			right,
			towns(...BD09, (i) => (i % 4 === 0 ? 700 : 40)),
		);
		expect(found).toMatchObject({
			source: 'off',
			against: 'right',
			by: 'towns',
			likely: { datum: 'bd09', of: 'first' },
		});
	});

	it('finds nothing where outlines differ without a common shift, or where names are few', () => {
		const right = towns(0, 0, () => 0);
		expect(
			compare(
				right,
				towns(0, 0, (i) => (i % 2 ? 900 : -900)),
			),
		).toEqual([]);
		expect(
			compare(
				right.slice(0, 4),
				towns(...BD09, () => 0),
			),
		).toEqual([]);
	});
});

describe('nameShift', () => {
	it('names nothing far from the known shifts, nor GCJ-02 outside China', () => {
		expect(nameShift({ lon: 113.75, lat: 23.02 }, 200, 50)).toBeNull();
		expect(nameShift({ lon: 9.52, lat: 47.14 }, ...GCJ02)).toBeNull();
	});
});
