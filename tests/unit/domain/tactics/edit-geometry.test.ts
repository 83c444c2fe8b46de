import { describe, expect, it } from 'vitest';
import { createLocalPlane, distanceM } from '../../../../src/domain/geo/local-plane.ts';
import { editGeometry, findMarkAnchor, shiftGeometry } from '../../../../src/domain/tactics/edit-geometry.ts';
import type { MarkGeometry } from '../../../../src/domain/tactics/mark.ts';

const AT = { lon: 113.75, lat: 23.02 };
const plane = createLocalPlane(AT);
const place = (x: number, y: number): [number, number] => {
	const [lon, lat] = plane.toLonLat([x, y]);
	return [lon, lat];
};
const toMetres = (geometry: MarkGeometry) => {
	const points =
		geometry.type === 'Point'
			? [geometry.coordinates]
			: geometry.type === 'LineString'
				? geometry.coordinates
				: (geometry.coordinates[0] ?? []);
	return points.map((at) => plane.toXY(at).map((value) => Math.round(value * 100) / 100 + 0));
};
const line: MarkGeometry = { type: 'LineString', coordinates: [place(0, 0), place(30, 0), place(30, 40)] };
const square: MarkGeometry = {
	type: 'Polygon',
	coordinates: [[place(0, 0), place(10, 0), place(10, 10), place(0, 10), place(0, 0)]],
};

describe('shapes of marks', () => {
	it('a line is held at its middle vertex, an area at its middle', () => {
		expect(findMarkAnchor(line)).toEqual(place(30, 0));
		expect(plane.toXY(findMarkAnchor(square)).map(Math.round)).toEqual([5, 5]);
	});

	it('is moved as a whole and keeps its size', () => {
		const moved = editGeometry(line, { kind: 'move', at: place(130, 200) });
		expect(toMetres(moved)).toEqual([
			[100, 200],
			[130, 200],
			[130, 240],
		]);
		const far = editGeometry(line, { kind: 'move', at: [113.75, 45] });
		const [a, b] = (far as Extract<MarkGeometry, { type: 'LineString' }>).coordinates;
		expect(distanceM({ lon: a?.[0] ?? 0, lat: a?.[1] ?? 0 }, { lon: b?.[0] ?? 0, lat: b?.[1] ?? 0 })).toBeCloseTo(
			30,
			2,
		);
	});

	it('a vertex of an area is moved, and its ring stays closed', () => {
		const moved = editGeometry(square, { kind: 'vertex', index: 0, at: place(-5, -5) });
		expect(toMetres(moved)).toEqual([
			[-5, -5],
			[10, 0],
			[10, 10],
			[0, 10],
			[-5, -5],
		]);
	});

	it('gets a vertex between two and loses it again, but never the last that it needs', () => {
		const more = editGeometry(line, { kind: 'insert', index: 0, at: place(15, 5) });
		expect(toMetres(more)).toEqual([
			[0, 0],
			[15, 5],
			[30, 0],
			[30, 40],
		]);
		expect(toMetres(editGeometry(more, { kind: 'remove', index: 1 }))).toEqual(toMetres(line));
		const short: MarkGeometry = { type: 'LineString', coordinates: [place(0, 0), place(1, 0)] };
		expect(editGeometry(short, { kind: 'remove', index: 0 })).toBe(short);
	});

	it('is shifted by metres', () => {
		expect(toMetres(shiftGeometry({ type: 'Point', coordinates: place(1, 1) }, 10, -4))).toEqual([[11, -3]]);
	});
});
