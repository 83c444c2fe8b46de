import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeLayer } from '../../../../../src/citypack/flatgeobuf/encode-layer.ts';
import { flatGeobufFormat } from '../../../../../src/citypack/read/formats/flatgeobuf.ts';
import type { LayerFeature, LayerGeometry } from '../../../../../src/domain/pack/layer-geometry.ts';
import { plainGeometry, readRecords } from '../../../../support/read-records.ts';

let dir = '';
beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), 'fengtu-fgb-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const COLUMNS = [
	{ name: 'id', type: ColumnType.String },
	{ name: 'n', type: ColumnType.Int },
	{ name: 'h', type: ColumnType.Float },
	{ name: 'yes', type: ColumnType.Bool },
	{ name: 'more', type: ColumnType.Json },
] as const;

const OUTER = [
	[0, 0],
	[4, 0],
	[4, 4],
	[0, 0],
] as const;
const HOLE = [
	[1, 0.5],
	[2, 0.5],
	[2, 1],
	[1, 0.5],
] as const;

function layer(features: readonly LayerFeature[], index = false): Uint8Array {
	return encodeLayer({ name: 'x', geometryType: GeometryType.Unknown, columns: COLUMNS, features, index }).bytes;
}

async function read(bytes: Uint8Array) {
	const path = join(dir, 'layer.fgb');
	writeFileSync(path, bytes);
	return readRecords(flatGeobufFormat, path);
}

const failure = (bytes: Uint8Array) =>
	read(bytes).then(
		() => 'no error',
		(error: { code: string; message: string }) => error,
	);

const point = (id: string): LayerFeature => ({ geometry: { type: 'Point', coordinates: [1, 2] }, properties: { id } });

describe('flatGeobufFormat', () => {
	it('reads every kind of geometry and attribute', async () => {
		const geometries: LayerGeometry[] = [
			{ type: 'Point', coordinates: [1, 2] },
			{ type: 'LineString', coordinates: [...OUTER] },
			{ type: 'MultiLineString', coordinates: [[...OUTER], [...HOLE]] },
			{ type: 'Polygon', coordinates: [[...OUTER], [...HOLE]] },
			{ type: 'MultiPolygon', coordinates: [[[...OUTER]], [[...HOLE]]] },
		];
		const properties = { id: '栋-1', n: -5, h: 12.3, yes: true, more: { a: [1] } };
		const { input, records, bad } = await read(
			layer(geometries.map((geometry, i) => ({ geometry, properties: i === 0 ? properties : {} }))),
		);
		expect(bad).toEqual([]);
		expect(input).toMatchObject({ unit: 'feature', count: 5, fields: ['id', 'n', 'h', 'yes', 'more'] });
		expect(input.crs).toEqual({ name: 'EPSG:4326', evidence: 'FlatGeobuf header' });
		expect(records[0]?.properties).toEqual(properties);
		expect(records[1]?.properties).toEqual({});
		const [outer, hole] = [OUTER.flat(), HOLE.flat()];
		expect(records.map(plainGeometry)).toEqual([
			['point', [[1, 2]]],
			['line', [outer]],
			['line', [outer, hole]],
			['area', [[outer, hole]]],
			['area', [[outer], [hole]]],
		]);
		expect(records.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
	});

	it('reads what GDAL wrote, with its index, in EPSG:4547', async () => {
		const path = resolve(import.meta.dirname, '../../../../fixtures/flatgeobuf/buildings.fgb');
		const { input, records } = await readRecords(flatGeobufFormat, path);
		expect(input.crs?.name).toBe('EPSG:4547');
		expect(input.count).toBe(2);
		// By ogrinfo.
		expect(records.map(({ properties }) => properties)).toEqual([
			{ 编号: 'DG-2', 名称: '松山湖' },
			{
				编号: 'DG-1',
				名称: '东莞市消防救援支队',
				层数: 6,
				高度: 21.5,
				建成: expect.any(Date),
				大数: 9007199254740993n,
			},
		]);
		const areas = records.map(
			({ geometry }) => geometry.kind === 'area' && geometry.polygons.map((rings) => rings.length),
		);
		expect(areas).toEqual([[2, 1], [2]]);
	});

	it('reads by its parts what it reads as a whole', async () => {
		const path = join(dir, 'parts.fgb');
		writeFileSync(
			path,
			layer(
				Array.from({ length: 1000 }, (_, i) => point(`p${i}`)),
				true,
			),
		);
		const { input, records } = await readRecords(flatGeobufFormat, path);
		const again: typeof records = [];
		for await (const part of input.parts?.({}) ?? []) {
			await input.readPart?.(part, {
				record: (record) => again.push(record),
				bad: (bad) => expect(bad).toBeUndefined(),
			});
		}
		expect(again).toEqual(records);
		expect(records).toHaveLength(1000);
	});

	it('tells a feature that is damaged and goes on', async () => {
		const bytes = Buffer.from(layer([point('a'), point('b'), point('c')]));
		const second = bytes.indexOf('b', bytes.indexOf('a', bytes.length - 360));
		// The number of the column, before the length of the text.
		bytes.writeUInt16LE(99, second - 6);
		const { records, bad } = await read(bytes);
		expect(records.map(({ properties }) => properties.id)).toEqual(['a', 'c']);
		expect(bad).toEqual([{ number: 2, reason: 'record/damaged', detail: 'got column 99, expected less than 5' }]);
	});

	it('names what is wrong with a file', async () => {
		const bytes = layer([point('a'), point('b'), point('c')]);
		expect(await failure(Buffer.from('hello, world'))).toMatchObject({ code: 'input/not-flatgeobuf' });
		expect(await failure(bytes.subarray(0, bytes.length - 10))).toMatchObject({
			code: 'input/truncated',
			message: expect.stringContaining('layer.fgb: feature 2:'),
		});
		const whole = layer([point('a'), point('b')]);
		const oneFeature = bytes.length - whole.length;
		expect(await failure(whole.subarray(0, whole.length - oneFeature))).toMatchObject({
			code: 'input/truncated',
			message: 'layer.fgb: got 1 features, expected 2 as its header says',
		});
		const zeros = Buffer.concat([bytes, Buffer.alloc(64)]);
		expect(await failure(zeros)).toMatchObject({ code: 'input/damaged' });
		expect(await failure(readFileSync(import.meta.filename).subarray(0, 2))).toMatchObject({
			code: 'input/not-flatgeobuf',
		});
	});
});
