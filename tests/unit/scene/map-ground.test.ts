import { Cartesian3, Cartographic } from 'cesium';
import { describe, expect, it } from 'vitest';
import { createLocalPlane } from '../../../src/domain/geo/local-plane.ts';
import type { Position } from '../../../src/domain/geo/lon-lat.ts';
import { createGroundGrid } from '../../../src/domain/pack/ground-grid.ts';
import { drawHeight } from '../../../src/scene/engine/alarm-lines.ts';
import { createMapGround, toCartesian } from '../../../src/scene/engine/map-ground.ts';
import { findPrismEdges } from '../../../src/scene/engine/prism-edges.ts';
import { getGapLevelM, getRoofM, listAlarmLabels } from '../../../src/scene/layers/alarm-labels.ts';
import type { AlarmPicture, PictureBuilding, PictureNeighbour } from '../../../src/scene/layers/alarm-picture.ts';

const plane = createLocalPlane({ lon: 113.75, lat: 23.02 });
const place = (x: number, y: number): Position => plane.toLonLat([x, y]);

/** Ground that rises by 10 m every 0.001 degrees (102 m) to the east, from 0 m at 113.74 E. */
const slope = createMapGround(
	createGroundGrid({
		...{ west: 113.74, south: 23.01, lonStep: 0.001, latStep: 0.02, columns: 21, rows: 2, baseM: 0 },
		heightDm: Uint16Array.from({ length: 42 }, (_, i) => (i % 21) * 100),
		voids: new Uint32Array(),
	}),
);
const flat = createMapGround(null);

const building = (fid: number, x: number, heightM: number): PictureBuilding => ({
	...{ fid, id: `b${fid}`, heightM },
	polygons: [[[place(x, 0), place(x + 20, 0), place(x + 20, 20), place(x, 20)]]],
});
/** 0.001 degrees of longitude at 23.02 N. */
const STEP_M = plane.metresPerDegLon / 1000;
/** Ground at `x` metres east of the slope's middle, which lies at 100 m. */
const groundAt = (x: number) => 100 + (x / STEP_M) * 10;

describe('map ground', () => {
	it('lifts a place by the ground under it', () => {
		const at = Cartographic.fromCartesian(toCartesian(slope, 113.7525, 23.02, 1.5));
		expect(at.height).toBeCloseTo(126.5, 3);
		expect((at.longitude * 180) / Math.PI).toBeCloseTo(113.7525, 9);
	});

	it('leaves everything where it was without terrain', () => {
		expect(flat.isFlat).toBe(true);
		const line: Position[] = [place(0, 0), place(400, 0)];
		expect(flat.drape(line, 0.6)).toEqual(line.map(([lon, lat]) => [lon, lat, 0.6]));
		expect(Cartesian3.equals(toCartesian(flat, 113.75, 23.02, 2), Cartesian3.fromDegrees(113.75, 23.02, 2))).toBe(true);
		expect(flat.footOf(building(1, 0, 10).polygons)).toBe(0);
	});

	it('lays a line over the ground, with points in between', () => {
		const line = slope.drape([place(-50, 0), place(50, 0)], 0.6);
		// 100 m in steps of at most 15 m: seven parts.
		expect(line).toHaveLength(8);
		expect(line[0]?.slice(0, 2)).toEqual(place(-50, 0));
		expect(line.at(-1)?.[0]).toBeCloseTo(place(50, 0)[0], 9);
		for (const [lon, lat, heightM] of line) {
			expect(heightM).toBeCloseTo(groundAt(plane.toXY([lon, lat])[0]) + 0.6, 1);
		}
	});

	it('stands a building on the lowest ground under it', () => {
		expect(slope.footOf(building(1, 0, 30).polygons)).toBeCloseTo(100, 1);
		expect(slope.footOf(building(2, -60, 30).polygons)).toBeCloseTo(groundAt(-60), 1);
	});
});

describe('the alarm over terrain', () => {
	const target = building(1, 0, 30);
	const neighbour = building(2, -60, 30);

	it('draws outlines from the foot to the roof and the height dimension beside them', () => {
		const footM = slope.footOf(target.polygons);
		const edges = findPrismEdges(target.polygons, getRoofM(target, slope), footM);
		expect(edges.foot[0]?.[0]?.[2]).toBeCloseTo(100, 1);
		expect(edges.roof[0]?.[0]?.[2]).toBeCloseTo(130, 1);
		expect(edges.corners[0]?.map(([, , heightM]) => Math.round(heightM))).toEqual([100, 130]);
		const height = drawHeight(target.polygons, 30, 0, footM);
		expect(height?.lines[0]?.map(([, , heightM]) => Math.round(heightM))).toEqual([100, 130]);
	});

	it('draws a gap at the lower of the two roofs, be it that of a taller building further down', () => {
		// Equal heights: the neighbour 60 m west stands 5.9 m lower.
		expect(getGapLevelM(target, neighbour, slope)).toBeCloseTo(groundAt(-60) + 30, 1);
		expect(getGapLevelM(target, neighbour, flat)).toBe(30);
		expect(getGapLevelM(null, neighbour, flat)).toBe(3);
	});

	it('puts labels on the roofs and on the ground', () => {
		const label = [{ text: 'x' }];
		const [waterLon, waterLat] = place(40, 0);
		const picture: AlarmPicture = {
			...{ incidentId: 'i', at: { lon: 113.75, lat: 23.02 } },
			target: { ...target, title: label, heightLabel: null },
			neighbours: [{ ...neighbour, gapM: 40, gapLine: null, gapLabel: null, title: label } satisfies PictureNeighbour],
			water: [{ id: 'w', kind: 'hydrant', state: 'ok', lon: waterLon, lat: waterLat, label }],
		};
		const heights = new Map(listAlarmLabels(picture, slope).map(({ id, anchors }) => [id, anchors[0]?.[2]]));
		expect(heights.get('target')).toBeCloseTo(130, 1);
		expect(heights.get('neighbour-b2')).toBeCloseTo(groundAt(-60) + 30, 1);
		expect(heights.get('water-w')).toBeCloseTo(groundAt(40) + 1.5, 1);
		const flatHeights = listAlarmLabels(picture, flat).map(({ anchors }) => anchors[0]?.[2]);
		expect(flatHeights).toEqual([30, 30, 1.5]);
	});
});
