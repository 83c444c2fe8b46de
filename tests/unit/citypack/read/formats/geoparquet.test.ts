import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type ColumnSource, type ParquetWriteOptions, parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { geoParquetFormat } from '../../../../../src/citypack/read/formats/geoparquet.ts';
import type { BadRecord, SourceRecord } from '../../../../../src/citypack/read/source-record.ts';
import { encodeWkb } from '../../../../support/encode-wkb.ts';
import { plainGeometry, readRecords } from '../../../../support/read-records.ts';

let dir = '';
beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), 'fengtu-parquet-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const RING = [0, 0, 4, 0, 4, 4, 0, 0];
const square = (x: number) => encodeWkb({ kind: 'area', polygons: [[Float64Array.from(RING, (value) => value + x)]] });

interface Made {
	readonly geometry?: ColumnSource;
	readonly columns?: readonly ColumnSource[];
	readonly geo?: unknown;
	readonly more?: Partial<ParquetWriteOptions>;
}

function make({ geometry, columns = [], geo, more }: Made = {}): Buffer {
	const wkb: ColumnSource = {
		name: 'geometry',
		type: 'BYTE_ARRAY',
		nullable: true,
		data: [square(0), square(1), null],
	};
	const metadata = geo ?? { primary_column: 'geometry', columns: { geometry: { encoding: 'WKB' } } };
	return Buffer.from(
		parquetWriteBuffer({
			columnData: [geometry ?? wkb, ...columns],
			kvMetadata: geo === null ? [] : [{ key: 'geo', value: JSON.stringify(metadata) }],
			...more,
		}),
	);
}

async function read(bytes: Uint8Array, name = 'city.parquet') {
	const path = join(dir, name);
	writeFileSync(path, bytes);
	const result = await readRecords(geoParquetFormat, path);
	await result.input.close();
	return result;
}

const failure = (bytes: Uint8Array) =>
	read(bytes).then(
		() => 'no error',
		(error: { code: string; message: string }) => error,
	);

/** A Zstandard frame of one raw block (RFC 8878, 3.1.1): no compression, any size below 128 kB. */
function zstdFrame(data: Uint8Array): Uint8Array {
	const head = Buffer.alloc(12);
	head.writeUInt32LE(0xfd2fb528, 0);
	head[4] = 0xa0;
	head.writeUInt32LE(data.length, 5);
	head.writeUIntLE((data.length << 3) | 1, 9, 3);
	return Buffer.concat([head, data]);
}

describe('geoParquetFormat', () => {
	it('gives a record a row, with values as JSON has them, bigint and Date beside', async () => {
		const { input, records } = await read(
			make({
				columns: [
					{ name: '名称', type: 'STRING', nullable: true, data: ['东莞', null, ''] },
					{ name: 'n', type: 'INT64', nullable: true, data: [9007199254740993n, null, 1n] },
					{ name: 'h', type: 'DOUBLE', nullable: true, data: [12.5, null, 3] },
					{ name: 'day', type: 'TIMESTAMP', nullable: true, data: [new Date(86_400_000), null, new Date(0)] },
					{ name: 'raw', type: 'BYTE_ARRAY', nullable: true, data: [Buffer.from('id-1'), null, Buffer.of(0xff, 0x01)] },
				],
			}),
		);
		expect(input.unit).toBe('row');
		expect(input.count).toBe(3);
		expect(input.fields).toEqual(['名称', 'n', 'h', 'day', 'raw']);
		expect(records.map(({ properties }) => properties)).toEqual([
			{ 名称: '东莞', n: 9007199254740993n, h: 12.5, day: new Date('1970-01-02T00:00:00Z'), raw: 'id-1' },
			{ 名称: null, n: null, h: null, day: null, raw: null },
			{ 名称: '', n: 1n, h: 3, day: new Date(0), raw: 'ff01' },
		]);
		expect(records.map(({ number }) => number)).toEqual([1, 2, 3]);
		expect(records.map(plainGeometry)).toEqual([['area', [[RING]]], ['area', [[[1, 1, 5, 1, 5, 5, 1, 1]]]], ['empty']]);
	});

	it.each([
		['no crs', {}, { name: 'OGC:CRS84', evidence: 'GeoParquet: no crs means OGC:CRS84' }],
		['a crs of null', { crs: null }, null],
		[
			'a crs with its id',
			{ crs: { type: 'ProjectedCRS', id: { authority: 'EPSG', code: 4547 } } },
			{ name: 'EPSG:4547', evidence: 'GeoParquet crs' },
		],
		['a crs without id', { crs: { type: 'X' } }, { name: '{"type":"X"}', evidence: 'GeoParquet crs' }],
	])('knows the coordinate system: %s', async (_, column, crs) => {
		const geo = { primary_column: 'geometry', columns: { geometry: { encoding: 'WKB', ...column } } };
		expect((await read(make({ geo }))).input.crs).toEqual(crs);
	});

	it('leaves out the boxes and further geometries that GeoParquet 1.1 has beside the first', async () => {
		const box = { xmin: ['bbox', 'xmin'], ymin: ['bbox', 'ymin'], xmax: ['bbox', 'xmax'], ymax: ['bbox', 'ymax'] };
		const geo = {
			primary_column: 'geometry',
			columns: { geometry: { encoding: 'WKB', covering: { bbox: box } }, centre: { encoding: 'WKB' } },
		};
		const columns: ColumnSource[] = [
			{ name: 'bbox', type: 'JSON', data: [{}, {}, {}] },
			{ name: 'centre', type: 'BYTE_ARRAY', data: [square(0), square(0), square(0)] },
			{ name: 'id', type: 'STRING', data: ['a', 'b', 'c'] },
		];
		expect((await read(make({ geo, columns }))).input.fields).toEqual(['id']);
	});

	it.each([
		['snappy', 'SNAPPY', undefined],
		['gzip', 'GZIP', (bytes: Uint8Array) => gzipSync(bytes)],
		['brotli', 'BROTLI', (bytes: Uint8Array) => brotliCompressSync(bytes)],
		['zstd', 'ZSTD', zstdFrame],
		['no compression', 'UNCOMPRESSED', undefined],
	] as const)('reads %s', async (_, codec, compress) => {
		const compressors = compress && { [codec]: compress };
		const { records } = await read(make({ more: { codec, ...(compressors && { compressors }) } }));
		expect(records.map(({ geometry }) => geometry.kind)).toEqual(['area', 'area', 'empty']);
	});

	it('reads by its parts, over row groups and within large ones, what it reads as a whole', async () => {
		const count = 70_000;
		const geometry: ColumnSource = {
			name: 'geometry',
			type: 'BYTE_ARRAY',
			data: Array.from({ length: count }, (_, i) => square(i)),
		};
		const ids: ColumnSource = { name: 'id', type: 'STRING', data: Array.from({ length: count }, (_, i) => `b${i}`) };
		const path = join(dir, 'large.parquet');
		writeFileSync(path, make({ geometry, columns: [ids], more: { rowGroupSize: [67_000, 3_000] } }));
		const input = await geoParquetFormat.open(path, {});
		const bounds: [number, number, number][] = [];
		const records: SourceRecord[] = [];
		const sink = {
			record: (record: SourceRecord) => records.push(record),
			bad: (record: BadRecord) => expect(record).toBeUndefined(),
		};
		for await (const part of input.parts?.({}) ?? []) {
			if (part.kind === 'rows') bounds.push([part.from, part.to, part.firstNumber]);
			await input.readPart?.(part, sink);
		}
		await input.close();
		expect(bounds).toEqual([
			[0, 65_536, 1],
			[65_536, 67_000, 65_537],
			[67_000, 70_000, 67_001],
		]);
		expect(records).toHaveLength(count);
		const wrong = records.filter(
			({ number, properties, geometry }, i) =>
				number !== i + 1 ||
				properties.id !== `b${i}` ||
				geometry.kind !== 'area' ||
				geometry.polygons[0]?.[0]?.[0] !== i,
		);
		expect(wrong).toEqual([]);
	});

	it('reads a GeoArrow encoding', async () => {
		const line = RING.flatMap((x, i) => (i % 2 === 0 ? [{ x, y: RING[i + 1] as number }] : []));
		const vertex = [
			{ name: 'x', type: 'DOUBLE', repetition_type: 'REQUIRED' },
			{ name: 'y', type: 'DOUBLE', repetition_type: 'REQUIRED' },
		] as const;
		const list = (name: string) =>
			[
				{ name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
				{ name: 'list', repetition_type: 'REPEATED', num_children: 1 },
			] as const;
		const bytes = make({
			geometry: { name: 'geometry', data: [[line], null] },
			geo: { primary_column: 'geometry', columns: { geometry: { encoding: 'polygon' } } },
			more: {
				schema: [
					{ name: 'root', num_children: 1 },
					...list('geometry'),
					...list('element'),
					{ name: 'element', repetition_type: 'REQUIRED', num_children: 2 },
					...vertex,
				],
			},
		});
		expect((await read(bytes)).records.map(plainGeometry)).toEqual([['area', [[RING]]], ['empty']]);
	});

	it('tells a row whose WKB is damaged and goes on', async () => {
		const geometry: ColumnSource = {
			name: 'geometry',
			type: 'BYTE_ARRAY',
			data: [square(0), Buffer.of(1, 3, 0), square(2)],
		};
		const { records, bad } = await read(make({ geometry }));
		expect(records.map(({ number }) => number)).toEqual([1, 3]);
		expect(bad).toEqual([{ number: 2, reason: 'record/bad-wkb', detail: 'WKB: got 3 bytes left, expected 5' }]);
	});

	it('names what is wrong with a file', async () => {
		const whole = make();
		const bent = Buffer.from(whole);
		// The length of the footer's metadata, before the last PAR1.
		bent.writeUInt32LE(0x7fff_ffff, bent.length - 8);
		expect(await failure(Buffer.from('hello, world'))).toMatchObject({
			code: 'input/not-parquet',
			message: 'city.parquet: got a file that begins with "hell", expected PAR1, a Parquet file',
		});
		expect(await failure(Buffer.alloc(0))).toMatchObject({ code: 'input/not-parquet' });
		expect(await failure(whole.subarray(0, whole.length - 50))).toMatchObject({ code: 'input/truncated' });
		expect(await failure(bent)).toMatchObject({ code: 'input/damaged' });
		expect(await failure(make({ geo: null }))).toMatchObject({
			code: 'input/no-geometry',
			message: 'city.parquet: got a Parquet file without `geo` metadata (columns geometry), expected GeoParquet',
		});
		const columns = { geometry: { encoding: 'TWKB' } };
		expect(await failure(make({ geo: { primary_column: 'geometry', columns } }))).toMatchObject({
			code: 'input/bad-geo-metadata',
			message: expect.stringContaining('geo.columns.geometry.encoding: got "TWKB"'),
		});
		expect(await failure(make({ geo: { primary_column: 'shape', columns } }))).toMatchObject({
			code: 'input/bad-geo-metadata',
		});
		const copy = (bytes: Uint8Array) => bytes.slice();
		expect(await failure(make({ more: { codec: 'LZO', compressors: { LZO: copy } } }))).toMatchObject({
			code: 'input/unknown-compression',
			message: expect.stringContaining('city.parquet: column geometry: got compression LZO, expected SNAPPY'),
		});
	});

	it('names the rows where the data inside is damaged', async () => {
		const bytes = make();
		// Behind PAR1 stands the first page with its head: bytes that no reader can make sense of.
		bytes.fill(0xff, 4, 60);
		expect(await failure(bytes)).toMatchObject({
			code: 'input/damaged',
			message: expect.stringContaining('city.parquet: rows 1 to 3:'),
		});
	});

	it('reads the fixture that our bench writer made of 20 buildings', async () => {
		const path = join(import.meta.dirname, '../../../../fixtures/geoparquet/buildings.parquet');
		const { records } = await read(readFileSync(path));
		expect(records.map(({ properties }) => properties.id)).toEqual(expect.arrayContaining(['b0', 'b19']));
		expect(records).toHaveLength(20);
	});
});
