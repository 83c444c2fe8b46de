import { describe, expect, it } from 'vitest';
import { createAreaTest, polygonsOfBox } from '../../../../src/citypack/export/area-test.ts';
import type { BBox, Position } from '../../../../src/domain/geo/lon-lat.ts';
import type { LayerGeometry } from '../../../../src/domain/pack/layer-geometry.ts';

const square = (x: number, y: number, side: number): Position[] => [
	[x, y],
	[x + side, y],
	[x + side, y + side],
	[x, y + side],
];
const polygon = (...rings: Position[][]): LayerGeometry => ({ type: 'Polygon', coordinates: rings });

function boxOf(geometry: LayerGeometry): BBox {
	const numbers = (geometry.coordinates as readonly unknown[]).flat(4) as number[];
	const x = numbers.filter((_, i) => i % 2 === 0);
	const y = numbers.filter((_, i) => i % 2 === 1);
	return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
}
const meets = (area: Parameters<typeof createAreaTest>[0], geometry: LayerGeometry) =>
	createAreaTest(area).meets(geometry, boxOf(geometry));

describe('what meets an area', () => {
	const box = polygonsOfBox([0, 0, 10, 10]);
	/** A ring of land with a lake from 4,4 to 6,6. */
	const withLake = [[square(0, 0, 10), square(4, 4, 2)]];
	const u: Position[] = [
		[0, 0],
		[9, 0],
		[9, 9],
		[6, 9],
		[6, 3],
		[3, 3],
		[3, 9],
		[0, 9],
	];

	it.each([
		['inside', box, polygon(square(2, 2, 1)), true],
		['across the edge', box, polygon(square(9, 9, 4)), true],
		['touching from outside', box, polygon(square(10, 2, 4)), true],
		['beside', box, polygon(square(10.001, 2, 4)), false],
		['around the area', box, polygon(square(-5, -5, 30)), true],
		['around the area, which lies in its court', box, polygon(square(-5, -5, 30), square(-1, -1, 12)), false],
		['in the lake', withLake, polygon(square(4.5, 4.5, 1)), false],
		['on the shore', withLake, polygon(square(3.5, 4.5, 1)), true],
		['between the arms of a U', [[u]], polygon(square(4, 5, 1)), false],
		['in an arm of a U', [[u]], polygon(square(1, 5, 1)), true],
		['in the second part', [[square(0, 0, 1)], [square(20, 20, 5)]], polygon(square(21, 21, 1)), true],
		['through it without a corner in it', box, polygon(square(-5, 4, 30).map(([x, y]) => [x, y > 5 ? 5 : y])), true],
	])('%s', (_, area, geometry, expected) => {
		expect(meets(area, geometry)).toBe(expected);
	});

	it('points and lines', () => {
		expect(meets(box, { type: 'Point', coordinates: [10, 3] })).toBe(true);
		expect(meets(box, { type: 'Point', coordinates: [10.1, 3] })).toBe(false);
		const line = (...coordinates: Position[]): LayerGeometry => ({ type: 'LineString', coordinates });
		expect(meets(box, line([-1, 5], [11, 5]))).toBe(true);
		expect(meets(box, line([-1, 9], [2, 13], [11, 20]))).toBe(false);
		// Only its closing edge would meet the area.
		expect(meets(box, line([-5, 5], [-5, 20], [20, 20], [20, 5]))).toBe(false);
	});
});
