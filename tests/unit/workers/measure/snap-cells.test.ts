import { describe, expect, it } from 'vitest';
import { bboxContains } from '../../../../src/domain/geo/lon-lat.ts';
import { createServiceTable } from '../../../../src/domain/service/service-table.ts';
import { gatherSite } from '../../../../src/workers/measure/measure-site.ts';
import { createSnapCells, listCells } from '../../../../src/workers/measure/snap-cells.ts';
import { makeBuilding, placeAt } from '../../../support/fake-city.ts';

const { signal } = new AbortController();
const { values } = createServiceTable();

const yard = placeAt(7, 7);

/** A town of three, and how often a cell was read. */
function openTown() {
	const buildings = [
		makeBuilding(1, [0, 0, 20, 10]),
		makeBuilding(2, [20.05, 0, 10, 10]),
		// Longer than a cell: it lies in several.
		makeBuilding(3, [-20, 40, 900, 10]),
	];
	const state = { reads: 0, isBroken: false };
	const cells = createSnapCells({
		async findBuildings(box) {
			state.reads++;
			if (state.isBroken) throw new Error('gone');
			const [west, south, east, north] = box;
			return buildings.filter(({ polygons }) => {
				const ring = polygons[0]?.[0] ?? [];
				const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)];
				return (
					Math.min(...lons) <= east &&
					Math.max(...lons) >= west &&
					Math.min(...lats) <= north &&
					Math.max(...lats) >= south
				);
			});
		},
		findRoads: async (box) => (bboxContains(box, yard) ? [[[yard.lon, yard.lat]]] : []),
		footOf: () => 3,
	});
	return { cells, state };
}

const eye = { ...placeAt(0, -200), heightM: 200 };
const through = { ...placeAt(5, 5), heightM: 0 };

describe('cells of the city', () => {
	it('are read once while the pointer stays about, and each building comes once', async () => {
		const { cells, state } = openTown();
		const first = await cells.gather(eye, through, signal);
		const reads = state.reads;
		expect(first.buildings.map(({ building }) => building.fid).sort()).toEqual([1, 2, 3]);
		expect(first.buildings[0]).toMatchObject({ footM: 3, bottomM: 3, topM: 21 });
		expect(first.roads).toHaveLength(1);
		await cells.gather(eye, { ...placeAt(6, 6), heightM: 0 }, signal);
		expect(state.reads).toBe(reads);
	});

	it('a failure is told, and the cell is read again the next time', async () => {
		const { cells, state } = openTown();
		state.isBroken = true;
		await expect(cells.gather(eye, through, signal)).rejects.toThrow('gone');
		state.isBroken = false;
		expect((await cells.gather(eye, through, signal)).buildings).toHaveLength(3);
	});

	it('a low line of sight passes more cells than one from straight above', () => {
		const above = listCells({ ...placeAt(5, 5), heightM: 300 }, through);
		const low = listCells({ ...placeAt(5, -1500), heightM: 60 }, through);
		expect(above.length).toBeLessThanOrEqual(4);
		expect(low.length).toBeGreaterThan(above.length);
		for (const cell of above) expect(low).toContainEqual(cell);
	});
});

describe('what a measure needs', () => {
	it('the buildings of its points, and their neighbours within reach', async () => {
		const { cells } = openTown();
		const source = { cells, values, hasTerrain: false };
		const near = await gatherSite(source, [{ ...placeAt(20, 5), buildingId: 'b-1' }], 0.1, signal);
		const house = near.findBuilding('b-1');
		expect(house?.fid).toBe(1);
		expect(house && near.listNeighbours(house).map(({ id }) => id)).toEqual(['b-2']);
		expect(near.findBuilding('b-2')).toBeUndefined();
		const wide = await gatherSite(source, [{ ...placeAt(20, 5), buildingId: 'b-1' }], 35, signal);
		const same = wide.findBuilding('b-1');
		expect(
			same &&
				wide
					.listNeighbours(same)
					.map(({ id }) => id)
					.sort(),
		).toEqual(['b-2', 'b-3']);
	});
});
