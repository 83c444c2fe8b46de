import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cityJsonFormat } from '../../../../../src/citypack/read/formats/cityjson.ts';
import { cityJsonSeqFormat } from '../../../../../src/citypack/read/formats/cityjson-seq.ts';
import type { SourceRecord } from '../../../../../src/citypack/read/source-record.ts';
import { makeTempFolder } from '../../../../support/make-temp-folder.ts';
import { plainGeometry, readRecords } from '../../../../support/read-records.ts';

const BLOCK = join(import.meta.dirname, '../../../../fixtures/cityjson/block.city.json');
const THREE = join(import.meta.dirname, '../../../../fixtures/cityjson-seq/three.city.jsonl');

const { write } = makeTempFolder();

/** Corners of a ring without order, metres from the file's origin 500000, 2500000. */
function cornersOf(ring: readonly number[]): string[] {
	const corners: string[] = [];
	for (let i = 0; i < ring.length; i += 2) {
		corners.push(`${(ring[i] as number) - 500_000} ${(ring[i + 1] as number) - 2_500_000}`);
	}
	return corners.sort();
}

function footprintOf(records: readonly SourceRecord[], id: string): unknown {
	const [kind, polygons] = plainGeometry(records.find((record) => record.id === id) as SourceRecord) as [
		string,
		number[][][],
	];
	return kind === 'empty' ? 'empty' : polygons.map((rings) => rings.map(cornersOf));
}

const rectangle = (x0: number, y0: number, x1: number, y1: number) =>
	[`${x0} ${y0}`, `${x0} ${y1}`, `${x1} ${y0}`, `${x1} ${y1}`].sort();

/** The block was drawn by hand, see its numbers: A 10 x 8 m from 5 to 11 m, "12" to 17.25 m, C of two parts to 10 and 14 m ... */
describe('cityJsonFormat', () => {
	it('makes one record of each building, in the order in which they are whole', async () => {
		const { input, records, bad } = await readRecords(cityJsonFormat, BLOCK);
		expect(input.crs).toEqual({
			name: 'https://www.opengis.net/def/crs/EPSG/0/4547',
			evidence: 'metadata.referenceSystem',
		});
		expect(records.map(({ id, number }) => [number, id])).toEqual([
			[1, 'A'],
			[2, '12'],
			[5, 'C'],
			[8, 'D'],
			[10, 'F'],
			[12, 'G'],
			[13, 'H'],
		]);
		expect(bad.map(({ number, reason }) => [number, reason])).toEqual([
			[9, 'record/bad-geometry'],
			[11, 'record/orphan-part'],
		]);
		expect(bad[0]?.detail).toContain('E: geometry: got vertex index 9999');
	});

	it('takes the footprint of the highest level that has one, with its faces as one outline', async () => {
		const { records } = await readRecords(cityJsonFormat, BLOCK);
		// Marked as ground at 2.2, though level 0 has a roof overhang of 1 m.
		expect(footprintOf(records, 'A')).toEqual([[rectangle(0, 0, 10, 8)]]);
		// Not marked: the two lowest triangles.
		expect(footprintOf(records, '12')).toEqual([[rectangle(20, 0, 30, 8)]]);
		// Four quadrilaterals around a courtyard.
		expect(footprintOf(records, 'F')).toEqual([[rectangle(60, 0, 69, 9), rectangle(63, 3, 66, 6)]]);
		// Walls and a roof only.
		expect(footprintOf(records, 'G')).toEqual([[rectangle(80, 0, 85, 4)]]);
		// A floor that follows the slope.
		expect(footprintOf(records, 'H')).toEqual([[rectangle(90, 0, 94, 4)]]);
	});

	it('takes faces marked as ground however they lie, and walls for no ground whatever rounding makes of them', async () => {
		const city = (type: string, boundaries: unknown, semantics?: unknown) => ({
			type: 'CityJSON',
			version: '1.0',
			CityObjects: { a: { type: 'Building', geometry: [{ type, lod: 2, boundaries, semantics }] } },
			vertices: SLOPE,
		});
		// A floor that falls by 1 m, and a gable wall on its lower edge, whose ridge point is no exact third of that edge.
		const SLOPE = [
			[0.1, 0.2, 5],
			[3.4, 1.3, 5],
			[2.3, 4.6, 6],
			[-1, 3.5, 6],
			[3.4, 1.3, 9],
			[1.2, 0.5666666666666667, 10],
			[0.1, 0.2, 9],
		];
		const floor = [[0, 3, 2, 1]];
		const gable = [[0, 1, 4, 5, 6]];
		const roof = [[6, 4, 2, 3]];
		const corners = [0, 3, 2, 1].map((index) => SLOPE[index]?.slice(0, 2));
		const read = async (content: object) => {
			const { records } = await readRecords(cityJsonFormat, write('slope.city.json', JSON.stringify(content)));
			const [, polygons] = plainGeometry(records[0] as SourceRecord) as [string, number[][][]];
			return polygons;
		};
		expect(await read(city('Solid', [[floor, gable, roof]]))).toEqual([[corners.flat()]]);
		const marked = { surfaces: [{ type: 'GroundSurface' }], values: [null, 0] };
		expect(await read(city('MultiSurface', [roof, floor], marked))).toEqual([[corners.flat()]]);
	});

	it('folds parts into their building, whichever comes first', async () => {
		const { records } = await readRecords(cityJsonFormat, BLOCK);
		expect(footprintOf(records, 'C')).toEqual([[rectangle(40, 0, 45, 5)], [rectangle(45, 0, 50, 5)]]);
		expect(footprintOf(records, 'D')).toBe('empty');
	});

	it('keeps attributes, and computes a height where none was measured', async () => {
		const { records } = await readRecords(cityJsonFormat, BLOCK);
		expect(Object.fromEntries(records.map(({ id, properties }) => [id, properties]))).toEqual({
			A: { measuredHeight: 9.5, storeysAboveGround: 3, roofType: '1000' },
			12: { measuredHeight: 12.25, measuredHeightComputed: true },
			C: { name: '学校', measuredHeight: 10, measuredHeightComputed: true },
			D: { measuredHeight: 3 },
			F: {},
			G: { measuredHeight: 3, measuredHeightComputed: true },
			H: { measuredHeight: 4, measuredHeightComputed: true },
		});
	});

	it('reads it packed, and without transform with coordinates as they are', async () => {
		const packed = await readRecords(cityJsonFormat, write('block.city.json.gz', gzipSync(readFileSync(BLOCK))));
		expect(packed.records).toHaveLength(7);
		const surface = { type: 'MultiSurface', lod: 0, boundaries: [[[0, 1, 2]]] };
		const old = {
			type: 'CityJSON',
			version: '1.0',
			CityObjects: { a: { type: 'Building', geometry: [surface] } },
			vertices: [
				[0.5, 0, 1],
				[4, 0, 1],
				[4, 3.25, 1],
			],
		};
		const { records } = await readRecords(cityJsonFormat, write('old.city.json', JSON.stringify(old)));
		expect(records.map(plainGeometry)).toEqual([['area', [[[0.5, 0, 4, 0, 4, 3.25]]]]]);
	});

	it('says what is wrong with a file', async () => {
		const text = readFileSync(BLOCK, 'utf8');
		const cases: [string, string][] = [
			['input/truncated', text.slice(0, -10)],
			['input/truncated', text.slice(0, 3000)],
			['input/not-cityjson', text.replace('"2.0"', '"0.9"')],
			['input/not-cityjson', '{"type":"FeatureCollection","features":[]}'],
			['input/not-cityjson', '[]'],
			['input/bad-cityjson', text.replace('"translate": [500000', '"translate": ["x"')],
			['input/bad-cityjson', text.replace('"vertices":[[', '"vertices":[["x",')],
		];
		for (const [code, content] of cases) {
			await expect(readRecords(cityJsonFormat, write('bad.city.json', content)), code).rejects.toMatchObject({ code });
		}
	});
});

describe('cityJsonSeqFormat', () => {
	it('reads features with their own vertices and the transform of the first line', async () => {
		const { input, records, bad } = await readRecords(cityJsonSeqFormat, THREE);
		expect(input.crs?.name).toBe('https://www.opengis.net/def/crs/EPSG/0/4547');
		expect(records.map(({ id, number }) => [number, id])).toEqual([
			[2, 'A'],
			[3, 'C'],
		]);
		expect(footprintOf(records, 'A')).toEqual([[rectangle(0, 0, 10, 8)]]);
		expect(footprintOf(records, 'C')).toEqual([[rectangle(40, 0, 45, 5)], [rectangle(45, 0, 50, 5)]]);
		expect(bad).toMatchObject([{ number: 4, reason: 'record/bad-geometry' }]);
	});

	it('tells lines that are no features, and a file without its first line', async () => {
		const [header] = readFileSync(THREE, 'utf8').split('\n') as [string];
		const lines = [
			header,
			'{"type":"Feature"}',
			'{oops}',
			'{"type":"CityJSONFeature","CityObjects":{},"vertices":[[1,2]]}',
			'',
		];
		const { bad } = await readRecords(cityJsonSeqFormat, write('lines.city.jsonl', lines.join('\n')));
		expect(bad.map(({ number, reason }) => [number, reason])).toEqual([
			[2, 'record/not-a-feature'],
			[3, 'record/bad-json'],
			[4, 'record/bad-geometry'],
		]);
		const headless = write('headless.city.jsonl', '{"type":"CityJSONFeature","CityObjects":{},"vertices":[]}\n');
		await expect(readRecords(cityJsonSeqFormat, headless)).rejects.toMatchObject({ code: 'input/not-cityjson' });
	});
});
