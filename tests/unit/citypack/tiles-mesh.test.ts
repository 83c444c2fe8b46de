import { describe, expect, it } from 'vitest';
import { addBuilding } from '../../../src/citypack/tiles/add-building.ts';
import { createTileFrame } from '../../../src/citypack/tiles/tile-frame.ts';
import { TileMesh } from '../../../src/citypack/tiles/tile-mesh.ts';
import { type MadeBuilding, makeBuildingTable } from '../../bench/make-building-table.ts';
import { fillColumns, orderTable } from '../../support/order-table.ts';

/** Metres per degree at 0° N (WGS84: a and a (1 - e²)), so that outlines can be written in metres. */
const M_LON = (6_378_137 * Math.PI) / 180;
const M_LAT = (6_335_439.327 * Math.PI) / 180;
const metres = (points: readonly (readonly [number, number])[]) =>
	points.map(([x, y]) => [x / M_LON, y / M_LAT] as const);

const SQUARE = metres([
	[0, 0],
	[20, 0],
	[20, 10],
	[0, 10],
]);
/** Clockwise, 10 m x 4 m. */
const COURT = metres([
	[5, 3],
	[5, 7],
	[15, 7],
	[15, 3],
]);
const L_SHAPE = metres([
	[0, 0],
	[20, 0],
	[20, 5],
	[5, 5],
	[5, 15],
	[0, 15],
]);
const FAR_SQUARE = metres([
	[100, 0],
	[110, 0],
	[110, 10],
	[100, 10],
]);

function meshOf(building: MadeBuilding) {
	const mesh = new TileMesh(createTileFrame(0, 0));
	const table = makeBuildingTable([building]);
	const order = orderTable(table);
	addBuilding(mesh, fillColumns(table, order), { ...table, rows: order.rows, firstOrdinal: 0 }, 0, 77);
	const { positions, indices } = mesh;
	const sums = { roofM2: 0, wallM2: 0, undersideM2: 0, volumeM3: 0, triangles: mesh.indexCount / 3 };
	for (let i = 0; i < mesh.indexCount; i += 3) {
		const [a, b, c] = [0, 1, 2].map((k) =>
			Array.from(positions.subarray(indices[i + k]! * 3, indices[i + k]! * 3 + 3)),
		);
		const u = b!.map((v, k) => v - a![k]!);
		const v = c!.map((w, k) => w - a![k]!);
		const normal = [u[1]! * v[2]! - u[2]! * v[1]!, u[2]! * v[0]! - u[0]! * v[2]!, u[0]! * v[1]! - u[1]! * v[0]!];
		const area = Math.hypot(...normal) / 2;
		if (normal[2]! > area) sums.roofM2 += area;
		else if (normal[2]! < -area) sums.undersideM2 += area;
		else sums.wallM2 += area;
		// Divergence theorem: a closed mesh with outward normals encloses a positive volume.
		sums.volumeM3 += (a![0]! * normal[0]! + a![1]! * normal[1]! + a![2]! * normal[2]!) / 6;
	}
	return { mesh, sums };
}

describe('addBuilding', () => {
	it('makes a roof and walls that look outward, and no floor', () => {
		const { mesh, sums } = meshOf({ rings: [SQUARE], heightM: 12 });
		expect(sums.roofM2).toBeCloseTo(200, 0);
		expect(sums.wallM2).toBeCloseTo(60 * 12, 0);
		expect(sums.undersideM2).toBe(0);
		// The missing floor lies in the plane of the origin and adds nothing to the volume.
		expect(sums.volumeM3).toBeCloseTo(2400, -1);
		expect(sums.triangles).toBe(8 + 2);
		expect(mesh.pairs).toBe(4);
	});

	it('leaves a court open', () => {
		const { sums } = meshOf({ rings: [SQUARE, COURT], heightM: 10 });
		expect(sums.roofM2).toBeCloseTo(200 - 40, 0);
		expect(sums.wallM2).toBeCloseTo((60 + 28) * 10, 0);
		expect(sums.volumeM3).toBeCloseTo(1600, -1);
	});

	it('covers a shape with a corner inside', () => {
		const { sums } = meshOf({ rings: [L_SHAPE], heightM: 10 });
		expect(sums.roofM2).toBeCloseTo(150, 0);
		expect(sums.triangles).toBe(12 + 4);
	});

	it('keeps the polygons of one building apart, each with its own courts', () => {
		const { mesh, sums } = meshOf({ rings: [SQUARE, COURT, FAR_SQUARE], heightM: 10 });
		expect(sums.roofM2).toBeCloseTo(160 + 100, 0);
		expect(mesh.features).toBe(1);
		expect(new Set(mesh.featureOfPair.subarray(0, mesh.pairs))).toEqual(new Set([0]));
	});

	it('closes a building that does not stand on the ground from below', () => {
		const { mesh, sums } = meshOf({ rings: [SQUARE, COURT], heightM: 10, minHeightM: 4 });
		expect(sums.undersideM2).toBeCloseTo(160, 0);
		expect(sums.volumeM3).toBeCloseTo(160 * 6, -1);
		expect([mesh.lowestM, mesh.highestM]).toEqual([4, 10]);
	});

	it('stands on the ground it is given, with its height still above that', () => {
		const { mesh, sums } = meshOf({ rings: [SQUARE], heightM: 10, groundM: 25.5 });
		expect([mesh.lowestM, mesh.highestM]).toEqual([25.5, 35.5]);
		expect([mesh.columns.fid[0], mesh.columns.height[0]]).toEqual([77, 10]);
		expect(sums.undersideM2).toBe(0);
	});

	it('draws an unknown height 3 m high and says so by basis 0', () => {
		const { mesh } = meshOf({ rings: [SQUARE], heightM: null });
		expect(mesh.highestM).toBe(3);
		expect([mesh.columns.height[0], mesh.columns.basis[0]]).toEqual([3, 0]);
	});
});
