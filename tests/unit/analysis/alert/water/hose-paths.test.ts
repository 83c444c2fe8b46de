import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSite } from '../../../../../src/analysis/alert/create-site.ts';
import { gatherPlace } from '../../../../../src/analysis/alert/gather-place.ts';
import type { Site } from '../../../../../src/analysis/alert/site.ts';
import { layHoses } from '../../../../../src/analysis/alert/water/lay-hoses.ts';
import { PLAIN_SITUATION } from '../../../../../src/domain/alert/situation.ts';
import type { Building } from '../../../../../src/domain/building.ts';
import type { XY } from '../../../../../src/domain/geo/local-plane.ts';
import { createServiceTable } from '../../../../../src/domain/service/service-table.ts';
import { createFakeCity, makeBuilding, ORIGIN, placeRing } from '../../../../support/fake-city.ts';
import { createLot } from '../../../../support/make-random-town.ts';

const table = createServiceTable();
const PASSAGE_M = 0.8;
/** Coordinates of buildings are good to about this, metres. */
const CM = 0.01;

interface Town {
	/** Of buildings, counter-clockwise, metres from the origin; the target first. */
	readonly rings: [number, number][][];
	readonly sources: [number, number][];
	/** By make-hose-paths.py: visibility graph of shapely, Dijkstra of networkx. */
	readonly lengthsM: number[];
}
const FIXTURE = new URL('../../../../fixtures/hose-paths/towns.json', import.meta.url);
const TOWNS = JSON.parse(readFileSync(FIXTURE, 'utf8')) as Town[];

function buildingOf(fid: number, ring: readonly XY[]): Building {
	return makeBuilding(fid, [0, 0, 1, 1], { polygons: [[placeRing(ring)]] });
}

async function siteOf(rings: readonly (readonly XY[])[]): Promise<Site> {
	const buildings = rings.map((ring, i) => buildingOf(i, ring));
	const data = await gatherPlace(createFakeCity({ buildings }), ORIGIN, { values: table.values });
	return createSite(data, null, { nowMs: 0, table, situation: PLAIN_SITUATION }).site;
}

function box(x: number, y: number, w: number, h: number): XY[] {
	return [
		[x, y],
		[x + w, y],
		[x + w, y + h],
		[x, y + h],
	];
}

async function lengthsOf(rings: readonly (readonly XY[])[], sources: readonly XY[]): Promise<(number | null)[]> {
	return layHoses(await siteOf(rings), sources, PASSAGE_M).map(({ lengthM }) => lengthM);
}

describe('A11 the way of a hose', () => {
	it.each(TOWNS.map((town, i) => [i, town] as const))(
		'A11 is the shortest round the buildings of random town %i, by shapely and networkx',
		async (_, { rings, sources, lengthsM }) => {
			const lengths = await lengthsOf(rings, sources);
			for (const [i, expectedM] of lengthsM.entries()) {
				expect(Math.abs((lengths[i] ?? Number.NaN) - expectedM), `source ${i}, ${expectedM} m`).toBeLessThan(0.06);
			}
		},
	);

	it('A11 goes round a wall and not through it', async () => {
		// A wall 40 m long and 1 m thick stands 10 m before the target; the source is 20 m before the target's middle. By hand: to the corner
		// of the wall 0.41 m off, (20.41, -10.41 - 1), then to 0.41 m before the
		// lower end of the target's right wall.
		const [lengthM] = await lengthsOf([box(-5, 0, 10, 10), box(-20, -11, 40, 1)], [[0, -20]]);
		const toCorner = Math.hypot(20.41, 20 - 11.41);
		const along = 1.82;
		const toTarget = Math.hypot(20.41 - 5.41, 9.59);
		expect(lengthM).toBeCloseTo(toCorner + along + toTarget + 0.41, 1);
	});

	it('A11 takes no passage narrower than 0.8 m, and one that is wider', async () => {
		const walls = (gapM: number) => [box(-5, 0, 10, 10), box(-60, -12, 60, 2), box(gapM, -12, 60, 2)];
		const [narrow] = await lengthsOf(walls(0.7), [[0.3, -30]]);
		const [wide] = await lengthsOf(walls(0.9), [[0.3, -30]]);
		expect(wide).toBeCloseTo(30, 1);
		expect(narrow).toBeGreaterThan(100);
	});

	it('A11 has no way to a target that is closed in, and none from a closed courtyard', async () => {
		const closed = [
			box(-5, -5, 10, 10),
			box(-20, 8, 40, 4),
			box(-20, -12, 40, 4),
			box(-20, -9, 8, 18),
			box(12, -9, 8, 18),
		];
		expect(await lengthsOf(closed, [[0, 40]])).toEqual([null]);
		expect((await lengthsOf(closed, [[7, 0]]))[0]).toBeCloseTo(2, 2);
	});

	it('A11 moves a source that is drawn in a building to its wall, and says so; in the target itself no hose is laid', async () => {
		const site = await siteOf([box(-5, 0, 10, 10), box(-5, -30, 10, 10)]);
		const [moved, own] = layHoses(
			site,
			[
				[0, -21],
				[0, 5],
			],
			PASSAGE_M,
		);
		expect(moved?.start).toBe('at-wall');
		// From 0.41 m before the wall, 20 m off.
		expect(moved?.lengthM).toBeCloseTo(19.59, 1);
		expect(own).toEqual({ lengthM: 0, line: [], start: 'in-target' });
	});

	it('A11 ends on the wall of the target and is as long as its line', async () => {
		for (const { rings, sources } of TOWNS) {
			for (const { line, lengthM } of layHoses(await siteOf(rings), sources, PASSAGE_M)) {
				let measured = 0;
				for (let i = 1; i < line.length; i++) {
					measured += Math.hypot(
						(line[i]?.[0] ?? 0) - (line[i - 1]?.[0] ?? 0),
						(line[i]?.[1] ?? 0) - (line[i - 1]?.[1] ?? 0),
					);
				}
				expect(measured).toBeCloseTo(lengthM ?? Number.NaN, 6);
				const [x, y] = line.at(-1) as XY;
				const ring = rings[0] as XY[];
				const offM = Math.min(...ring.map((a, i) => distanceToWall([x, y], a, ring[(i + 1) % ring.length] as XY)));
				expect(offM).toBeLessThan(1e-6);
			}
		}
	});

	it('A11 one building more never shortens a way', async () => {
		const lot = createLot(11);
		for (const { rings, sources } of TOWNS) {
			const before = await lengthsOf(rings, sources);
			const more: XY[][] = [...rings];
			for (let i = 0; i < 4; i++) more.push(box(lot(140) - 70, lot(50) + 12, 3 + lot(20), 3 + lot(8)));
			const after = await lengthsOf(more, sources);
			for (const [i, afterM] of after.entries()) {
				const inNew = more.slice(rings.length).some((ring) => isNear(sources[i] as XY, ring));
				if (afterM !== null && !inNew) expect(afterM).toBeGreaterThan((before[i] ?? Number.NaN) - CM);
			}
		}
	});

	it.each([17, 90, 203])('A11 turning the city by %i degrees changes no way by more than a centimetre', async (deg) => {
		const cos = Math.cos((deg * Math.PI) / 180);
		const sin = Math.sin((deg * Math.PI) / 180);
		const turn = ([x, y]: XY): XY => [x * cos - y * sin, x * sin + y * cos];
		for (const { rings, sources } of TOWNS) {
			const straight = await lengthsOf(rings, sources);
			const turned = await lengthsOf(
				rings.map((ring) => ring.map(turn)),
				sources.map(turn),
			);
			for (const [i, lengthM] of turned.entries())
				expect(Math.abs((lengthM ?? 0) - (straight[i] ?? 0))).toBeLessThan(CM);
		}
	});
});

function distanceToWall([x, y]: XY, a: XY, b: XY): number {
	const dx = b[0] - a[0];
	const dy = b[1] - a[1];
	const t = Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy)));
	return Math.hypot(x - a[0] - t * dx, y - a[1] - t * dy);
}

function isNear([x, y]: XY, ring: readonly XY[]): boolean {
	const xs = ring.map((p) => p[0]);
	const ys = ring.map((p) => p[1]);
	return x > Math.min(...xs) - 1 && x < Math.max(...xs) + 1 && y > Math.min(...ys) - 1 && y < Math.max(...ys) + 1;
}
