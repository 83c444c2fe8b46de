import {
	cpSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	truncateSync,
	unlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapefileFormat } from '../../../../../src/citypack/read/formats/shapefile.ts';
import { groupShapefileRings } from '../../../../../src/citypack/read/formats/shapefile-rings.ts';
import { readRecords } from '../../../../support/read-records.ts';

/** Made by GDAL, see make-gdal-fixtures.sh: GBK without a word about it, EPSG:4547. */
const FIXTURE = resolve(import.meta.dirname, '../../../../fixtures/shapefile');

let dir = '';
let made = 0;
beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), 'fengtu-shp-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** A folder with a copy of the fixture. */
function copyFixture(): string {
	const folder = join(dir, `copy${made++}`);
	cpSync(FIXTURE, folder, { recursive: true });
	unlinkSync(join(folder, 'buildings.zip'));
	return folder;
}

function edit(file: string, change: (bytes: Buffer) => Buffer | undefined): void {
	const bytes = readFileSync(file);
	writeFileSync(file, change(bytes) ?? bytes);
}

async function read(path: string, encoding?: string) {
	const input = await shapefileFormat.open(path, { encoding });
	await input.close();
	return { encoding: input.encoding, ...(await readRecords(shapefileFormat, path, { encoding })) };
}

const failure = (path: string, encoding?: string) =>
	read(path, encoding).then(
		() => 'no error',
		(error: { code: string; message: string }) => error,
	);

// By the DBF specification: 32 bytes and 32 a field and an end mark; a mark and 80 + 80 + 9 + 24 + 8 + 18 a row.
const HEAD_BYTES = 225;
const ROW_BYTES = 220;

describe('shapefileFormat', () => {
	it.each([
		['the .shp', 'buildings.shp'],
		['the folder', '.'],
		['a zip with a Chinese folder in it', 'buildings.zip'],
	])('reads by %s what ogrinfo says of it', async (_, name) => {
		const path = join(FIXTURE, name);
		expect(shapefileFormat.matches(path)).toBe(true);
		const { input, records, bad, encoding } = await read(path);
		expect(bad).toEqual([]);
		expect(input.count).toBe(3);
		expect(input.crs?.name).toMatch(/^PROJCS\["CGCS2000_3_Degree_GK_CM_114E"/);
		expect(input.crs?.evidence).toBe('.prj file');
		expect(input.fields).toEqual(['编号', '名称', '层数', '高度', '建成', '大数']);
		expect(encoding).toMatchObject({ name: 'gbk', guessed: false });
		expect(records.map(({ number, properties }) => ({ number, ...properties }))).toEqual([
			{
				number: 1,
				编号: 'DG-1',
				名称: '东莞市消防救援支队',
				层数: 6,
				高度: 21.5,
				建成: new Date('1998-05-01T00:00:00Z'),
				大数: 9007199254740993n,
			},
			{ number: 2, 编号: 'DG-2', 名称: '松山湖', 层数: null, 高度: null, 建成: null, 大数: null },
			{ number: 3, 编号: 'DG-3', 名称: 'plain', 层数: 1, 高度: 3.2, 建成: new Date('2001-12-31T00:00:00Z'), 大数: 1 },
		]);
	});

	it('puts holes with their outer rings', async () => {
		const { records } = await read(FIXTURE);
		const shape = records.map(({ geometry }) =>
			geometry.kind === 'area'
				? geometry.polygons.map((rings) => rings.map((ring) => Math.round(ring[0] as number)))
				: null,
		);
		// First x of each ring by ogrinfo: a polygon with a hole; two polygons, one with a hole; no geometry.
		expect(shape).toEqual([[[474373, 474394]], [[475398, 475439], [476423]], null]);
		expect(records[2]?.geometry).toEqual({ kind: 'empty' });
		const first = records[0]?.geometry;
		expect(
			first?.kind === 'area' && [...(first.polygons[0]?.[0] ?? [])].map((value) => Number(value.toFixed(6))),
		).toEqual([
			474373.086877, 2546774.325072, 474373.18136, 2546829.697586, 474424.435224, 2546829.610217, 474424.34093,
			2546774.237704, 474373.086877, 2546774.325072,
		]);
	});

	it('takes the encoding from the caller, the .cpg, the language byte, in this order', async () => {
		const folder = copyFixture();
		writeFileSync(join(folder, 'buildings.cpg'), 'ANSI 936\n');
		expect((await read(folder)).encoding).toEqual({ name: 'gbk', evidence: '.cpg file', guessed: false });
		expect((await read(folder, 'gb18030')).encoding).toEqual({ name: 'gb18030', evidence: 'given', guessed: false });
		unlinkSync(join(folder, 'buildings.cpg'));
		edit(join(folder, 'buildings.dbf'), (bytes) => void bytes.writeUInt8(0x4d, 29));
		expect((await read(folder)).encoding).toEqual({
			name: 'gbk',
			evidence: 'DBF language byte 77',
			guessed: false,
		});
		expect(await failure(folder, 'klingon')).toMatchObject({
			code: 'input/unknown-encoding',
			message: expect.stringContaining('got encoding "klingon" (given)'),
		});
	});

	it('reads UTF-8 that nothing speaks of, cut within a character by the width of its field', async () => {
		const folder = copyFixture();
		edit(join(folder, 'buildings.dbf'), (bytes) => {
			// Field names and texts in place of the GBK ones.
			for (let i = 0; i < 6; i++) bytes.fill(0, 32 + i * 32, 43 + i * 32).write(`f${i}`, 32 + i * 32, 'latin1');
			for (let row = 0; row < 3; row++)
				bytes.fill(0x20, HEAD_BYTES + row * ROW_BYTES + 81, HEAD_BYTES + row * ROW_BYTES + 161);
			Buffer.from('街'.repeat(27)).copy(bytes, HEAD_BYTES + 81, 0, 80);
			return undefined;
		});
		const { records, encoding } = await read(folder);
		expect(encoding.evidence).toBe('nothing says it, text is valid UTF-8');
		expect(records[0]?.properties.f1).toBe('街'.repeat(26));
	});

	it('takes a number of asterisks for null, tells deleted rows', async () => {
		const folder = copyFixture();
		edit(join(folder, 'buildings.dbf'), (bytes) => {
			bytes.fill('*', HEAD_BYTES + 1 + 160, HEAD_BYTES + 1 + 169, 'latin1');
			bytes[HEAD_BYTES + ROW_BYTES] = 0x2a;
			return undefined;
		});
		const { records, bad } = await read(folder);
		expect(records.map(({ number, properties }) => [number, properties.层数])).toEqual([
			[1, null],
			[3, 1],
		]);
		expect(bad).toEqual([
			{ number: 2, reason: 'record/deleted', detail: 'buildings.dbf: the row is marked as deleted' },
		]);
	});

	it('reads without a .shx, and with one that has the shapes in another order', async () => {
		const without = copyFixture();
		unlinkSync(join(without, 'buildings.shx'));
		expect((await read(without)).records).toEqual((await read(FIXTURE)).records);
		const swapped = copyFixture();
		edit(join(swapped, 'buildings.shx'), (bytes) => {
			const first = Buffer.from(bytes.subarray(100, 108));
			bytes.copy(bytes, 100, 108, 116);
			first.copy(bytes, 108);
			return undefined;
		});
		const kinds = (await read(swapped)).records.map(
			({ geometry }) => geometry.kind === 'area' && geometry.polygons.length,
		);
		expect(kinds).toEqual([2, 1, false]);
	});

	it('tells a shape that is damaged and goes on', async () => {
		const folder = copyFixture();
		// The number of vertices of the first shape: head of the file 100, of the shape 8, type 4, box 32, parts 4.
		edit(join(folder, 'buildings.shp'), (bytes) => void bytes.writeInt32LE(1_000_000, 148));
		const { records, bad } = await read(folder);
		expect(records.map(({ number }) => number)).toEqual([2, 3]);
		expect(bad).toMatchObject([{ number: 1, reason: 'record/bad-shape' }]);
	});

	it('names what is wrong with the files', async () => {
		const broken = (change: (folder: string) => void): string => {
			const folder = copyFixture();
			change(folder);
			return folder;
		};
		const shp = (folder: string) => join(folder, 'buildings.shp');
		const dbf = (folder: string) => join(folder, 'buildings.dbf');
		const two = broken((folder) => cpSync(shp(folder), join(folder, 'other.shp')));
		expect(await failure(two)).toMatchObject({
			code: 'input/several-layers',
			message: expect.stringContaining('got 2 layers (buildings.shp, other.shp), expected one'),
		});
		expect(await failure(broken((folder) => unlinkSync(dbf(folder))))).toMatchObject({ code: 'input/missing-file' });
		expect(await failure(broken((folder) => truncateSync(shp(folder), 600)))).toMatchObject({
			code: 'input/truncated',
			message: 'buildings.shp: got 600 bytes, expected 636 as its head says: is it whole?',
		});
		expect(await failure(broken((folder) => truncateSync(dbf(folder), 700)))).toMatchObject({
			code: 'input/truncated',
		});
		expect(await failure(broken((folder) => writeFileSync(shp(folder), 'hello')))).toMatchObject({
			code: 'input/not-shapefile',
		});
		expect(await failure(broken((folder) => writeFileSync(dbf(folder), 'hello')))).toMatchObject({
			code: 'input/not-dbf',
		});
		const fewer = broken((folder) => edit(dbf(folder), (bytes) => void bytes.writeUInt32LE(2, 4)));
		expect(await failure(fewer)).toMatchObject({
			code: 'input/counts-differ',
			message: 'buildings.shp: got 3 shapes, expected 2 as buildings.dbf has rows',
		});
		unlinkSync(join(fewer, 'buildings.shx'));
		expect(await failure(fewer)).toMatchObject({
			code: 'input/counts-differ',
			message: 'buildings.shp: got more than 2 shapes, expected 2 as buildings.dbf has rows',
		});
		const patch = broken((folder) => edit(shp(folder), (bytes) => void bytes.writeInt32LE(31, 32)));
		expect(await failure(patch)).toMatchObject({
			code: 'input/unsupported-geometry',
			message: expect.stringContaining('got MultiPatch (3D surfaces)'),
		});
	});

	it('names what is wrong with a zip', async () => {
		const zip = readFileSync(join(FIXTURE, 'buildings.zip'));
		const write = (name: string, bytes: Uint8Array) => {
			writeFileSync(join(dir, name), bytes);
			return join(dir, name);
		};
		expect(await failure(write('text.zip', Buffer.from('hello')))).toMatchObject({ code: 'input/not-zip' });
		expect(await failure(write('cut.zip', zip.subarray(0, 600)))).toMatchObject({ code: 'input/damaged' });
		// A zip of no entries is its end record alone.
		const empty = Buffer.alloc(22);
		empty.writeUInt32LE(0x0605_4b50);
		expect(await failure(write('empty.zip', empty))).toMatchObject({ code: 'input/no-layer' });
		const bent = Buffer.from(zip);
		// The checksum of the .shp's entry in the central directory.
		const entry = bent.lastIndexOf('buildings.shp') - Buffer.byteLength('数据/') - 46;
		bent.writeUInt32LE(1, entry + 16);
		expect(await failure(write('bent.zip', bent))).toMatchObject({
			code: 'input/damaged',
			message: expect.stringContaining('bent.zip: 数据/buildings.shp: got checksum'),
		});
	});

	it('is not for a folder without a .shp', () => {
		expect(shapefileFormat.matches(dir)).toBe(readdirSync(dir).some((name) => name.endsWith('.shp')));
		expect(shapefileFormat.matches(join(dir, 'nowhere'))).toBe(false);
	});
});

describe('groupShapefileRings', () => {
	const box = (x: number, y: number, size: number, clockwise: boolean) => {
		const ccw = [x, y, x + size, y, x + size, y + size, x, y + size, x, y];
		const cw = [x, y, x, y + size, x + size, y + size, x + size, y, x, y];
		return Float64Array.from(clockwise ? cw : ccw);
	};

	it('gives a hole to the smallest ring around it, whatever the order', () => {
		const [island, hole, inner, innerHole] = [
			box(0, 0, 9, true),
			box(1, 1, 7, false),
			box(2, 2, 4, true),
			box(3, 3, 1, false),
		];
		expect(groupShapefileRings([innerHole, hole, inner, island])).toEqual([
			[island, hole],
			[inner, innerHole],
		]);
	});

	it('keeps a hole that lies in nothing as a polygon', () => {
		const [outer, lost] = [box(0, 0, 2, true), box(5, 5, 1, false)];
		expect(groupShapefileRings([outer, lost])).toEqual([[outer], [lost]]);
	});

	it('tells holes by where they lie where all is wound the wrong way', () => {
		const [outer, hole, other] = [box(0, 0, 9, false), box(1, 1, 2, false), box(20, 0, 3, false)];
		expect(groupShapefileRings([hole, outer, other])).toEqual([[outer, hole], [other]]);
	});
});
