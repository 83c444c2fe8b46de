import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { geoJsonFormat } from '../../../../../src/citypack/read/formats/geojson.ts';
import { detectJson, jsonFormat } from '../../../../../src/citypack/read/formats/json.ts';
import { makeTempFolder } from '../../../../support/make-temp-folder.ts';
import { plainGeometry, readRecords } from '../../../../support/read-records.ts';

const FIXTURES = join(import.meta.dirname, '../../../../fixtures');
const EVERY = join(FIXTURES, 'geojson/every-geometry.geojson');

const { write } = makeTempFolder();

const CRS = (name: string) => ({ type: 'name', properties: { name } });

describe('geoJsonFormat', () => {
	it('reads every geometry, with numbers as they stand in the file and third coordinates dropped', async () => {
		const { input, records, bad } = await readRecords(geoJsonFormat, EVERY);
		const triangle = [113.7, 23, 113.701, 23, 113.701, 23.001, 113.7, 23];
		const hole = [113.7004, 23.0001, 113.7006, 23.0001, 113.7006, 23.0003, 113.7004, 23.0001];
		expect(input.unit).toBe('feature');
		expect(records.map(plainGeometry)).toEqual([
			['area', [[triangle, hole]]],
			['area', [[triangle], [hole]]],
			['empty'],
			['point', [[113.75, 23.05]]],
			[
				'point',
				[
					[1, 2],
					[3, 4],
				],
			],
			['line', [[1, 2, 3, 4.5]]],
			[
				'line',
				[
					[1, 2, 3, 4],
					[5, 6, 7, 8],
				],
			],
			['area', [[triangle], [hole]]],
			['empty'],
			['empty'],
		]);
		expect(bad.map(({ number, reason }) => [number, reason])).toEqual([
			[10, 'record/bad-geometry'],
			[12, 'record/mixed-geometry'],
		]);
		expect(bad[0]?.detail).toContain('["3",4]');
	});

	it('keeps ids of both types, null properties as none, and the digits of long numbers', async () => {
		const { records } = await readRecords(geoJsonFormat, EVERY);
		expect(records.map(({ id, number }) => [number, id])).toEqual([
			[1, '7'],
			[2, 'b'],
			...[3, 4, 5, 6, 7, 8, 9, 11].map((number) => [number, null]),
		]);
		expect(records[0]?.properties).toEqual({ name: '消防站 "A" {[', floors: 3 });
		expect(records[1]?.properties).toEqual({});
		expect(records[3]?.properties).toEqual({ coordinates: [1, 2] });
		expect(records.at(-1)?.properties).toEqual({ code: '441900001001000123', text: '441900001001000124' });
	});

	it('honours the crs member before and after the features, packed or not, and none inside a feature', async () => {
		const collection = {
			type: 'FeatureCollection',
			features: [{ type: 'Feature', geometry: null, properties: { crs: CRS('x') } }],
		};
		const large = { ...collection.features[0], properties: { text: 'x'.repeat(2 << 20) } };
		const crsOf = async (name: string, content: object) => {
			const text = JSON.stringify(content);
			return (await geoJsonFormat.open(write(name, name.endsWith('.gz') ? gzipSync(text) : text), {})).crs?.name;
		};
		expect(await crsOf('none.geojson', collection)).toBeUndefined();
		expect(await crsOf('ahead.geojson', { crs: CRS('urn:ogc:def:crs:OGC:1.3:CRS84'), ...collection })).toBe(
			'urn:ogc:def:crs:OGC:1.3:CRS84',
		);
		const behind = { type: 'FeatureCollection', features: [large], crs: CRS('EPSG:4490'), bbox: [1, 2] };
		expect(await crsOf('behind.geojson', behind)).toBe('EPSG:4490');
		expect(await crsOf('behind.geojson.gz', behind)).toBe('EPSG:4490');
		expect(await crsOf('old.geojson', { crs: { type: 'EPSG', properties: { code: 4547 } }, ...collection })).toBe(
			'EPSG:4547',
		);
		expect(await crsOf('inside.geojson', { ...collection, features: [large, collection.features[0]] })).toBeUndefined();
	});

	it('reads a single feature and a bare geometry', async () => {
		const point = { type: 'Point', coordinates: [113.75, 23.05] };
		const one = await readRecords(
			geoJsonFormat,
			write('one.geojson', JSON.stringify({ type: 'Feature', id: 1, geometry: point })),
		);
		expect(one.records).toMatchObject([{ id: '1', number: 1, properties: {} }]);
		const bare = await readRecords(geoJsonFormat, write('bare.geojson', JSON.stringify(point)));
		expect(bare.records.map(plainGeometry)).toEqual([['point', [[113.75, 23.05]]]]);
	});

	it('counts nothing of a file that ends within a record, and says where', async () => {
		const text = readFileSync(EVERY, 'utf8');
		const path = write('cut.geojson', text.slice(0, 900));
		await expect(readRecords(geoJsonFormat, path)).rejects.toMatchObject({
			code: 'input/truncated',
			context: { file: path },
		});
		await expect(readRecords(geoJsonFormat, write('empty.geojson', ''))).rejects.toMatchObject({
			code: 'input/empty',
		});
	});

	it('refuses what is not GeoJSON', async () => {
		for (const text of [
			'[]',
			'hello',
			'{"type":"Topology","objects":{}}',
			'{"type":"FeatureCollection"}',
			'{"type":"FeatureCollection","features":null}',
			'{"type":"FeatureCollection","features":{"a":1}}',
			'{"features":[]}',
			'{"hello":1}',
		]) {
			await expect(readRecords(geoJsonFormat, write('other.geojson', text)), text).rejects.toMatchObject({
				code: 'input/not-geojson',
			});
		}
		await expect(
			readRecords(geoJsonFormat, write('other.geojson', '{"type":"FeatureCollection","features":[{}{}]}')),
		).rejects.toMatchObject({ code: 'input/damaged' });
	});
});

describe('jsonFormat', () => {
	it('tells by the content what a file of JSON holds', async () => {
		const feature = '{"type":"Feature","geometry":null,"properties":{}}';
		const names = async (name: string, text: string) => (await detectJson(write(name, text))).name;
		expect(await names('a.json', `{"type":"FeatureCollection","features":[${feature}]}`)).toBe('GeoJSON');
		expect(await names('a.json', `{"features":[${feature}],"type":"FeatureCollection"}`)).toBe('GeoJSON');
		expect(await names('a.json', feature)).toBe('GeoJSON');
		expect(await names('a.geojson', `${feature}\n${feature}\n`)).toBe('GeoJSONSeq');
		expect(await names('a.jsonl', `${feature}\n`)).toBe('GeoJSONSeq');
		expect(await names('a.json', `\x1e${feature}\n`)).toBe('GeoJSONSeq');
		expect(await names('a.json', '{"type":"CityJSON","version":"2.0"}')).toBe('CityJSON');
		expect(await names('a.jsonl', '{"type":"CityJSON","version":"2.0"}\n{}')).toBe('CityJSONSeq');
		await expect(names('a.json', '{"scripts":{}}')).rejects.toMatchObject({ code: 'input/not-geojson' });
	});

	it('answers for all names that mean JSON', () => {
		for (const name of [
			'a.json',
			'a.geojson.gz',
			'a.b.geojsonl.zst',
			'a.city.json',
			'a.city.jsonl',
			'a.ndjson',
			'a.geojsonseq',
		]) {
			expect(jsonFormat.matches(name), name).toBe(true);
		}
		for (const name of ['a.shp', 'geojson', 'a.json.zip', 'a.xjson'])
			expect(jsonFormat.matches(name), name).toBe(false);
	});
});
