import { describe, expect, it } from 'vitest';
import { createTileFrame, frameMatrix, projectEdge } from '../../../src/citypack/tiles/tile-frame.ts';

/** EPSG guidance note 7-2, section 4.1.1: 53°48'33.820"N 2°07'46.380"E, 73.0 m above WGS 84, and its earth-fixed place. */
const EPSG_LON_E7 = (2 + 7 / 60 + 46.38 / 3600) * 1e7;
const EPSG_LAT_E7 = (53 + 48 / 60 + 33.82 / 3600) * 1e7;
const EPSG_XYZ = [3_771_793.968, 140_253.342, 5_124_304.349];

/** What a 3D Tiles client does: the node's matrix, then glTF's y up to z up. */
function place(matrix: number[], [x, y, z]: readonly [number, number, number]): number[] {
	const at = (row: number) => matrix[row]! * x + matrix[4 + row]! * y + matrix[8 + row]! * z + matrix[12 + row]!;
	return [at(0), -at(2), at(1)];
}

function placeThrough(frameLonE7: number, frameLatE7: number): number[] {
	const frame = createTileFrame(frameLonE7, frameLatE7);
	const out = new Float64Array(6);
	projectEdge(frame, EPSG_LON_E7, EPSG_LAT_E7, 0, 73, out, 0);
	const matrix = frameMatrix(frame, [10, 20, 30], [0.5, 0.25, 2]);
	return place(matrix, [(out[3]! - 10) / 0.5, (out[5]! - 20) / 0.25, (-out[4]! - 30) / 2]);
}

describe('tile frame', () => {
	it.each([
		['at the point itself', 0, 0],
		['a leaf away', 100_000, -80_000],
		['40 km away', 5_000_000, 3_000_000],
	])('takes the EPSG example point to its earth-fixed coordinates, %s', (_, dLon, dLat) => {
		const xyz = placeThrough(EPSG_LON_E7 + dLon, EPSG_LAT_E7 + dLat);
		xyz.forEach((value, i) => {
			expect(Math.abs(value - EPSG_XYZ[i]!)).toBeLessThan(0.001);
		});
	});

	it('bends the ground away: 10 km off, 7.84 m below the plane', () => {
		// 10,000^2 / (2 * 6,378,137): along a parallel at the equator the ellipsoid is a circle of that radius.
		const frame = createTileFrame(0, 0);
		const out = new Float64Array(6);
		projectEdge(frame, (10_000 / 6_378_137) * (180 / Math.PI) * 1e7, 0, 0, 100, out, 0);
		expect(out[2]).toBeCloseTo(-7.839, 3);
		expect(out[5]! - out[2]!).toBeCloseTo(100, 3);
	});
});
