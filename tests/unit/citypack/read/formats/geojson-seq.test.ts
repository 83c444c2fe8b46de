import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PlainFeatureReader } from '../../../../../src/citypack/read/formats/geojson-line.ts';
import { geoJsonSeqFormat } from '../../../../../src/citypack/read/formats/geojson-seq.ts';
import { NumberArena } from '../../../../../src/citypack/read/formats/number-arena.ts';
import type { BadRecord, SourceRecord } from '../../../../../src/citypack/read/source-record.ts';
import { plainGeometry, readRecords } from '../../../../support/read-records.ts';

const FIXTURES = join(import.meta.dirname, '../../../../fixtures/geojson-seq');

let dir: string;
beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), 'fengtu-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function write(name: string, content: Uint8Array | string): string {
	const path = join(dir, name);
	writeFileSync(path, content);
	return path;
}

describe('geoJsonSeqFormat', () => {
	it('reads lines, plain and packed, with their numbers in the file', async () => {
		for (const name of ['lines.geojsonl', 'lines.geojsonl.gz', 'lines.geojsonl.zst']) {
			const { input, records, bad } = await readRecords(geoJsonSeqFormat, join(FIXTURES, name));
			expect(input.unit).toBe('line');
			// 40 features; line 4 is empty and line 11 broken.
			expect(records.map(({ number }) => number)).toEqual(
				Array.from({ length: 41 }, (_, i) => i + 1).filter((number) => number !== 4 && number !== 11),
			);
			expect(bad).toMatchObject([{ number: 11, reason: 'record/bad-json' }]);
			expect(records[0]).toMatchObject({ id: null, properties: { id: 'b0', 名称: '楼0' } });
			expect(plainGeometry(records[1] as SourceRecord)).toEqual([
				'area',
				[[[113.701, 23, 113.7015, 23, 113.7015, 23.0005, 113.701, 23]]],
			]);
		}
	});

	it('reads RFC 8142 records over several lines', async () => {
		const { input, records } = await readRecords(geoJsonSeqFormat, join(FIXTURES, 'separated.geojsonseq'));
		expect(input.unit).toBe('record');
		expect(records.map(({ number, properties }) => [number, properties.id])).toEqual([
			[1, 'b0'],
			[2, 'b1'],
			[3, 'b2'],
		]);
	});

	it('gives parts that read the same as the whole, each with the number it begins with', async () => {
		const feature = (i: number) => ({ type: 'Feature', id: i, properties: { text: 'x'.repeat(4000) }, geometry: null });
		const path = write(
			'large.geojsonl',
			Array.from({ length: 3000 }, (_, i) => `${JSON.stringify(feature(i + 1))}\n`).join(''),
		);
		const input = await geoJsonSeqFormat.open(path, {});
		const progress: [number, number][] = [];
		const found: number[] = [];
		const firsts: number[] = [];
		const sink = {
			record: ({ id, number }: SourceRecord) => {
				expect(id).toBe(String(number));
				found.push(number);
			},
			bad: (bad: BadRecord) => expect(bad).toBeNull(),
		};
		for await (const part of input.parts?.({ onProgress: (done, total) => progress.push([done, total]) }) ?? []) {
			firsts.push(part.firstNumber);
			await input.readPart?.(structuredClone(part), sink);
		}
		expect(found).toEqual(Array.from({ length: 3000 }, (_, i) => i + 1));
		expect(firsts.length).toBeGreaterThan(2);
		expect(firsts[0]).toBe(1);
		const total = progress.at(-1)?.[1];
		expect(progress.at(-1)).toEqual([total, total]);
	});

	it('counts nothing of a file that ends within a line; one whose last line end is missing is whole', async () => {
		const line = '{"type":"Feature","properties":{"a":"}"},"geometry":null}';
		await expect(
			readRecords(geoJsonSeqFormat, write('cut.geojsonl', `${line}\n${line.slice(0, -1)}`)),
		).rejects.toMatchObject({
			code: 'input/truncated',
		});
		const { records } = await readRecords(geoJsonSeqFormat, write('whole.geojsonl', `${line}\r\n${line}`));
		expect(records).toHaveLength(2);
	});

	it('tells each record that is no feature, and text that is not UTF-8', async () => {
		const gbk = Buffer.concat([
			Buffer.from('{"type":"Feature","geometry":null,"properties":{"name":"'),
			// 东莞 in GBK (code page 936).
			Buffer.from([0xb6, 0xab, 0xdd, 0xb8]),
			Buffer.from('"}}\n'),
		]);
		const lines = [
			'{"type":"Feature","properties":7}',
			'{"type":"FeatureCollection","features":[]}',
			'17',
			'null',
			'{"a":NaN}',
			'',
		];
		const path = write('mixed.geojsonl', Buffer.concat([Buffer.from(lines.join('\n')), gbk]));
		const { records, bad } = await readRecords(geoJsonSeqFormat, path);
		expect(records).toEqual([]);
		expect(bad.map(({ number, reason }) => [number, reason])).toEqual([
			[1, 'record/bad-properties'],
			[2, 'record/not-a-feature'],
			[3, 'record/not-a-feature'],
			[4, 'record/not-a-feature'],
			[5, 'record/bad-json'],
			[6, 'record/bad-encoding'],
		]);
		const converted = await readRecords(geoJsonSeqFormat, write('gbk.geojsonl', gbk), { encoding: 'gbk' });
		expect(converted.records).toMatchObject([{ properties: { name: '东莞' } }]);
	});

	it('stops when told to', async () => {
		const input = await geoJsonSeqFormat.open(join(FIXTURES, 'lines.geojsonl.zst'), {});
		const sink = { record: () => {}, bad: () => {} };
		await expect(input.readAll(sink, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
	});
});

/** What JSON.parse of the whole line gives: the truth that the faster way is held against. */
function parseWhole(line: string): unknown {
	const feature = JSON.parse(line);
	const { type, coordinates } = feature.geometry ?? {};
	const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : null;
	const rings = (polygon: number[][][]) => polygon.map((ring) => ring.flatMap((position) => position.slice(0, 2)));
	return {
		properties: feature.properties,
		id: feature.id ?? null,
		geometry: polygons && ['area', polygons.map(rings)],
	};
}

async function readLine(line: string) {
	const { records, bad } = await readRecords(geoJsonSeqFormat, write('line.geojsonl', `${line}\n`));
	expect(bad).toEqual([]);
	const [record] = records as [SourceRecord];
	const geometry = plainGeometry(record) as [string];
	return { properties: record.properties, id: record.id, geometry: geometry[0] === 'area' ? geometry : null };
}

function isPlain(line: string): boolean {
	const reader = new PlainFeatureReader(new NumberArena());
	const bytes = Buffer.from(line);
	reader.begin(bytes);
	return reader.read(0, bytes.length) !== null;
}

const RING = '[[1.5,-2],[3.25,0],[4,4e0],[1.5,-2]]'.replace('4e0', '4');
const POLYGON = `{"type":"Polygon","coordinates":[${RING}]}`;
const feature = (geometry: string, properties = '{"a":1}') =>
	`{"type":"Feature","properties":${properties},"geometry":${geometry}}`;

describe('the faster way through a line', () => {
	it.each([
		['as usual', feature(POLYGON), true],
		['two rings', feature(`{"type":"Polygon","coordinates":[${RING},${RING}]}`), true],
		['several polygons', feature(`{"type":"MultiPolygon","coordinates":[[${RING}],[${RING},${RING}]]}`), true],
		['coordinates before type', feature(`{"coordinates":[${RING}],"type":"Polygon"}`), true],
		['geometry first', `{"geometry":${POLYGON},"id":"x","properties":{"b":[1]},"type":"Feature"}`, true],
		[
			'spaces',
			`{ "type": "Feature", "geometry": { "type": "Polygon", "coordinates" : [ [ [ 1 , 2 ] , [3,4,5] ] ] }, "properties": {} }`,
			true,
		],
		['third and fourth coordinates', feature('{"type":"Polygon","coordinates":[[[1,2,3],[4,5,6,7],[8,9]]]}'), true],
		['unicode', feature(POLYGON, '{"名称":"鸿福路 \\u4e1c \ud83d\udd25"}'), true],
		[
			'17 digits',
			feature(
				'{"type":"Polygon","coordinates":[[[113.75908069999999,0.1234567890123456789],[1e0,2],[3,4]]]}'.replace(
					'1e0',
					'1',
				),
			),
			true,
		],
		['exponents', feature('{"type":"Polygon","coordinates":[[[1.5e2,2],[3E-1,4],[5,6]]]}'), false],
		['the word in a string', feature(POLYGON, '{"note":"\\"coordinates\\":[[[9,9]]]","c":"coordinates"}'), false],
		['the word as a name before', feature(POLYGON, '{"coordinates":[[[9,9],[8,8]]]}'), false],
		[
			'the word as a name behind',
			`{"type":"Feature","geometry":${POLYGON},"properties":{"coordinates":[[[9,9]]]}}`,
			true,
		],
		[
			'the word twice in the geometry',
			feature(`{"type":"Polygon","coordinates":[[[9,9]]],"coordinates":[${RING}]}`),
			false,
		],
		['an escaped name', feature(`{"type":"Polygon","coordin\\u0061tes":[${RING}]}`), false],
		['0 for coordinates elsewhere', feature('null', '{"coordinates":[[[9,9]]],"geometry":{"coordinates":0}}'), false],
		['no geometry', feature('null'), false],
		['an id', `{"type":"Feature","id":"\\u0041","properties":null,"geometry":${POLYGON}}`, true],
	])('%s', async (_, line, plain) => {
		expect(await readLine(line)).toEqual({
			...(parseWhole(line) as object),
			properties: JSON.parse(line).properties ?? {},
		});
		expect(isPlain(line)).toBe(plain);
	});

	it.each([
		['a leading zero', '[[01,2],[3,4]]'],
		['a bare point', '[[1.,2],[3,4]]'],
		['a plus', '[[+1,2],[3,4]]'],
		['a missing comma', '[[1 2],[3,4]]'],
		['one number', '[[1],[3,4]]'],
		['a comma too many', '[[1,2],[3,4],]'],
		['a word', '[[1,null],[3,4]]'],
		['a minus alone', '[[-,2],[3,4]]'],
		['a ring not ended', '[[1,2],[3,4]'],
	])('leaves %s to JSON.parse', (_, ring) => {
		expect(isPlain(feature(`{"type":"Polygon","coordinates":[${ring}]}`))).toBe(false);
	});

	it('does not read on into the next line', () => {
		const reader = new PlainFeatureReader(new NumberArena());
		const text = '{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[1,2],\n[3,4]]]}}';
		const bytes = Buffer.from(text);
		reader.begin(bytes);
		expect(reader.read(0, text.indexOf('\n'))).toBeNull();
	});

	it('reads every decimal number to the same double as JSON.parse', () => {
		const reader = new PlainFeatureReader(new NumberArena());
		const decimal = fc.tuple(
			fc.constantFrom('', '-'),
			fc.bigInt({ min: 0n, max: 10n ** 18n }).map(String),
			fc.stringMatching(/^(\.[0-9]{1,18})?$/),
		);
		fc.assert(
			fc.property(
				fc.array(
					decimal.map((parts) => parts.join('')),
					{ minLength: 2, maxLength: 2 },
				),
				(pair) => {
					const bytes = Buffer.from(feature(`{"type":"Polygon","coordinates":[[[${pair}]]]}`));
					reader.begin(bytes);
					const found = reader.read(0, bytes.length);
					expect(found && plainGeometry(found)).toEqual(['area', [[JSON.parse(`[${pair}]`)]]]);
				},
			),
		);
	});
});
