import { describe, expect, it } from 'vitest';
import { createSite } from '../../../../../src/analysis/alert/create-site.ts';
import { gatherPlace } from '../../../../../src/analysis/alert/gather-place.ts';
import { describeSides, judgeSides } from '../../../../../src/analysis/alert/target/describe-sides.ts';
import { createRoadIndex } from '../../../../../src/analysis/routing/road-index.ts';
import { PLAIN_SITUATION } from '../../../../../src/domain/alert/situation.ts';
import type { Building } from '../../../../../src/domain/building.ts';
import { createServiceTable } from '../../../../../src/domain/service/service-table.ts';
import { createFakeCity, makeBuilding, ORIGIN, placeRing } from '../../../../support/fake-city.ts';
import { makeRoadGraph, type StraightRoad } from '../../../../support/make-road-graph.ts';

const table = createServiceTable();
/** 40 m along x, 20 m along y, the origin in its middle. Its sides: S1 south, S2 east, S3 north, S4 west. */
const HALL = makeBuilding(1, [-20, -10, 40, 20]);

async function siteOf(buildings: readonly Building[], roads: readonly StraightRoad[] | null) {
	const graph = roads && makeRoadGraph(roads);
	const city = createFakeCity({ buildings, ...(graph && { roads: graph }) });
	const data = await gatherPlace(city, ORIGIN, { values: table.values });
	const index = graph && createRoadIndex(graph);
	return createSite(data, index, { nowMs: 0, table, situation: PLAIN_SITUATION }).site;
}

const FAR: StraightRoad = { from: [-900, -900], to: [900, -900], roadClass: 'primary', widthM: 14 };

describe('A7 clear width', () => {
	it('A7 is the least distance straight out of the wall, and names what bounds it', async () => {
		// 7 m north over a part of the side only; 25 m east; 31 m west is beyond the search; nothing south.
		const north = makeBuilding(2, [5, 17, 8, 10]);
		const east = makeBuilding(3, [45, -10, 5, 5]);
		const west = makeBuilding(4, [-61, -10, 10, 20]);
		const sides = describeSides(await siteOf([HALL, north, east, west], [FAR]));
		expect(sides.map(({ id, facing, clearWidthM, blockedBy }) => [id, facing, clearWidthM, blockedBy])).toEqual([
			['S1', 'south', null, null],
			['S2', 'east', 25, 'b-3'],
			['S3', 'north', 7, 'b-2'],
			['S4', 'west', null, null],
		]);
	});

	it('A7 a building off the corner does not stand before a side; a party wall leaves nothing', async () => {
		const corner = makeBuilding(2, [22, 12, 10, 10]);
		const party = makeBuilding(3, [-40, -10, 20, 20]);
		const sides = describeSides(await siteOf([HALL, corner, party], [FAR]));
		expect(sides.map(({ clearWidthM }) => clearWidthM)).toEqual([null, null, null, 0]);
	});

	it('A7 a wall askew counts where it comes nearest, at the end of the side too', async () => {
		// Its south wall runs from 9 m off the side's east end (x = 20) to 21 m off its west end; the corner reaches beyond the side.
		const askew = makeBuilding(2, [0, 0, 1, 1], {
			polygons: [
				[
					placeRing([
						[30, 16],
						[30, 60],
						[-30, 60],
						[-30, 34],
					]),
				],
			],
		});
		const sides = describeSides(await siteOf([HALL, askew], [FAR]));
		// At x = 20 less the end's 0.05 m: 16 + 10.05 x 0.3 - 10.
		expect(sides[2]?.clearWidthM).toBeCloseTo(9.02, 1);
	});

	it('A7 what only touches a corner, or overlaps it as sources do, does not stand before the side', async () => {
		// Flush with the north wall, 0.3 m into the footprint from the west.
		const beside = makeBuilding(2, [-40, -10, 20.3, 20.2]);
		const sides = describeSides(await siteOf([HALL, beside], [FAR]));
		expect(sides.map(({ clearWidthM }) => clearWidthM)).toEqual([null, null, null, 0]);
	});

	it('A7 in a niche the target bounds its own side', async () => {
		const horseshoe = makeBuilding(1, [0, 0, 1, 1], {
			polygons: [
				[
					placeRing([
						[-20, -10],
						[20, -10],
						[20, 30],
						[10, 30],
						[10, 0],
						[-10, 0],
						[-10, 30],
						[-20, 30],
					]),
				],
			],
		});
		const sides = describeSides(await siteOf([horseshoe], [FAR]));
		const inner = sides.filter(({ blockedBy }) => blockedBy === 'b-1');
		expect(inner.map(({ facing, clearWidthM }) => [facing, clearWidthM])).toEqual([
			['west', 20],
			['east', 20],
		]);
	});
});

describe('A7 access', () => {
	const south = (rest: Partial<StraightRoad>): StraightRoad => ({
		from: [-300, -20],
		to: [300, -20],
		roadClass: 'service',
		...rest,
	});
	const accessOf = async (buildings: readonly Building[], roads: readonly StraightRoad[] | null) =>
		describeSides(await siteOf(buildings, roads)).map(({ access }) => access);

	it('A7 a carriageway of 4 m beside a side reaches it; the others are not reached', async () => {
		const [first, ...rest] = await accessOf([HALL], [south({ widthM: 4 })]);
		// The middle runs 10 m off the wall, its edge 8 m.
		expect(first).toMatchObject({ verdict: 'reached', reason: null, carriagewayM: 4, distanceM: 8 });
		expect(rest[1]).toMatchObject({ verdict: 'not-reached', reason: { code: 'no-carriageway-within' } });
	});

	it.each([
		['service', 3.9, 'not-reached', 'carriageway-narrow', 3.9, false],
		['lane', null, 'tight', 'carriageway-width-estimated', 3, true],
		['service', null, 'tight', 'carriageway-width-estimated', 4.5, true],
		['residential', null, 'reached', undefined, 6, true],
	] as const)('A7 a %s of %s m: %s', async (roadClass, widthM, verdict, code, carriagewayM, carriagewayEstimated) => {
		const [first] = await accessOf([HALL], [south({ roadClass, widthM })]);
		expect(first).toMatchObject({ verdict, carriagewayM, carriagewayEstimated });
		expect(first?.reason?.code).toBe(code);
	});

	it('A7 a building between, or too far, and the carriageway does not serve the side', async () => {
		const between = makeBuilding(2, [-30, -16, 60, 3]);
		const [hidden] = await accessOf([HALL, between], [south({ widthM: 4 })]);
		expect(hidden).toMatchObject({ verdict: 'not-reached', reason: { code: 'carriageway-behind-building' } });
		const [far] = await accessOf([HALL], [{ ...south({ widthM: 4 }), from: [-300, -33], to: [300, -33] }]);
		expect(far).toMatchObject({ verdict: 'not-reached', reason: { code: 'no-carriageway-within' } });
	});

	it('A7 without roads it is unknown, never "not reached"', async () => {
		const site = await siteOf([HALL], null);
		const sides = describeSides(site);
		expect(sides.map(({ access }) => access.verdict)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
		expect(judgeSides(site, sides).map(({ code }) => code)).toEqual(['sides/access-unknown']);
	});

	it('A7 counts the sides that are reached', async () => {
		const site = await siteOf([HALL], [south({ widthM: 4 })]);
		const [finding] = judgeSides(site, describeSides(site));
		expect(finding).toMatchObject({ code: 'sides/some-reached', params: { reached: 1, tight: 0, total: 4 } });
	});
});
