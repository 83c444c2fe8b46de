import { describe, expect, it } from 'vitest';
import { offsetShape } from '../../../../../src/analysis/alert/zones/offset-shape.ts';
import { measureRingM2 } from '../../../../../src/analysis/measure/plane-ring.ts';
import { createPlaneShape } from '../../../../../src/analysis/measure/plane-shape.ts';
import type { LocalPlane, XY } from '../../../../../src/domain/geo/local-plane.ts';
import { turnXY } from '../../../../support/turn-building.ts';

/** Metres are given as they are. */
const METRES = { toXY: (at: XY) => at } as unknown as LocalPlane;

type Rings = readonly (readonly XY[])[];
const BOX: Rings = [[[0, 0], [20, 0], [20, 12], [0, 12]]]; // biome-ignore format: shapes
const L: Rings = [[[0, 0], [40, 0], [40, 12], [12, 12], [12, 40], [0, 40]]]; // biome-ignore format: shapes
const U: Rings = [[[0, 0], [60, 0], [60, 50], [45, 50], [45, 15], [15, 15], [15, 50], [0, 50]]]; // biome-ignore format: shapes
const STAR: Rings = [[[30, 0], [8, 6], [0, 30], [-6, 8], [-30, 0], [-8, -6], [0, -30], [6, -8]]]; // biome-ignore format: shapes
const COURT: Rings = [
	[[0, 0], [80, 0], [80, 80], [0, 80]], // biome-ignore format: shapes
	[[15, 15], [15, 65], [65, 65], [65, 15]], // biome-ignore format: shapes
];

function offset(rings: Rings, distanceM: number, deg = 0) {
	const turned = rings.map((ring) => ring.map((at) => turnXY(at, deg)));
	return offsetShape(createPlaneShape([turned as unknown as [number, number][][]], METRES), distanceM);
}

const areaOf = (polygons: ReturnType<typeof offset>) =>
	polygons.flat().reduce((sum, ring) => sum + measureRingM2(ring), 0);

describe('A14 ground within a distance of the walls', () => {
	// Areas by shapely 2.2.0, buffer(d, quad_segs=4000); arcs drawn here lie within 0.1 % of the radius inside the true ones.
	it.each([
		['box', BOX, 3, 460.27, 0],
		['box', BOX, 81, 26035.99, 0],
		['L', L, 3, 1322.34, 0],
		['L', L, 10, 2708.7, 0],
		['L', L, 81, 33419.19, 0],
		['U', U, 10, 5121.24, 0],
		['U whose arms just meet', U, 15, 6910.29, 0],
		['U', U, 81, 41418.03, 0],
		['star', STAR, 3, 1443.92, 0],
		['star', STAR, 15, 4393.55, 0],
		['star', STAR, 81, 35999.35, 0],
		['courtyard', COURT, 3, 5452.27, 1],
		['courtyard', COURT, 15, 11506.86, 1],
		['courtyard that fills up', COURT, 81, 52931.99, 0],
	] as const)('A14 %s, %d', (_, rings, distanceM, areaM2, holes) => {
		const polygons = offset(rings, distanceM);
		expect(polygons).toHaveLength(1);
		expect((polygons[0]?.length ?? 0) - 1).toBe(holes);
		expect(areaOf(polygons) / areaM2).toBeGreaterThan(0.998);
		expect(areaOf(polygons) / areaM2).toBeLessThan(1.000001);
	});

	it('A14 a ring of 16 blunt corners: area + perimeter x d + pi d2', () => {
		const ring = Array.from({ length: 16 }, (_, i): XY => turnXY([30, 0], (i * 360) / 16));
		const areaM2 = 8 * 900 * Math.sin(Math.PI / 8);
		const whole = areaM2 + 16 * 60 * Math.sin(Math.PI / 16) * 40 + Math.PI * 1600;
		expect(areaOf(offset([ring], 40)) / whole).toBeGreaterThan(0.9985);
		expect(areaOf(offset([ring], 40)) / whole).toBeLessThan(1.000001);
	});

	it('A14 turning the shape turns the ground, corner for corner, to 1 cm', () => {
		for (const rings of [BOX, L, U, STAR, COURT]) {
			const still = offset(rings, 27);
			for (const deg of [31, 90, 200.7]) {
				const turned = offset(rings, 27, deg);
				expect(turned.map((polygon) => polygon.map(({ length }) => length))).toEqual(
					still.map((polygon) => polygon.map(({ length }) => length)),
				);
				const back = turned.flat(2).map((at) => turnXY(at, -deg));
				const away = still.flat(2).map((at, i) => Math.hypot(at[0] - (back[i]?.[0] ?? 0), at[1] - (back[i]?.[1] ?? 0)));
				expect(Math.max(...away)).toBeLessThan(0.01);
			}
		}
	});

	it('A14 rings are closed; outer ones run counter-clockwise', () => {
		const [ground] = offset(COURT, 10);
		for (const ring of ground ?? []) expect(ring[0]).toEqual(ring.at(-1));
		expect(measureRingM2(ground?.[0] ?? [])).toBeGreaterThan(0);
		expect(measureRingM2(ground?.[1] ?? [])).toBeLessThan(0);
	});

	it('A14 broken geometry: never less than the hull of it', () => {
		// A ring that crosses itself.
		const bow: Rings = [[[0, 0], [20, 12], [20, 0], [0, 12]]]; // biome-ignore format: shapes
		expect(areaOf(offset(bow, 5))).toBeGreaterThan(20 * 12);
	});
});
