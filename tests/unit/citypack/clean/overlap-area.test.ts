import fc from 'fast-check';
import { intersection } from 'polyclip-ts';
import { describe, expect, it } from 'vitest';
import { overlapArea } from '../../../../src/citypack/clean/overlap-area.ts';
import { doubleSignedArea } from '../../../../src/citypack/clean/ring-measures.ts';

const ring = (...xy: number[]) => Int32Array.from(xy);
const box = (x: number, y: number, w: number, h: number) => ring(x, y, x + w, y, x + w, y + h, x, y + h);

describe('overlapArea', () => {
	it('of boxes', () => {
		expect(overlapArea([box(0, 0, 10, 10)], [box(5, 5, 10, 10)])).toBe(25);
		expect(overlapArea([box(0, 0, 10, 10)], [box(2, 2, 3, 4)])).toBe(12);
		expect(overlapArea([box(0, 0, 10, 10)], [box(10, 0, 10, 10)])).toBe(0);
		expect(overlapArea([box(0, 0, 10, 10)], [box(0, 20, 10, 10)])).toBe(0);
		expect(overlapArea([box(0, 0, 10, 10)], [box(0, 0, 10, 10)])).toBe(100);
	});

	it('of a triangle and a box, by hand', () => {
		// Below y = 10 - x, within 0..5 x 0..10: the trapezoid of sides 10 and 5 over 5.
		expect(overlapArea([ring(0, 0, 10, 0, 0, 10)], [box(0, 0, 5, 10)])).toBeCloseTo(37.5, 9);
	});

	it('leaves holes out', () => {
		const hole = ring(2, 2, 2, 8, 8, 8, 8, 2);
		expect(overlapArea([box(0, 0, 10, 10), hole], [box(0, 0, 5, 10)])).toBe(50 - 3 * 6);
	});

	it('agrees with polyclip on any two star-shaped outlines', () => {
		const star = fc.tuple(
			fc.integer({ min: -50, max: 50 }),
			fc.integer({ min: -50, max: 50 }),
			fc.array(fc.integer({ min: 20, max: 100 }), { minLength: 5, maxLength: 12 }),
		);
		fc.assert(
			fc.property(star, star, (a, b) => {
				const [p, q] = [a, b].map(([x, y, radii]) =>
					Int32Array.from(
						radii.flatMap((radius, i) => {
							const angle = (2 * Math.PI * i) / radii.length;
							return [Math.round(x + radius * Math.cos(angle)), Math.round(y + radius * Math.sin(angle))];
						}),
					),
				) as [Int32Array, Int32Array];
				const pairs = (r: Int32Array) =>
					Array.from({ length: r.length / 2 }, (_, i) => [r[i * 2], r[i * 2 + 1]] as [number, number]);
				let expected = 0;
				for (const polygon of intersection([pairs(p)], [pairs(q)])) {
					for (const part of polygon) {
						const [x0, y0] = part[0] as [number, number];
						for (let i = 1; i + 1 < part.length; i++) {
							const [ax, ay] = part[i] as [number, number];
							const [bx, by] = part[i + 1] as [number, number];
							expected += ((ax - x0) * (by - y0) - (bx - x0) * (ay - y0)) / 2;
						}
					}
				}
				expect(doubleSignedArea(p)).toBeGreaterThan(0);
				expect(overlapArea([p], [q])).toBeCloseTo(expected, 4);
			}),
			{ numRuns: 200 },
		);
	});
});
