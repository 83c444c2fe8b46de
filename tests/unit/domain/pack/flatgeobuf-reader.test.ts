import { serialize } from 'flatgeobuf/lib/mjs/geojson.js';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/domain/errors.ts';
import type { BBox } from '../../../../src/domain/geo/lon-lat.ts';
import type { ByteSource } from '../../../../src/domain/pack/byte-source.ts';
import { decodeBuilding } from '../../../../src/domain/pack/decode-building.ts';
import type { FeatureBytes } from '../../../../src/domain/pack/decode-feature.ts';
import { openFlatGeobuf } from '../../../../src/domain/pack/flatgeobuf-reader.ts';
import { createMemorySource } from '../../../../src/domain/pack/memory-source.ts';
import { makeBuildingsFile, planBuildings } from '../../citypack/flatgeobuf/make-buildings-file.ts';

const PLAN = planBuildings(2000);
const FILE = makeBuildingsFile(PLAN);
const openBytes = (bytes: Uint8Array) => openFlatGeobuf(createMemorySource('buildings.fgb', bytes));

describe('openFlatGeobuf', () => {
	it('finds by box what a look at every building finds, in file order', async () => {
		const file = await openBytes(FILE.bytes);
		for (const box of [
			[113, 23, 113.02, 23.01],
			[113.05, 23.05, 113.0501, 23.0501],
			[112, 22, 114, 24],
			[0, 0, 1, 1],
		] as BBox[]) {
			const found = (await file.findIn(box)).map((feature) => decodeBuilding(file, feature, feature.ordinal));
			const expected = FILE.boxes.flatMap((b, i) =>
				b[0] <= box[2] && b[1] <= box[3] && b[2] >= box[0] && b[3] >= box[1] ? [`b${i}`] : [],
			);
			expect(found.map((building) => building.id).sort()).toEqual(expected.sort());
			const fids = found.map((building) => building.fid);
			expect(fids).toEqual([...fids].sort((a, b) => a - b));
		}
	});

	it('finds a building by its ordinal', async () => {
		const file = await openBytes(FILE.bytes);
		for (const fid of [0, 1, 399, 400, 1998, 1999]) {
			const feature = await file.findAt(fid);
			expect(feature && decodeBuilding(file, feature, fid + 7)).toMatchObject({
				fid: fid + 7,
				id: `b${FILE.order[fid]}`,
			});
		}
		for (const fid of [-1, 2000, 0.5, Number.NaN]) expect(await file.findAt(fid)).toBeUndefined();
	});

	it('gives rings back unclosed, as they were', async () => {
		const file = await openBytes(FILE.bytes);
		const fid = FILE.order.indexOf(10);
		const feature = await file.findAt(fid);
		const { polygons } = decodeBuilding(file, feature as NonNullable<typeof feature>, fid);
		const rings = polygons.map((polygon) =>
			polygon.map((ring) => ring.flat().map((degrees) => Math.round(degrees * 1e7))),
		);
		expect(rings).toEqual([[[...(PLAN[10]?.rings[0] ?? [])]], [[...(PLAN[10]?.rings[1] ?? [])]]]);
	});

	it('reads little: pages of the index and the features near', async () => {
		const reads: number[] = [];
		const memory = createMemorySource('buildings.fgb', FILE.bytes);
		const source: ByteSource = {
			...memory,
			read: (offset, length, signal) => {
				reads.push(length);
				return memory.read(offset, length, signal);
			},
		};
		const file = await openFlatGeobuf(source);
		await file.findIn([113.05, 23.05, 113.051, 23.051]);
		const first = reads.length;
		expect(reads.reduce((sum, length) => sum + length, 0)).toBeLessThan(FILE.bytes.length / 2);
		await file.findIn([113.05, 23.05, 113.051, 23.051]);
		// The index is kept; the features are read again.
		expect(reads.length - first).toBeLessThan(first - 1);
	});

	it('reads a file of another writer', async () => {
		const point = (x: number, name: string) => ({
			type: 'Feature' as const,
			geometry: { type: 'Point' as const, coordinates: [x, 23] },
			properties: { name, count: 2.5, good: true },
		});
		const bytes = serialize({ type: 'FeatureCollection', features: [point(113, '甲'), point(114, 'b')] });
		const file = await openFlatGeobuf(createMemorySource('points.fgb', bytes));
		const features = (await file.readAll()).map((feature) => file.decode(feature));
		expect(features).toEqual([
			{ geometry: { type: 'Point', coordinates: [113, 23] }, properties: { name: '甲', count: 2.5, good: true } },
			{ geometry: { type: 'Point', coordinates: [114, 23] }, properties: { name: 'b', count: 2.5, good: true } },
		]);
		await expect(file.findIn([0, 0, 1, 1])).rejects.toMatchObject({ code: 'pack/no-index' });
	});

	it('finds features by a text within them, also where pieces of the file meet', async () => {
		// 10 MB: read in three pieces.
		const names = Array.from({ length: 500 }, (_, i) => `栓-${String(i).padStart(3, '0')}${'x'.repeat(20_000)}`);
		const features = names.map((name, i) => ({
			type: 'Feature' as const,
			geometry: { type: 'Point' as const, coordinates: [113 + i / 1000, 23] },
			properties: { name },
		}));
		const file = await openBytes(serialize({ type: 'FeatureCollection', features }));
		const find = async (text: string) =>
			(await file.findWithText(text)).map((found) => [found.ordinal, file.decode(found).properties.name]);
		for (const i of [0, 1, 207, 208, 209, 210, 414, 415, 416, 417, 418, 419, 499]) {
			expect(await find(`栓-${String(i).padStart(3, '0')}`)).toEqual([[i, names[i]]]);
		}
		expect((await find('栓-49')).map(([ordinal]) => ordinal)).toEqual([
			490, 491, 492, 493, 494, 495, 496, 497, 498, 499,
		]);
		expect(await find('栓-500')).toEqual([]);
		const cut = await openBytes(FILE.bytes.subarray(0, FILE.bytes.length - 100));
		await expect(cut.findWithText('x')).rejects.toMatchObject({ code: 'pack/truncated' });
	});

	it('says where a file ends too early', async () => {
		const cut = (length: number) => FILE.bytes.subarray(0, length);
		await expect(openBytes(cut(0))).rejects.toMatchObject({ code: 'pack/bad-flatgeobuf' });
		await expect(openBytes(cut(40))).rejects.toMatchObject({ code: 'pack/truncated' });
		await expect(openBytes(cut(5000))).rejects.toMatchObject({ code: 'pack/truncated' });
		const file = await openBytes(cut(FILE.bytes.length - 100));
		const last = (await file.findAt(1999)) as FeatureBytes;
		expect(() => decodeBuilding(file, last, 1999)).toThrow(/^buildings\.fgb: feature 1999: got a size prefix of/);
		await expect(file.readAll()).rejects.toThrow('buildings.fgb: feature 1999: got ');
	});

	it('says when the index would not find a feature', async () => {
		const file = await openBytes(FILE.bytes);
		await expect(file.verifyIndex()).resolves.toBeUndefined();
		const bent = FILE.bytes.slice();
		// The root's east edge, moved west of most features.
		new DataView(bent.buffer).setFloat64(file.header.treeStart + 16, 113.0001, true);
		await expect((await openBytes(bent)).verifyIndex()).rejects.toThrow(
			/^buildings\.fgb: index: node 0: got a box that does not hold its child \d+$/,
		);
	});

	it('refuses a file of another kind', async () => {
		const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13);
		await expect(openBytes(png)).rejects.toThrow(
			'buildings.fgb: got first bytes 137 80 78 71, expected a FlatGeobuf 3 file',
		);
	});

	it('answers damage with a DataError, whichever byte it hits, and never finds a vertex outside its box', async () => {
		const small = makeBuildingsFile(planBuildings(20)).bytes;
		let told = 0;
		let outside = 0;
		for (let at = 0; at < small.length; at += 5) {
			const bytes = small.slice();
			bytes[at] = (bytes[at] as number) ^ 0xff;
			try {
				const file = await openBytes(bytes);
				for (const feature of await file.findIn([112, 22, 114, 24])) {
					const [west, south, east, north] = feature.box as BBox;
					for (const [lon, lat] of decodeBuilding(file, feature, feature.ordinal).polygons.flat(2)) {
						if (lon < west - 2e-7 || lat < south - 2e-7 || lon > east + 2e-7 || lat > north + 2e-7) outside++;
					}
				}
			} catch (error) {
				if (!(error instanceof AppError && error.message.startsWith('buildings.fgb'))) throw error;
				told++;
			}
		}
		expect(outside).toBe(0);
		expect(told).toBeGreaterThan(300);
	});
});
