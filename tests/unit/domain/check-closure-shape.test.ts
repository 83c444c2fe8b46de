import { describe, expect, it } from 'vitest';
import { checkClosureShape } from '../../../src/domain/check-closure-shape.ts';
import type { ClosureShape } from '../../../src/domain/closure.ts';
import { AppError } from '../../../src/domain/errors.ts';
import type { BBox } from '../../../src/domain/geo/lon-lat.ts';
import { placeAt } from '../../support/fake-city.ts';

const BOUNDS: BBox = [113.7, 23, 113.8, 23.1];
/** A square of 90 m. */
const OUTER: [number, number][] = [
	[0, 0],
	[90, 0],
	[90, 90],
	[0, 90],
	[0, 0],
];
const put = (points: readonly (readonly [number, number])[]): [number, number][] =>
	points.map(([x, y]) => {
		const { lon, lat } = placeAt(x, y);
		return [lon, lat];
	});
const line = (...points: [number, number][]): ClosureShape => ({ type: 'LineString', coordinates: put(points) });
const area = (...rings: [number, number][][]): ClosureShape => ({ type: 'Polygon', coordinates: rings.map(put) });
const codeOf = (shape: ClosureShape): string | null => {
	try {
		checkClosureShape(shape, BOUNDS);
		return null;
	} catch (error) {
		return error instanceof AppError ? error.code : String(error);
	}
};

describe('checkClosureShape', () => {
	it('takes a line, an area, an area with a hole, and one that lies over the city’s edge', () => {
		expect(codeOf(line([0, 0], [10, 0]))).toBeNull();
		expect(
			codeOf(
				area([
					[0, 0],
					[10, 0],
					[10, 10],
					[0, 0],
				]),
			),
		).toBeNull();
		expect(
			codeOf(
				area(OUTER, [
					[20, 20],
					[20, 40],
					[40, 40],
					[20, 20],
				]),
			),
		).toBeNull();
		expect(codeOf(line([0, 0], [100_000, 0]))).toBeNull();
	});

	it('refuses a line without length', () => {
		expect(codeOf(line([5, 5], [5, 5], [5, 5]))).toBe('closure/no-length');
	});

	it('refuses a ring that is open, crosses itself or holds no area', () => {
		expect(
			codeOf(
				area([
					[0, 0],
					[10, 0],
					[10, 10],
					[0, 10],
				]),
			),
		).toBe('closure/bad-ring');
		expect(
			codeOf(
				area([
					[0, 0],
					[10, 10],
					[10, 0],
					[0, 10],
					[0, 0],
				]),
			),
		).toBe('closure/bad-ring');
		expect(
			codeOf(
				area([
					[0, 0],
					[10, 0],
					[20, 0],
					[0, 0],
				]),
			),
		).toBe('closure/bad-ring');
	});

	it('refuses what lies outside the city, and more than it can look at', () => {
		expect(codeOf(line([100_000, 0], [100_010, 0]))).toBe('closure/outside-city');
		expect(codeOf(line(...Array.from({ length: 2001 }, (_, i): [number, number] => [i, 0])))).toBe(
			'closure/too-many-positions',
		);
	});

	it('refuses what is larger than anybody closes by hand, across the world or to and fro', () => {
		expect(
			codeOf({
				type: 'LineString',
				coordinates: [
					[-180, 23.05],
					[180, 23.05],
				],
			}),
		).toBe('closure/too-large');
		const fro = Array.from({ length: 60 }, (_, i): [number, number] => [(i % 2) * 9_000, i]);
		expect(codeOf(line(...fro))).toBe('closure/too-large');
		expect(codeOf(line(...fro.slice(0, 50)))).toBeNull();
		const square = (sideM: number): [number, number][] => [
			[0, 0],
			[sideM, 0],
			[sideM, sideM],
			[0, sideM],
			[0, 0],
		];
		expect(codeOf(area(square(21_000)))).toBe('closure/too-large');
		expect(codeOf(area(square(19_000)))).toBeNull();
	});

	it('names the ring', () => {
		expect(() =>
			checkClosureShape(
				area(OUTER, [
					[1, 1],
					[2, 2],
					[3, 3],
					[1, 1],
				]),
				BOUNDS,
			),
		).toThrow(/^closure: ring 1: got an area of 0\.00 m2, expected/);
	});
});
