import { ArrayReader } from 'flatgeobuf/lib/mjs/array-reader.js';
import { fromFeature } from 'flatgeobuf/lib/mjs/geojson/feature.js';
import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js';
import { calcTreeSize } from 'flatgeobuf/lib/mjs/packedrtree.js';
import type { Feature } from 'geojson';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { packedTreeBytes, sortByHilbert } from '../../../../src/citypack/flatgeobuf/packed-tree.ts';
import { makeBuildingsFile, type Plan, planBuildings } from './make-buildings-file.ts';

beforeEach(() => {
	// The npm reader talks about its searches.
	vi.spyOn(console, 'debug').mockImplementation(() => {});
});

async function readWithNpm(bytes: Uint8Array): Promise<Feature[]> {
	const features: Feature[] = [];
	for await (const feature of deserialize(bytes)) features.push(feature as Feature);
	return features;
}

describe('buildings.fgb, read by the npm reader', () => {
	it('holds polygons, holes and several polygons, rings closed', async () => {
		const plan: Plan[] = [
			{ rings: [Int32Array.of(1130000000, 230000000, 1130000100, 230000000, 1130000100, 230000100)] },
			{
				rings: [
					Int32Array.of(1130010000, 230000000, 1130010400, 230000000, 1130010400, 230000400, 1130010000, 230000400),
					Int32Array.of(1130010100, 230000100, 1130010100, 230000200, 1130010200, 230000100),
				],
			},
			{
				rings: [
					Int32Array.of(1130020000, 230000000, 1130020100, 230000000, 1130020100, 230000100),
					Int32Array.of(1130020300, 230000000, 1130020400, 230000000, 1130020400, 230000100),
				],
			},
		];
		const features = await readWithNpm(makeBuildingsFile(plan).bytes);
		const byId = new Map(features.map((feature) => [feature.properties?.id, feature.geometry]));
		expect(byId.get('b0')).toEqual({
			type: 'Polygon',
			coordinates: [
				[
					[113, 23],
					[113.00001, 23],
					[113.00001, 23.00001],
					[113, 23],
				],
			],
		});
		const withHole = byId.get('b1');
		expect(withHole?.type).toBe('Polygon');
		expect(withHole?.type === 'Polygon' && withHole.coordinates.map((ring) => ring.length)).toEqual([5, 4]);
		const two = byId.get('b2');
		expect(two?.type).toBe('MultiPolygon');
		expect(two?.type === 'MultiPolygon' && two.coordinates[1]).toEqual([
			[
				[113.00203, 23],
				[113.00204, 23],
				[113.00204, 23.00001],
				[113.00203, 23],
			],
		]);
	});

	it('holds every known attribute, and no unknown one', async () => {
		const rings = [Int32Array.of(1130000000, 230000000, 1130000100, 230000000, 1130000100, 230000100)];
		const known = {
			name: '东莞国贸中心',
			street: '鸿福路',
			houseNumber: '200',
			town: '南城',
			heightM: 423.8,
			heightBasis: 'measured',
			minHeightM: 0.5,
			floors: 88,
			floorsBelow: 0,
			use: 'office',
			structure: 'rc-tube',
			year: 2021,
			tags: { operator: '某"某"' },
		} as const;
		const features = await readWithNpm(makeBuildingsFile([{ rings }, { rings, row: known }]).bytes);
		const properties = new Map(features.map((feature) => [feature.properties?.id, feature.properties]));
		expect(properties.get('b0')).toEqual({ id: 'b0', source: 'test' });
		expect(properties.get('b1')).toEqual({
			id: 'b1',
			name: '东莞国贸中心',
			street: '鸿福路',
			housenumber: '200',
			town: '南城',
			height_m: Math.fround(423.8),
			height_basis: 'measured',
			min_height_m: 0.5,
			floors: 88,
			floors_below: 0,
			use: 'office',
			structure: 'rc-tube',
			year: 2021,
			source: 'test',
			tags: { operator: '某"某"' },
		});
	});

	it('finds by box exactly what a look at every building finds', async () => {
		const plan = planBuildings(1000);
		const { bytes, boxes } = makeBuildingsFile(plan);
		const reader = ArrayReader.open(bytes);
		for (const [minX, minY, maxX, maxY] of [
			[113, 23, 113.01, 23.01],
			[113.02, 23.03, 113.021, 23.031],
			[113.05, 23.05, 113.05, 23.05],
			[114, 24, 115, 25],
		] as const) {
			const found: string[] = [];
			for await (const { id, feature } of reader.selectBbox({ minX, minY, maxX, maxY })) {
				found.push(String(fromFeature(id, feature, reader.header).properties?.id));
			}
			const expected = boxes.flatMap((box, i) =>
				box[0] <= maxX && box[1] <= maxY && box[2] >= minX && box[3] >= minY ? [`b${i}`] : [],
			);
			expect(found.sort()).toEqual(expected.sort());
		}
	});
});

describe('the packed tree', () => {
	it.each([1, 2, 15, 16, 17, 256, 257, 4097, 1_700_000])(
		'of %i items is as long as the specification says',
		(count) => {
			expect(packedTreeBytes(count)).toBe(calcTreeSize(count, 16));
		},
	);

	it('walks the four quarters in the order of the Hilbert curve, ties by row', () => {
		// Lower left, upper left, upper right, lower right: the curve's order 1; the fourth row repeats the first.
		const corners = [
			[10, 0],
			[10, 10],
			[0, 0],
			[10, 0],
			[0, 10],
		];
		const boxes = Int32Array.from(corners.flatMap(([x, y]) => [x, y, x, y]));
		expect([...sortByHilbert(boxes)]).toEqual([2, 4, 1, 0, 3]);
	});

	it('steps from each cell of a grid to a neighbour', () => {
		const side = 32;
		const boxes = new Int32Array(side * side * 4);
		for (let i = 0; i < side * side; i++) {
			const x = i % side;
			const y = Math.floor(i / side);
			boxes.set([x, y, x, y], i * 4);
		}
		const order = sortByHilbert(boxes);
		for (let i = 1; i < order.length; i++) {
			const [a, b] = [order[i - 1] as number, order[i] as number];
			const step = Math.abs((a % side) - (b % side)) + Math.abs(Math.floor(a / side) - Math.floor(b / side));
			expect(step).toBe(1);
		}
	});
});
