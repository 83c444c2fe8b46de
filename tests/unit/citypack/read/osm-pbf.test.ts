import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOsmPbf } from '../../../../src/citypack/read/osm-pbf.ts';
import { BASES, BUILDING_USES } from '../../../../src/domain/building.ts';
import { DataError } from '../../../../src/domain/errors.ts';
import { ROAD_ACCESS } from '../../../../src/domain/pack/road-graph.ts';
import { type FixtureElements, writeOsmPbf } from '../../../fixtures/write-osm-pbf.ts';

/** A block of houses at 9.5 E, 47.1 N. Node `xy` stands x and y steps of 1e-4 degrees from there. */
function node(x: number, y: number, tags?: Record<string, string>) {
	return { id: 1000 + x * 100 + y, lon: 9.5 + x / 1e4, lat: 47.1 + y / 1e4, tags };
}
const id = (x: number, y: number) => 1000 + x * 100 + y;
function square(x: number, y: number, side = 2): number[] {
	return [id(x, y), id(x + side, y), id(x + side, y + side), id(x, y + side), id(x, y)];
}

const NODES = Array.from({ length: 20 * 20 }, (_, i) => node(Math.floor(i / 20), i % 20));
const TAGGED: Record<number, Record<string, string>> = {
	[id(1, 18)]: { emergency: 'fire_hydrant', 'fire_hydrant:type': 'underground', 'fire_hydrant:diameter': '100' },
	[id(2, 18)]: { emergency: 'fire_hydrant', flow_rate: '1200 l/min', operational_status: 'out of order' },
	[id(3, 18)]: { emergency: 'fire_hydrant', flow_rate: '1200' },
	[id(4, 18)]: { emergency: 'suction_point', name: 'Ufer' },
	[id(5, 18)]: { place: 'village', name: 'Musterdorf', 'name:en': 'Sample Village' },
	[id(6, 18)]: { building: 'yes' },
	[id(8, 16)]: { barrier: 'bollard' },
	[id(8, 15)]: { barrier: 'gate' },
};
const ELEMENTS: FixtureElements = {
	nodes: NODES.map((n) => ({ ...n, tags: TAGGED[n.id] })),
	ways: [
		{
			id: 1,
			refs: square(0, 0),
			tags: {
				building: 'house',
				height: `39'4"`,
				'building:levels': '3',
				'addr:street': 'Hauptstrasse',
				'addr:housenumber': '5a',
				'addr:city': 'Musterdorf',
				start_date: '1987-05',
				name: 'Rössle',
				'roof:shape': 'gabled',
			},
		},
		{ id: 2, refs: square(3, 0), tags: { building: 'yes', shop: 'bakery', 'building:levels': '2' } },
		{ id: 3, refs: square(6, 0), tags: { building: 'industrial', height: 'tall' } },
		{ id: 4, refs: square(9, 0), tags: { building: 'no' } },
		{ id: 5, refs: [id(12, 0), id(13, 0), id(13, 1)], tags: { building: 'yes' } },
		{ id: 6, refs: [id(15, 0), id(16, 0), id(17, 0), id(15, 0)], tags: { building: 'yes' } },
		{ id: 7, refs: [id(0, 3), 999_999, id(2, 5), id(0, 3)], tags: { building: 'yes' } },
		{ id: 8, refs: square(0, 0, 1), tags: { 'building:part': 'yes' } },
		{ id: 10, refs: [id(5, 5), id(9, 5), id(9, 9)] },
		{ id: 11, refs: [id(5, 5), id(5, 9), id(9, 9)] },
		{ id: 12, refs: square(6, 6) },
		{ id: 13, refs: square(11, 5) },
		{ id: 14, refs: square(14, 5), tags: { building: 'yes', amenity: 'fire_station', name: 'Feuerwehr' } },
		{ id: 15, refs: square(14, 9, 4), tags: { natural: 'water', name: 'Weiher' } },
		{
			id: 20,
			refs: [id(0, 15), id(8, 15), id(8, 16), id(8, 17)],
			tags: { highway: 'residential', name: 'Hauptstrasse' },
		},
		{ id: 21, refs: [id(0, 17), id(0, 15)], tags: { highway: 'secondary', oneway: '-1', maxheight: '3.2 m' } },
		{ id: 22, refs: [id(0, 17), id(8, 17)], tags: { highway: 'footway' } },
		{ id: 23, refs: [id(0, 16), id(8, 16)], tags: { highway: 'construction' } },
	],
	relations: [
		{
			id: 1,
			tags: { type: 'multipolygon', building: 'apartments' },
			members: [
				{ type: 'way', ref: 10, role: 'outer' },
				{ type: 'way', ref: 11, role: 'outer' },
				{ type: 'way', ref: 12, role: 'inner' },
				{ type: 'way', ref: 13, role: 'outer' },
			],
		},
		{
			id: 2,
			tags: { type: 'multipolygon', building: 'yes' },
			members: [{ type: 'way', ref: 777, role: 'outer' }],
		},
	],
};

let folder = '';
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'fengtu-osm-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(bytes: Uint8Array, name = 'sample.osm.pbf'): string {
	const path = join(folder, name);
	writeFileSync(path, bytes);
	return path;
}
function read(bytes: Uint8Array) {
	return readOsmPbf(write(bytes), { sourceIndex: 0 });
}

describe('readOsmPbf', () => {
	// Counted by hand from ELEMENTS: buildings are ways 1, 2, 3, 5, 6, 7, 14 and relations 1, 2.
	it('takes every building once, and refuses with a reason what cannot stand', async () => {
		const city = await read(writeOsmPbf(ELEMENTS, { timestampS: 1_620_172_800 }));
		expect(city.sources).toEqual([
			{
				key: 'sample',
				title: 'OpenStreetMap, sample.osm.pbf',
				kind: 'city',
				format: 'OpenStreetMap',
				licence: 'ODbL 1.0, (c) OpenStreetMap contributors',
				date: '2021-05-05',
				crs: 'EPSG:4326',
				crsEvidence: 'format definition (OSM)',
				synthetic: false,
				read: 9,
				kept: 5,
				repaired: 1,
				refused: 4,
			},
		]);
		const ids = Array.from({ length: city.buildings.count }, (_, row) => city.buildings.id.at(row));
		expect(ids).toEqual(['way/1', 'way/2', 'way/3', 'way/14', 'relation/1']);
		const told = city.rejects.map(({ id: which, outcome, reason }) => `${outcome} ${which} ${reason}`).sort();
		expect(told).toEqual([
			'refused node/1618 building-node/no-footprint',
			'refused relation/2 building/incomplete-relation',
			'refused way/23 road/not-built',
			'refused way/5 building/not-closed',
			'refused way/6 building/zero-area',
			'refused way/7 building/missing-nodes',
			'refused way/8 building-part/not-a-building',
			'repaired node/1318 water/flow-unreadable',
			'repaired way/3 building/bad-height',
		]);
	});

	it('reads attributes: 39 feet 4 inches are 11.99 m, two floors of a shop are estimated', async () => {
		const { buildings } = await read(writeOsmPbf(ELEMENTS));
		const row = (i: number) => ({
			heightCm: buildings.heightCm[i],
			basis: BASES[buildings.heightBasis[i] as number],
			floors: buildings.floors[i],
			use: BUILDING_USES[buildings.use[i] as number],
		});
		expect(row(0)).toEqual({ heightCm: 1199, basis: 'registered', floors: 3, use: 'residential' });
		expect(row(1)).toEqual({ heightCm: 1000, basis: 'estimated', floors: 2, use: 'commercial' });
		expect(row(2)).toEqual({ heightCm: 0xffff_ffff, basis: 'unknown', floors: 0, use: 'factory' });
		expect([buildings.name.at(0), buildings.street.at(0), buildings.houseNumber.at(0), buildings.town.at(0)]).toEqual([
			'Rössle',
			'Hauptstrasse',
			'5a',
			'Musterdorf',
		]);
		expect(buildings.year[0]).toBe(1987);
		expect(JSON.parse(buildings.tags.at(0))).toMatchObject({ building: 'house', 'roof:shape': 'gabled' });
		expect(JSON.parse(buildings.tags.at(2))).toMatchObject({ height: 'tall' });
	});

	it('makes one building of a relation: rings joined from ways, the hole kept, the second outer a second polygon', async () => {
		const { buildings } = await read(writeOsmPbf(ELEMENTS));
		const rings = [];
		for (let r = buildings.buildingRing[4] as number; r < (buildings.buildingRing[5] as number); r++) {
			const [from, to] = [buildings.ringStart[r] as number, buildings.ringStart[r + 1] as number];
			let area = 0;
			for (let v = from; v < to; v++) {
				const w = v + 1 === to ? from : v + 1;
				const at = (i: number) => [
					((buildings.lonLat[i * 2] as number) - 95_000_000) / 1000,
					((buildings.lonLat[i * 2 + 1] as number) - 471_000_000) / 1000,
				];
				const [[ax, ay], [bx, by]] = [at(v), at(w)] as [[number, number], [number, number]];
				area += (ax * by - bx * ay) / 2;
			}
			rings.push([to - from, area]);
		}
		// 4 x 4 steps outside, a hole of 2 x 2 the other way round, a second house of 2 x 2.
		expect(rings).toEqual([
			[4, 16],
			[4, -4],
			[4, 4],
		]);
	});

	it('reads roads: one-way against the line turned round, a bollard tears, a gate stands on its own stretch', async () => {
		const { roads } = await read(writeOsmPbf(ELEMENTS));
		expect(roads.map((road) => [road.id, road.routable, road.access])).toEqual([
			['way/20/1', true, ROAD_ACCESS.yes],
			['way/20/2', true, ROAD_ACCESS.gate],
			['way/20/3', true, ROAD_ACCESS.yes],
			['way/21', true, ROAD_ACCESS.yes],
			['way/22', false, ROAD_ACCESS.yes],
		]);
		const [before, gate, after, reversed] = roads;
		expect(Array.from(reversed?.nodes ?? [])).toEqual([id(0, 15), id(0, 17)]);
		expect([reversed?.oneway, reversed?.maxHeightM]).toEqual([1, 3.2]);
		expect(before?.nodes?.[1]).toBe(gate?.nodes?.[0]);
		expect(gate?.nodes?.[1]).not.toBe(after?.nodes?.[0]);
	});

	it('reads water, stations, places and land; a flow without a unit is unknown', async () => {
		const city = await read(writeOsmPbf(ELEMENTS));
		expect(city.water.map(({ kind, state, flowLps, diameterMm }) => [kind, state, flowLps, diameterMm])).toEqual([
			['hydrant-underground', 'unknown', null, 100],
			['hydrant', 'faulty', 20, null],
			['hydrant', 'unknown', null, null],
			['natural', 'unknown', null, null],
		]);
		expect(city.stations).toMatchObject([{ id: 'way/14', name: 'Feuerwehr', lon: 9.5015, lat: 47.1006, vehicles: [] }]);
		expect(city.places.map(({ kind, name, buildingId }) => [kind, name, buildingId])).toEqual([
			['water', 'Ufer', null],
			['village', 'Musterdorf', null],
			['building', 'Rössle', 'way/1'],
			['station', 'Feuerwehr', 'way/14'],
			['street', 'Hauptstrasse', null],
		]);
		expect(city.land).toMatchObject([{ id: 'way/15', kind: 'water', name: 'Weiher' }]);
		expect(city.bounds).toEqual([9.5, 47.1, 9.5016, 47.1017]);
	});

	it('reads uncompressed blocks too', async () => {
		expect((await read(writeOsmPbf(ELEMENTS, { plain: true }))).buildings.count).toBe(5);
	});
});

describe('readOsmPbf on a damaged file', () => {
	const good = writeOsmPbf(ELEMENTS);
	async function failure(bytes: Uint8Array): Promise<DataError> {
		const error = await read(bytes).then(
			() => new Error('it was read'),
			(caught: unknown) => caught,
		);
		if (!(error instanceof DataError)) throw error;
		return error;
	}

	it('names the byte where a file cut inside a block ends', async () => {
		const error = await failure(good.subarray(0, good.length - 10));
		expect(error.code).toBe('osm/bad-pbf');
		const { file, offset, found, expected } = error.context;
		const missing = Number.parseInt(String(expected), 10) - Number.parseInt(String(found), 10);
		expect([file, missing]).toEqual(['sample.osm.pbf', 10]);
		expect(Number(offset) + Number.parseInt(String(expected), 10)).toBe(good.length);
		expect(error.message).toContain(`sample.osm.pbf: byte ${offset}: block: got`);
	});

	it('refuses garbage at the start, an empty file and a block of unknown kind', async () => {
		// 'PK\x03\x04' is a zip: 1,347,093,252 as a length.
		expect((await failure(Buffer.from('PK\x03\x04 and so on'))).message).toBe(
			'sample.osm.pbf: byte 0: length of a block header: got 1347093252, expected 1 to 65535',
		);
		expect((await failure(Buffer.alloc(0))).context).toMatchObject({ offset: 0 });
		const renamed = Buffer.from(good);
		renamed.write('OSMDatb', renamed.indexOf('OSMData'));
		expect((await failure(renamed)).message).toContain('got "OSMDatb", expected OSMHeader or OSMData');
	});

	it('finds any flipped byte of compressed data', async () => {
		const start = good.indexOf('OSMData') + 30;
		for (const offset of [start, start + 100, start + 200]) {
			const flipped = Buffer.from(good);
			flipped[offset] = (flipped[offset] as number) ^ 0xff;
			expect((await failure(flipped)).context.file).toBe('sample.osm.pbf');
		}
	});

	it('says which required feature it does not know, and that an empty city is none', async () => {
		const history = await failure(writeOsmPbf(ELEMENTS, { feature: 'HistoricalInformation' }));
		expect(history.message).toContain('required feature: got HistoricalInformation');
		expect((await failure(writeOsmPbf({ nodes: NODES, ways: [] }))).code).toBe('osm/empty');
	});

	it('stops when it is told to', async () => {
		const signal = AbortSignal.abort(new Error('enough'));
		await expect(readOsmPbf(write(good), { sourceIndex: 0, signal })).rejects.toThrow('enough');
	});
});
