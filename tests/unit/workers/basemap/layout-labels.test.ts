import { describe, expect, it } from 'vitest';
import type { BasemapTile, TileFeature } from '../../../../src/workers/basemap/decode-tile.ts';
import { layoutLabels } from '../../../../src/workers/basemap/layout-labels.ts';
import { placeAlongLine } from '../../../../src/workers/basemap/place-along-line.ts';
import { planLaneMarks } from '../../../../src/workers/basemap/plan-lane-marks.ts';
import { createTileView } from '../../../../src/workers/basemap/tile-view.ts';

const EMPTY: BasemapTile = { land: [], water: [], waterway: [], boundary: [], rail: [], road: [], place: [] };

function makeFeature(properties: TileFeature['properties'], xy: number[]): TileFeature {
	const xs = xy.filter((_, i) => i % 2 === 0);
	const ys = xy.filter((_, i) => i % 2 === 1);
	return {
		properties,
		parts: [Float64Array.from(xy)],
		minX: Math.min(...xs),
		maxX: Math.max(...xs),
		minY: Math.min(...ys),
		maxY: Math.max(...ys),
	};
}

/** Every character 10 px wide: a name of four takes 4 x (10 + 0.12 x 13) = 46.24 px. */
const measure = (text: string) => text.length * 10;

describe('createTileView', () => {
	it('finds the stored tile of a painted one three zooms deeper, and the metres of a pixel', () => {
		// Tile 17/106951/56919 lies in 14/13368/7114 as its column 7, row 7; metres by the formula, worked in Python.
		const view = createTileView(17, 106_951, 56_919, 14);
		expect([view.dataZ, view.dataX, view.dataY]).toEqual([14, 13_368, 7_114]);
		expect([view.scale, view.offsetX, view.offsetY]).toEqual([4_096, 3_584, 3_584]);
		expect(view.metresPerPx).toBeCloseTo(0.54961, 5);
	});
});

describe('placeAlongLine', () => {
	it('sets a name in the middle of a line, left to right also where the line runs west', () => {
		const [glyphs] = placeAlongLine([200, 50, 0, 50], [10, 10, 10, 10], 512);
		expect(glyphs?.map(({ x }) => x)).toEqual([85, 95, 105, 115]);
		expect(glyphs?.every(({ y, angleRad }) => y === 50 && Math.abs(angleRad) < 1e-9)).toBe(true);
	});

	it('keeps the line direction for arrows', () => {
		const [[arrow] = []] = placeAlongLine([200, 50, 0, 50], [14], 512, false);
		expect(Math.abs(arrow?.angleRad ?? 0)).toBeCloseTo(Math.PI, 9);
	});

	it('gives nothing on a line too short or with a right angle under the name', () => {
		expect(placeAlongLine([0, 0, 40, 0], [10, 10, 10, 10], 512)).toEqual([]);
		expect(placeAlongLine([0, 0, 40, 0, 40, 40], [10, 10, 10, 10], 512)).toEqual([]);
	});
});

describe('layoutLabels', () => {
	const view = createTileView(14, 13_368, 7_114, 14);

	it('writes a street that runs through the tile once, wholly inside', () => {
		const road = makeFeature({ class: 'primary', name: '鸿福路', routable: true }, [-0.05, 0.5, 1.05, 0.5]);
		const { lines } = layoutLabels(view, { ...EMPTY, road: [road, road] }, 'zh', measure);
		expect(lines).toHaveLength(1);
		expect(lines[0]?.glyphs.map(({ text }) => text)).toEqual(['鸿', '福', '路']);
		expect(lines[0]?.glyphs[1]?.x).toBeCloseTo(256, 6);
	});

	it('writes the name of a dual carriageway once', () => {
		const properties = { class: 'primary', name: '鸿福路', routable: true };
		// 0.1 of the tile apart: 51 px.
		const road = [makeFeature(properties, [0, 0.5, 1, 0.5]), makeFeature(properties, [1, 0.6, 0, 0.6])];
		expect(layoutLabels(view, { ...EMPTY, road }, 'zh', measure).lines).toHaveLength(1);
	});

	it('leaves out the name of a crossing street only where it would cover the other', () => {
		const east = makeFeature({ class: 'primary', name: 'AAAA' }, [0, 0.5, 1, 0.5]);
		const south = makeFeature({ class: 'secondary', name: 'BBBB' }, [0.5, 0, 0.5, 1]);
		const besides = makeFeature({ class: 'secondary', name: 'CCCC' }, [0.2, 0, 0.2, 1]);
		const { lines } = layoutLabels(view, { ...EMPTY, road: [south, besides, east] }, 'zh', measure);
		expect(lines.map(({ glyphs }) => glyphs[0]?.text)).toEqual(['A', 'C']);
	});

	it('names a town on the tile that holds it, moved inside, and in the language asked for', () => {
		const town = makeFeature({ kind: 'town', name: '南城街道', name_en: 'Nancheng', min_zoom: 8 }, [0.99, 0.5]);
		const zh = layoutLabels(view, { ...EMPTY, place: [town] }, 'zh', measure).points;
		// Half of 4 x 10 px and 4 px of room, 3 px from the edge: 512 - 27.
		expect(zh).toEqual([{ kind: 'town', text: '南城街道', x: 485, y: 256 }]);
		const en = layoutLabels(view, { ...EMPTY, place: [town] }, 'en', measure).points;
		expect(en.map(({ text }) => text)).toEqual(['Nancheng']);
		const neighbour = makeFeature(town.properties, [-0.01, 0.5]);
		expect(layoutLabels(view, { ...EMPTY, place: [neighbour] }, 'zh', measure).points).toEqual([]);
	});

	it('writes the Chinese name where there is no English one', () => {
		const road = makeFeature({ class: 'primary', name: '路' }, [0, 0.5, 1, 0.5]);
		const { lines } = layoutLabels(view, { ...EMPTY, road: [road] }, 'en', measure);
		expect(lines[0]?.glyphs[0]?.text).toBe('路');
	});
});

describe('planLaneMarks', () => {
	it('marks two-way streets: none when narrow, a dashed middle for two lanes, a solid one for four', () => {
		expect(planLaneMarks(6, false)).toEqual([]);
		expect(planLaneMarks(7, false)).toEqual([{ offsetM: 0, dashed: true }]);
		expect(planLaneMarks(10.5, false)).toEqual([{ offsetM: 0, dashed: true }]);
		expect(planLaneMarks(14, false)).toEqual([
			{ offsetM: 3.5, dashed: true },
			{ offsetM: 0, dashed: false },
		]);
	});

	it('marks three lanes of a one-way street by two dashed lines', () => {
		expect(planLaneMarks(10.5, true)).toEqual([{ offsetM: 1.75, dashed: true }]);
	});
});
