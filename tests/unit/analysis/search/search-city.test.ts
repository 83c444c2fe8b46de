import { describe, expect, it } from 'vitest';
import { createNameIndex } from '../../../../src/analysis/search/name-index.ts';
import { parseAddress } from '../../../../src/analysis/search/parse-address.ts';
import { searchCity, searchRanked } from '../../../../src/analysis/search/search-city.ts';
import { distanceM } from '../../../../src/domain/geo/local-plane.ts';
import { createFakeCity, makeBuilding, makePlace, ORIGIN, placeAt, placeRing } from '../../../support/fake-city.ts';

const PLACES = [
	makePlace('t1', 'town', '南城街道', { nameEn: 'Nancheng', rank: 1 }),
	makePlace('t2', 'town', '长安镇', { nameEn: "Chang'an", rank: 1 }),
	makePlace('s1', 'street', '鸿福路', { nameEn: 'Hongfu Road', rank: 4 }),
	makePlace('s2', 'street', '东鸿福路', { rank: 4 }),
	makePlace('p1', 'poi', '鸿福商场', { rank: 6 }),
	makePlace('k1', 'key-unit', '东莞市人民医院', { buildingId: 'b-9', rank: 3 }),
];
const BUILDINGS = [
	makeBuilding(1, [0, 0, 20, 10], { street: '鸿福路', houseNumber: '218', town: '南城街道' }),
	makeBuilding(2, [100, 0, 20, 10], { street: '鸿福路', houseNumber: '220号' }),
	makeBuilding(3, [200, 0, 20, 10], { street: 'Landstrasse', houseNumber: '12a', id: 'way/123' }),
];
const city = createFakeCity({ buildings: BUILDINGS, places: PLACES });
const search = async (query: string, crs: 'wgs84' | 'gcj02' | 'bd09' = 'wgs84') =>
	searchCity(city, query, { crs, limit: 12 });
const ids = async (query: string) => (await search(query)).map(({ id }) => id);

describe('searchCity', () => {
	it('reads coordinates in the datum it is told', async () => {
		expect(await search('23.02, 113.75')).toMatchObject([
			{ kind: 'coordinates', lon: 113.75, lat: 23.02, datum: 'wgs84' },
		]);
		const [gcj] = await search('113.75, 23.02', 'gcj02');
		// reference/fire-facts.md section 8: GCJ-02 lies some 610 m to the south-east of WGS84 here.
		expect(gcj?.datum).toBe('gcj02');
		expect(gcj && distanceM(gcj, { lon: 113.75, lat: 23.02 })).toBeGreaterThan(590);
		expect(gcj && distanceM(gcj, { lon: 113.75, lat: 23.02 })).toBeLessThan(630);
	});

	it('finds a building by its exact id', async () => {
		expect(await search('way/123')).toMatchObject([{ kind: 'building', id: 'way/123', buildingId: 'way/123' }]);
	});

	it.each([
		'鸿福路218号',
		'鸿福路 218',
		'鸿福路２１８号',
		'南城街道鸿福路218号',
		'南城鸿福路218号',
		'218 Hongfu Road',
		'Hongfu Road 218',
	])('finds the building at %s', async (query) => {
		const [first] = await search(query);
		expect(first).toMatchObject({ kind: 'address', buildingId: 'b-1', name: '鸿福路218号' });
		expect(first && distanceM(first, placeAt(10, 5))).toBeLessThan(0.01);
	});

	it('finds a house number with a letter', async () => {
		expect((await search('Landstrasse 12a'))[0]).toMatchObject({
			kind: 'address',
			id: 'way/123',
			name: 'Landstrasse 12a',
		});
	});

	it('offers the nearest numbers of the street when the number is not on file, none of them as the address itself', async () => {
		const hits = await searchRanked(city, '鸿福路225号', { crs: 'wgs84', limit: 12 });
		expect(hits.filter(({ hit }) => hit.kind === 'address').map(({ hit, exact }) => [hit.name, exact])).toEqual([
			['鸿福路220号', false],
			['鸿福路218号', false],
		]);
	});

	it('ranks the whole name, then the beginning, then the middle', async () => {
		expect(await ids('鸿福路')).toEqual(['s1', 's2']);
		expect(await ids('鸿福')).toEqual(['s1', 'p1', 's2']);
	});

	it('finds names by English, by pinyin and by its initials', async () => {
		expect((await ids('hongfu'))[0]).toBe('s1');
		expect(await ids('hongfulu')).toEqual(['s1', 's2']);
		expect((await ids('hfl'))[0]).toBe('s1');
		expect(await ids('rmyy')).toEqual(['k1']);
		expect(await ids('dgsrmyy')).toEqual(['k1']);
		expect(await ids('renmin')).toEqual(['k1']);
		// 长 is chang in 长安, not zhang.
		expect(await ids('changanzhen')).toEqual(['t2']);
	});

	it.each([
		['鸿富路', 's1', 'the same sound'],
		['红福路', 's1', 'the same sound'],
		['鸿幅商场', 'p1', 'the same sound'],
		['鸿福商厂', 'p1', 'one wrong character'],
		['长安真', 't2', 'the same sound'],
		['东莞人民医院', 'k1', 'one character missing'],
		['东莞市市人民医院', 'k1', 'one too many'],
		['东莞市民人医院', 'k1', 'two swapped'],
		['东菀市入民医院', 'k1', 'two wrong of seven'],
		['honfulu', 's1', 'one letter missing'],
		['hongfuulu', 's1', 'one too many'],
		['hognfulu', 's1', 'two swapped'],
		['Hongfu Raod', 's1', 'two swapped in English'],
	])('finds by %s what is meant: %s, %s', async (query, id) => {
		const [first] = await search(query);
		expect(first).toMatchObject({ id, inexact: true });
	});

	it.each(['鸿', '福鸿', 'hx', '东X市入民医X', 'hxngfxlx'])('takes %s for no slip', async (query) => {
		expect((await search(query)).filter(({ inexact }) => inexact)).toEqual([]);
	});

	it('offers nothing that is like it beside what says it', async () => {
		expect((await search('鸿福路')).map(({ inexact }) => inexact)).toEqual([false, false]);
		expect((await search('hongfulu')).map(({ inexact }) => inexact)).toEqual([false, false]);
	});

	it.each([
		['hongfulu218', 'spelled', false],
		['hfl 218', 'by initials', false],
		['鸿福路218号3楼', 'with the floor', false],
		['鸿富路218号', 'of the same sound', true],
		['南城鸿富路218号', 'of the same sound, in its town', true],
	])('finds the house at %s, %s', async (query, _, inexact) => {
		expect((await search(query))[0]).toMatchObject({ kind: 'address', buildingId: 'b-1', inexact });
	});

	it('takes a house of a spelled street for no address of its own: who sends it in must choose', async () => {
		const hits = await searchRanked(city, 'hongfulu218', { crs: 'wgs84', limit: 12 });
		expect(hits.map(({ exact }) => exact)).toEqual([false]);
	});

	it('lays the own key units of the service over those of the city', async () => {
		const own = makePlace('own', 'key-unit', '东莞市人民医院', { buildingId: 'b-9', rank: 5, source: 'service' });
		const other = makePlace('other', 'key-unit', '鸿福路小学', { rank: 5, source: 'service' });
		const more = [own, other];
		const found = async (query: string) =>
			(await searchCity(city, query, { crs: 'wgs84', limit: 12, more })).map(({ id }) => id);
		expect(await found('人民医院')).toEqual(['own']);
		expect(await found('鸿福路')).toEqual(['s1', 'other', 's2']);
		expect(await found('hflxx')).toEqual(['other']);
	});

	it('finds nothing for nonsense', async () => {
		expect(await search('没有这个地方')).toEqual([]);
	});

	it('places the hit of an L-shaped building inside it', async () => {
		const ell = makeBuilding(1, [0, 0, 1, 1], {
			id: 'ell-1',
			polygons: [
				[
					placeRing([
						[0, 0],
						[100, 0],
						[100, 5],
						[5, 5],
						[5, 100],
						[0, 100],
					]),
				],
			],
		});
		const [hit] = await searchCity(createFakeCity({ buildings: [ell] }), 'ell-1', { crs: 'wgs84', limit: 1 });
		// Inside one of its two arms, which are 5 m wide.
		const eastM = hit && distanceM(hit, { lon: ORIGIN.lon, lat: hit.lat });
		const northM = hit && distanceM(hit, { lon: hit.lon, lat: ORIGIN.lat });
		expect(Math.min(eastM ?? 99, northM ?? 99)).toBeLessThan(5);
	});
});

describe('parseAddress', () => {
	it.each([
		['鸿福路218号', '鸿福路', '218'],
		['南城街道 鸿福路 218 号', '南城街道 鸿福路', '218'],
		['鸿福路218-3号', '鸿福路', '218-3'],
		['218 Hongfu Road', 'Hongfu Road', '218'],
		['No. 218, Hongfu Road', 'Hongfu Road', '218'],
		['Landstrasse 12 A', 'Landstrasse', '12a'],
	])('reads %s', (text, street, houseNumber) => {
		expect(parseAddress(text)).toEqual({ street, houseNumber });
	});

	it.each(['鸿福路', '218', '113.75', ''])('finds none in %j', (text) => {
		expect(parseAddress(text)).toBeUndefined();
	});
});

describe('createNameIndex', () => {
	it('prepares spellings in steps that a server can do in between', () => {
		const places = Array.from({ length: 1000 }, (_, i) => makePlace(`p${i}`, 'poi', `鸿福楼${i}`));
		const steps = [...createNameIndex(places).prepare()];
		expect(steps.length).toBeGreaterThan(1);
	});
});
