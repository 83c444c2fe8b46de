import { describe, expect, it } from 'vitest';
import { createLocalPlane } from '../../../src/domain/geo/local-plane.ts';
import type { Position } from '../../../src/domain/geo/lon-lat.ts';
import type { LineLook } from '../../../src/domain/tactics/glyph.ts';
import { drawMarkArea, drawMarkLine, drawTruck } from '../../../src/scene/engine/mark-lines.ts';

const plane = createLocalPlane({ lon: 113.75, lat: 23.02 });
const place = (x: number, y: number): Position => plane.toLonLat([x, y]);
const metres = (line: readonly Position[] | undefined) =>
	(line ?? []).map((at) => plane.toXY(at).map((value) => Math.round(value * 10) / 10 + 0));
const look = (change: Partial<LineLook>): LineLook => ({
	dashPx: null,
	widthPx: 3,
	head: 'none',
	ticks: 'none',
	...change,
});
const north = [place(0, 0), place(0, 50)];

describe('lines of marks', () => {
	it('a head stands at the end: its tip there, its wings behind', () => {
		const { main, fine } = drawMarkLine(north, look({ head: 'arrow' }));
		expect(main).toEqual([north]);
		// 14 % of 50 m: 7 m back, 4.2 m to either side.
		expect(metres(fine[0])).toEqual([
			[-4.2, 43],
			[0, 50],
			[4.2, 43],
		]);
		expect(drawMarkLine(north, look({ head: 'both' })).fine).toHaveLength(2);
	});

	it('an arrow of advance is one outline from end to end of the line', () => {
		const { main, fine } = drawMarkLine(north, look({ head: 'broad' }));
		const outline = metres(main[0]);
		expect(fine).toEqual([]);
		expect(outline).toHaveLength(7);
		expect(outline[3]).toEqual([0, 50]);
		expect(Math.max(...outline.map(([x]) => x as number))).toBeGreaterThan(4);
	});

	it('teeth stand to the left, bars across', () => {
		const teeth = drawMarkLine(north, look({ ticks: 'teeth' })).fine.map(metres);
		expect(teeth.length).toBeGreaterThan(3);
		expect(teeth.every(([, tip]) => (tip?.[0] ?? 0) < 0)).toBe(true);
		const [bar] = drawMarkLine(north, look({ ticks: 'bars' })).fine.map(metres);
		expect([bar?.[0]?.[0], bar?.[1]?.[0]]).toEqual([-1.6, 1.6]);
	});

	it('a line without length, or without points, has none', () => {
		expect(drawMarkLine([place(1, 1), place(1, 1)], look({ head: 'arrow' }))).toEqual({ main: [], fine: [] });
		expect(drawMarkLine([], look({}))).toEqual({ main: [], fine: [] });
	});

	it('a crossed area has strokes both ways, all inside', () => {
		const ring = [place(0, 0), place(40, 0), place(40, 40), place(0, 40), place(0, 0)];
		const lines = drawMarkArea([ring], { dashPx: null, widthPx: 3, hatch: 'lines' }).fine;
		const crossed = drawMarkArea([ring], { dashPx: null, widthPx: 3, hatch: 'cross' }).fine;
		expect(crossed).toHaveLength(lines.length * 2);
		const all = crossed.flatMap((line) => metres(line)).flat() as number[];
		expect(Math.min(...all)).toBeGreaterThanOrEqual(-0.1);
		expect(Math.max(...all)).toBeLessThanOrEqual(40.1);
	});
});

describe('a vehicle at scale', () => {
	it('has its length along its heading, and its outriggers as far out as they are', () => {
		const { main, fine } = drawTruck(place(0, 0), 90, { lengthM: 12, widthM: 2.5, jackSpreadM: 6 });
		const body = metres(main[0]);
		// Facing east: 12 m from west to east, 2.5 m from south to north.
		expect([Math.min(...body.map(([x]) => x as number)), Math.max(...body.map(([x]) => x as number))]).toEqual([-6, 6]);
		expect(Math.max(...body.map(([, y]) => y as number))).toBe(1.3);
		const ends = fine.flatMap((line) => metres(line)).map(([, y]) => Math.abs(y as number));
		// Half of 6 m and the pad's own 0.35 m.
		expect(Math.max(...ends)).toBeCloseTo(3.35, 0);
		expect(drawTruck(place(0, 0), 0, { lengthM: 8, widthM: 2.5, jackSpreadM: null }).fine).toHaveLength(2);
	});
});
