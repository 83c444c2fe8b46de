import { describe, expect, it } from 'vitest';
import { cleanRings } from '../../../../src/citypack/clean/clean-rings.ts';
import { isSimplePolygon } from '../../../../src/citypack/clean/is-simple-polygon.ts';
import { doubleSignedArea } from '../../../../src/citypack/clean/ring-measures.ts';

/** Corners in units of 1e-5 degrees (about a metre) near Vaduz. */
function ring(...corners: [number, number][]): Int32Array {
	return Int32Array.from(corners.flatMap(([x, y]) => [95_000_000 + x * 100, 471_000_000 + y * 100]));
}

function kept(polygons: Int32Array[][]) {
	const cleaned = cleanRings(polygons);
	if (!cleaned.kept) throw new Error(`refused: ${cleaned.refusal.reason}`);
	return cleaned;
}

function refused(polygons: Int32Array[][]) {
	const cleaned = cleanRings(polygons);
	return cleaned.kept ? 'kept' : cleaned.refusal.reason;
}

const SQUARE = ring([0, 0], [10, 0], [10, 10], [0, 10]);
const SQUARE_CW = ring([0, 0], [0, 10], [10, 10], [10, 0]);

describe('cleanRings', () => {
	it('takes a clean ring as it is', () => {
		expect(kept([[SQUARE]])).toEqual({ kept: true, rings: [SQUARE], repairs: [] });
	});

	it('opens a closed ring and turns a clockwise one without calling it a repair', () => {
		const { rings, repairs } = kept([[ring([0, 0], [0, 10], [10, 10], [10, 0], [0, 0])]]);
		expect(rings).toEqual([ring([10, 0], [10, 10], [0, 10], [0, 0])]);
		expect(repairs).toEqual([]);
	});

	it('keeps holes, clockwise', () => {
		const hole = ring([2, 2], [4, 2], [4, 4], [2, 4]);
		expect(kept([[SQUARE, hole]]).rings).toEqual([SQUARE, ring([2, 4], [4, 4], [4, 2], [2, 2])]);
	});

	it('drops repeated vertices and spikes, also across the seam, and says so', () => {
		const dirty = ring([0, 0], [10, 0], [10, 0], [10, 10], [10, 15], [10, 10], [0, 10], [0, 0], [0, 0]);
		const { rings, repairs } = kept([[dirty]]);
		expect(rings).toEqual([SQUARE]);
		expect(repairs.map(({ reason, detail }) => `${reason}: ${detail}`)).toEqual([
			'repeated-vertices: 2 dropped',
			'spike: 1 dropped',
		]);
	});

	it('splits a bow-tie into its two triangles', () => {
		const { rings, repairs } = kept([[ring([0, 0], [10, 10], [10, 0], [0, 10])]]);
		expect(repairs.map(({ reason }) => reason)).toEqual(['self-intersection']);
		expect(rings).toEqual([ring([0, 0], [5, 5], [0, 10]), ring([5, 5], [10, 0], [10, 10])]);
	});

	it('joins a hole that crosses the wall to the outside', () => {
		const { rings, repairs } = kept([[SQUARE, ring([5, 2], [15, 2], [15, 8], [5, 8])]]);
		expect(repairs.map(({ reason }) => reason)).toEqual(['self-intersection']);
		expect(rings.every((part) => isSimplePolygon([part]))).toBe(true);
	});

	it('drops a hole outside its outer ring and a polygon that is none, and says so', () => {
		const { rings, repairs } = kept([[SQUARE, ring([20, 20], [22, 20], [22, 22])], [ring([30, 30], [31, 30])]]);
		expect(rings).toEqual([SQUARE]);
		expect(repairs.map(({ reason }) => reason)).toEqual(['hole-outside', 'polygon-dropped']);
	});

	it('refuses what cannot be a footprint, with the reason', () => {
		expect(refused([])).toBe('no-rings');
		expect(refused([[ring([0, 0], [10, 0], [0, 0])]])).toBe('too-few-vertices');
		expect(refused([[ring([0, 0], [5, 0], [10, 0], [10, 0.0001])]])).toBe('zero-area');
	});

	it('does not change its input', () => {
		const input = SQUARE_CW.slice();
		cleanRings([[input]]);
		expect(input).toEqual(SQUARE_CW);
	});
});

describe('isSimplePolygon', () => {
	it('lets a hole touch the wall in a point, not along a stretch', () => {
		expect(isSimplePolygon([SQUARE, ring([5, 0], [4, 3], [6, 3])])).toBe(true);
		expect(isSimplePolygon([SQUARE, ring([4, 0], [4, 3], [6, 3], [6, 0])])).toBe(false);
	});

	it('finds a crossing in a ring of many vertices (sweep) as in a small one (pairs)', () => {
		const circle = (n: number) =>
			ring(
				...Array.from({ length: n }, (_, i): [number, number] => [
					Math.round(10_000 * Math.cos((2 * Math.PI * i) / n)),
					Math.round(10_000 * Math.sin((2 * Math.PI * i) / n)),
				]),
			);
		for (const n of [12, 200]) {
			const round = circle(n);
			expect(isSimplePolygon([round])).toBe(true);
			const crossed = round.slice();
			crossed.set(round.subarray(6, 8), 8);
			crossed.set(round.subarray(8, 10), 6);
			expect(isSimplePolygon([crossed])).toBe(false);
		}
	});
});

describe('cleanRings: several polygons', () => {
	const beside = ring([10, 0], [20, 0], [20, 10], [10, 10]);
	const across = ring([5, 0], [15, 0], [15, 10], [5, 10]);

	it('leaves polygons that touch alone', () => {
		expect(kept([[SQUARE], [beside]])).toEqual({ kept: true, rings: [SQUARE, beside], repairs: [] });
	});

	it('unites polygons that overlap and says by how much', () => {
		const { rings, repairs } = kept([[SQUARE], [across]]);
		expect(rings).toHaveLength(1);
		// 15 x 10 units of 1e-5 degrees.
		expect(Math.abs(doubleSignedArea(rings[0] as Int32Array))).toBe(2 * 1500 * 1000);
		expect(repairs.map(({ reason }) => reason)).toEqual(['overlapping-parts']);
		// 5 x 10 units: 3.80 m x 11.12 m at 47.1 N.
		expect(repairs[0]?.detail).toMatch(/overlap by 42\.\d m2, united to 1 polygon/);
	});

	it('tells of parts more than 2 km apart', () => {
		const far = ring([4000, 0], [4010, 0], [4010, 10], [4000, 10]);
		expect(kept([[SQUARE], [far]]).repairs).toEqual([
			{ reason: 'parts-far-apart', detail: 'parts 3.0 km apart, kept as they are' },
		]);
	});
});
