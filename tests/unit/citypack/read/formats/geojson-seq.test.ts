import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { geoJsonSeqFormat } from '../../../../../src/citypack/read/formats/geojson-seq.ts';
import type { BadRecord, SourceRecord } from '../../../../../src/citypack/read/source-record.ts';
import { makeTempFolder } from '../../../../support/make-temp-folder.ts';
import { plainGeometry, readRecords } from '../../../../support/read-records.ts';

const FIXTURES = join(import.meta.dirname, '../../../../fixtures/geojson-seq');

const { write } = makeTempFolder();

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
