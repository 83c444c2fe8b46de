import { describe, expect, it } from 'vitest';
import type { BuildingTable } from '../../../../src/citypack/model/building-table.ts';
import { createBuildingTableBuilder } from '../../../../src/citypack/model/building-table-builder.ts';
import type { InputCity } from '../../../../src/citypack/model/input-city.ts';
import { CityMerger, type MergedCity } from '../../../../src/citypack/model/merge-cities.ts';
import { sortRejects } from '../../../../src/citypack/model/sort-rejects.ts';
import type { ToldReject } from '../../../../src/citypack/model/source-city.ts';
import { BARE_BUILDING } from '../../../support/bare-records.ts';

interface House {
	readonly id: string;
	/** West edge in 1e-7 degrees; each is 1000 x 1000 (about 10 m). */
	readonly at: number;
	readonly name?: string;
	readonly town?: string;
}

const SOUTH = 230_000_000;
const square = (west: number) =>
	Int32Array.of(west, SOUTH, west + 1000, SOUTH, west + 1000, SOUTH + 1000, west, SOUTH + 1000);

function tableOf(source: number, houses: readonly House[]): BuildingTable {
	const builder = createBuildingTableBuilder();
	for (const { id, at, name = null, town = null } of houses) {
		builder.addBuilding({ ...BARE_BUILDING, id, name, town, rings: [square(at)], source });
	}
	return builder.finish();
}

function layer(key: string, source: number, houses: readonly House[], more: Partial<InputCity> = {}): InputCity {
	const repaired = new Set(more.rejects?.filter(({ outcome }) => outcome === 'repaired').map(({ id }) => id)).size;
	const refused = more.rejects?.filter(({ outcome }) => outcome === 'refused').length ?? 0;
	const counts = { read: houses.length + refused, kept: houses.length, repaired, refused };
	const rest = { licence: null, date: null, crs: 'EPSG:4326', crsEvidence: 'made so', synthetic: true };
	return {
		sources: [{ key, title: key, kind: 'buildings', format: null, ...rest, ...counts }],
		bounds: null,
		buildings: tableOf(source, houses),
		roads: [],
		roadNodes: [],
		turnRestrictions: [],
		land: [],
		lines: [],
		water: [],
		stations: [],
		places: [],
		towns: [],
		givenTurns: [],
		givenSignals: [],
		namesBuildings: true,
		rejects: [],
		warnings: [],
		...more,
	};
}

function merge(...cities: readonly InputCity[]): MergedCity {
	const merger = new CityMerger();
	for (const city of cities) merger.add(city);
	return merger.finish();
}

const idsOf = ({ buildings }: MergedCity) => Array.from({ length: buildings.count }, (_, row) => buildings.id.at(row));
const countsOf = ({ sources }: MergedCity) =>
	sources.map(({ read, kept, repaired, refused }) => [read, kept, repaired, refused]);
const repair = (source: string, id: string): ToldReject => ({
	source,
	kind: 'building',
	id,
	outcome: 'repaired',
	reason: 'building/spike',
	detail: '',
});

describe('CityMerger', () => {
	it('refuses a building whose id was there before, in its source or another, and counts it there', () => {
		const city = merge(
			layer('a', 0, [
				{ id: '1', at: 1_130_000_000 },
				{ id: '1', at: 1_130_010_000 },
			]),
			layer('b', 1, [
				{ id: '1', at: 1_130_020_000 },
				{ id: '2', at: 1_130_030_000 },
			]),
		);
		expect(idsOf(city)).toEqual(['1', '2']);
		expect(city.buildings.lonLat[0]).toBe(1_130_000_000);
		expect(countsOf(city)).toEqual([
			[2, 1, 0, 1],
			[2, 1, 0, 1],
		]);
		expect(city.rejects.map(({ source, id, reason }) => `${source} ${id} ${reason}`)).toEqual([
			'a 1 building/duplicate-id',
			'b 1 building/duplicate-id',
		]);
	});

	it('refuses a building of a later source that stands on one of an earlier, and tells which', () => {
		const place = { kind: 'building' as const, name: 'Hall', nameEn: null, lon: 113, lat: 23, town: null };
		const second = layer(
			'b',
			1,
			[
				{ id: '7', at: 1_130_000_100 },
				{ id: '8', at: 1_130_050_000 },
			],
			{ places: [{ ...place, id: 'p', buildingId: '7', category: null, rank: 60, source: 'b' }] },
		);
		const city = merge(layer('a', 0, [{ id: '1', at: 1_130_000_000 }]), second);
		expect(idsOf(city)).toEqual(['1', '8']);
		expect(countsOf(city)).toEqual([
			[1, 1, 0, 0],
			[2, 1, 0, 1],
		]);
		// 900 of 1000 units of width in common.
		expect(city.rejects).toMatchObject([
			{ reason: 'building/same-place', detail: expect.stringMatching(/^stands on 1 of a: 90 %/) },
		]);
		expect(city.places).toMatchObject([{ id: 'p', buildingId: '1' }]);
	});

	it('does not tell or count repairs of what was refused afterwards', () => {
		const city = merge(
			layer('a', 0, [{ id: '1', at: 1_130_000_000 }], { rejects: [repair('a', '1')] }),
			layer(
				'b',
				1,
				[
					{ id: '1', at: 1_130_020_000 },
					{ id: '2', at: 1_130_030_000 },
				],
				{
					rejects: [repair('b', '1'), repair('b', '2'), repair('b', '2')],
				},
			),
		);
		expect(countsOf(city)).toEqual([
			[1, 1, 1, 0],
			[2, 1, 1, 1],
		]);
		expect(city.rejects.map(({ source, id, outcome }) => `${source} ${id} ${outcome}`)).toEqual([
			'a 1 repaired',
			'b 2 repaired',
			'b 2 repaired',
			'b 1 refused',
		]);
	});

	it('makes places of the named buildings of layers, and names towns by their outlines', () => {
		const town = {
			name: '南城',
			rings: [
				Int32Array.of(
					1_129_990_000,
					229_990_000,
					1_130_020_000,
					229_990_000,
					1_130_020_000,
					230_100_000,
					1_129_990_000,
					230_100_000,
				),
			],
		};
		const city = merge(
			layer('a', 0, [
				{ id: '1', at: 1_130_000_000, name: '大厦' },
				{ id: '2', at: 1_130_010_000, town: '东城' },
				{ id: '3', at: 1_130_030_000, name: '' },
			]),
			layer('t', 1, [], { towns: [town], namesBuildings: false }),
		);
		expect([0, 1, 2].map((row) => city.buildings.town.at(row))).toEqual(['南城', '东城', '']);
		expect(city.places).toEqual([
			expect.objectContaining({
				id: '1',
				kind: 'building',
				name: '大厦',
				buildingId: '1',
				town: '南城',
				source: 'a',
				lon: 113.00005,
				lat: 23.00005,
			}),
		]);
		expect(city.bounds).toEqual([113, 23, 113.0031, 23.0001]);
	});

	it('passes the table of a single input through as it is', () => {
		const only = layer('a', 0, [{ id: '1', at: 1_130_000_000 }]);
		expect(merge(only, layer('b', 1, [])).buildings).toBe(only.buildings);
	});

	it('refuses two sources of one name, and inputs without a building or a road', () => {
		expect(() => merge(layer('a', 0, []), layer('a', 1, []))).toThrow(
			expect.objectContaining({ code: 'build/same-source' }),
		);
		expect(() => merge(layer('a', 0, []))).toThrow(expect.objectContaining({ code: 'build/empty' }));
	});
});

describe('sortRejects', () => {
	it('orders by source as given, then id, reason, outcome, detail, whatever order they came in', () => {
		const sorted: ToldReject[] = [
			{ ...repair('b', '1'), detail: 'x' },
			{ ...repair('b', '1'), detail: 'y' },
			{ ...repair('b', '10'), reason: 'building/a' },
			{ ...repair('b', '10'), reason: 'building/b' },
			{ ...repair('b', '2') },
			{ ...repair('a', '0') },
		];
		const shuffled = [4, 3, 5, 1, 2, 0].map((i) => sorted[i] as ToldReject);
		expect(sortRejects(shuffled, ['b', 'a'])).toEqual(sorted);
	});
});
