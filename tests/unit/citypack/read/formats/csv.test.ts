import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvFormat } from '../../../../../src/citypack/read/formats/csv.ts';
import { readOpenInput } from '../../../../support/read-records.ts';

let folder = '';
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'fengtu-csv-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(bytes: string | Uint8Array, name = 'water.csv', encoding?: string) {
	const path = join(folder, name);
	writeFileSync(path, bytes);
	const input = await csvFormat.open(path, { encoding });
	const { records, bad } = await readOpenInput(input);
	await input.close();
	return { fields: input.fields, unit: input.unit, records, bad, rows: records.map((record) => record.properties) };
}

// 编号,经度 / 消防栓,113.75 in GBK, by python: '...'.encode('gbk').hex()
const GBK = Buffer.from('b1e0bac52cbeadb6c80acffbb7c0cba82c3131332e37350a', 'hex');

describe('csvFormat', () => {
	it('gives a record a row, with its columns as text, the line it begins in and no geometry', async () => {
		const { fields, unit, records } = await read('id,name\n1,"two\nlines, a ""quote"""\n\n 2 ,\n');
		expect(fields).toEqual(['id', 'name']);
		expect(unit).toBe('line');
		expect(records).toEqual([
			{ id: null, number: 2, properties: { id: '1', name: 'two\nlines, a "quote"' }, geometry: { kind: 'empty' } },
			{ id: null, number: 4, properties: { id: ' 2 ', name: '' }, geometry: { kind: 'empty' } },
		]);
	});

	it.each([
		['water.csv', 'a;b,c;d\n1;2,5;3\n', { a: '1', 'b,c': '2,5', d: '3' }],
		['water.csv', '"a;x;y;z",b\r\n1,2\r\n', { 'a;x;y;z': '1', b: '2' }],
		['water.tsv', 'a\tb\n1\t2', { a: '1', b: '2' }],
		['water.csv', 'a,a,\n1,2,3\n', { a: '1', 'a (2)': '2', 'column 3': '3' }],
		['water.csv', 'a,b\n4" pipe,"x"\n', { a: '4" pipe', b: 'x' }],
	])('tells the delimiter and the columns by the header: %s %j', async (name, text, row) => {
		expect((await read(text, name)).rows).toEqual([row]);
	});

	it('reads UTF-8, GBK, UTF-16 with a mark and a given encoding', async () => {
		const row = [{ 编号: '消防栓', 经度: '113.75' }];
		expect((await read('编号,经度\n消防栓,113.75\n')).rows).toEqual(row);
		expect((await read('\ufeff编号,经度\n消防栓,113.75\n')).rows).toEqual(row);
		expect((await read(GBK)).rows).toEqual(row);
		expect((await read(Buffer.from('\ufeff编号,经度\n消防栓,113.75\n', 'utf16le'))).rows).toEqual(row);
		expect((await read(GBK, 'water.csv', 'gb18030')).rows).toEqual(row);
		expect((await read(gzipSync(GBK), 'water.csv.gz')).rows).toEqual(row);
	});

	it('takes a file whose first megabyte is ASCII for GBK when a later byte says so', async () => {
		const { rows } = await read(Buffer.concat([Buffer.from(`a,b\n${'1,2\n'.repeat(300_000)}`), GBK.subarray(10)]));
		expect(rows).toHaveLength(300_001);
		expect(rows.at(-1)).toEqual({ a: '消防栓', b: '113.75' });
	});

	it('keeps every row of a file of many chunks as it is', async () => {
		const lines = Array.from({ length: 120_000 }, (_, i) => `消防栓${i},${i}`);
		const { rows, bad } = await read(`a,b\n${lines.join('\n')}\n`);
		expect(bad).toEqual([]);
		expect(rows.map(({ a, b }) => `${a},${b}`)).toEqual(lines);
	});

	it('tells a row with another number of columns with its line, and reads on', async () => {
		const { bad, rows } = await read('a,b\n1,2\n"x\ny",2,3\n4\n5,6\n');
		expect(bad).toEqual([
			{ number: 3, reason: 'record/columns', detail: '3 columns, the header has 2' },
			{ number: 5, reason: 'record/columns', detail: '1 columns, the header has 2' },
		]);
		expect(rows).toEqual([
			{ a: '1', b: '2' },
			{ a: '5', b: '6' },
		]);
	});

	it.each([
		['a quote not closed', 'a,b\n1,2\n3,"x\n4,5\n', 'input/truncated', /line 3: got a quote .*to the end/],
		[
			'a quote not closed in a long file',
			`a,b\n1,"x\n${'4,5\n'.repeat(400_000)}`,
			'input/truncated',
			/line 2: got a quote/,
		],
		['nothing', '', 'input/empty', /got nothing, expected a header/],
		['an empty header', ',,\n1,2,3\n', 'input/empty', /empty first line/],
		['a zip file', Buffer.from('504b03041400000008', 'hex'), 'input/not-text', /binary file/],
		['text of no encoding', Buffer.from('612c620a81202c320a', 'hex'), 'input/wrong-encoding', /neither UTF-8 nor GBK/],
	])('refuses %s', async (_, bytes, code, message) => {
		await expect(read(bytes)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
	});

	it('refuses a name that is no encoding, and bytes that are not of the given one', async () => {
		await expect(read(GBK, 'water.csv', 'martian')).rejects.toMatchObject({ code: 'input/unknown-encoding' });
		await expect(read(GBK, 'water.csv', 'utf-8')).rejects.toMatchObject({
			code: 'input/wrong-encoding',
		});
	});

	it('knows its files by name', () => {
		const names = ['a.csv', 'a.TSV', 'a.csv.gz', 'a.csv.zst', 'a.geojson', 'csv'];
		expect(names.filter((name) => csvFormat.matches(name))).toEqual(names.slice(0, 4));
	});
});
