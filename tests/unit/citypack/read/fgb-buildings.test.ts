import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSimplePolygon } from '../../../../src/citypack/clean/is-simple-polygon.ts';
import { isSurelySimple } from '../../../../src/citypack/clean/is-surely-simple.ts';
import { UNKNOWN_U8, UNKNOWN_U32 } from '../../../../src/citypack/model/building-table.ts';
import { isFgbBuildings, readFgbBuildings, splitFgbBuildings } from '../../../../src/citypack/read/fgb-buildings.ts';
import { BASES } from '../../../../src/domain/building.ts';
import { makeBuildingsFile, planBuildings } from '../flatgeobuf/make-buildings-file.ts';

let dir: string;
beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), 'fengtu-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

async function readBytes(bytes: Uint8Array) {
	const path = join(dir, 'buildings.fgb');
	writeFileSync(path, bytes);
	return readFgbBuildings(path, { source: 3, sourceKey: 'town' });
}

const SQUARE = [
	[113, 23],
	[113.001, 23],
	[113.001, 23.001],
	[113, 23.001],
	[113, 23],
];
/** A building as the npm writer, another hand than ours, puts it into a file. */
const building = (id: string | null, ring: number[][], more: Record<string, unknown> = {}) => ({
	type: 'Feature' as const,
	geometry: { type: 'Polygon' as const, coordinates: [ring] },
	properties: { id, height_m: null, floors: null, use: null, height_basis: null, name: null, ...more } as Record<
		string,
		string | number | null
	>,
});
const write = (...features: ReturnType<typeof building>[]) => {
	// The writer takes the types of columns from the first feature.
	const first = building('first', SQUARE, { height_m: 1.5, floors: 1.5, use: 'x', height_basis: 'x', name: 'x' });
	return serialize({ type: 'FeatureCollection', features: [first, ...features] });
};

describe('readFgbBuildings', () => {
	it('reads what our writer wrote, row by row', async () => {
		const made = makeBuildingsFile(planBuildings(3000));
		const { table, counts, rejects } = await readBytes(made.bytes);
		expect(counts).toEqual({ read: 3000, kept: 3000, repaired: 0, refused: 0 });
		expect(rejects).toEqual([]);
		for (const fid of [0, 1, 1500, 2999]) {
			const row = made.order[fid] as number;
			expect(table.id.at(fid)).toBe(made.table.id.at(row));
			expect(table.street.at(fid)).toBe(made.table.street.at(row));
			expect(table.floors[fid]).toBe(made.table.floors[row]);
			const vertices = (t: typeof table, r: number) => {
				const start = t.ringStart[t.buildingRing[r] as number] as number;
				return [...t.lonLat.slice(start * 2, (t.ringStart[t.buildingRing[r + 1] as number] as number) * 2)];
			};
			expect(vertices(table, fid)).toEqual(vertices(made.table, row));
		}
	});

	it('takes a given height, else floors x storey height, else none', async () => {
		const { table } = await readBytes(
			write(
				building('a', SQUARE, { height_m: 20.25, floors: 3 }),
				building('b', SQUARE, { floors: 6, use: 'residential' }),
				building('c', SQUARE),
				building('d', SQUARE, { height_m: 7, height_basis: 'measured' }),
			),
		);
		expect([...table.heightCm.slice(1)]).toEqual([2025, 1800, UNKNOWN_U32, 700]);
		const bases = [...table.heightBasis.slice(1)].map((code) => BASES[code]);
		expect(bases).toEqual(['registered', 'estimated', 'unknown', 'measured']);
		expect(table.floorsBelow[1]).toBe(UNKNOWN_U8);
		expect(table.source[1]).toBe(3);
	});

	it('repairs what can be repaired, refuses the rest, and tells both', async () => {
		const repeated = [...SQUARE.slice(0, 2), [113.001, 23], ...SQUARE.slice(2)];
		const { table, counts, rejects } = await readBytes(
			write(
				building('repeated', repeated),
				building('line', [SQUARE[0] as number[], SQUARE[1] as number[], SQUARE[0] as number[]]),
				building(null, SQUARE),
				building('tall', SQUARE, { height_m: 99_999, use: 'palace' }),
			),
		);
		// The row made for the writer has use 'x' and basis 'x', which are no names of the lists.
		expect(counts).toEqual({ read: 5, kept: 3, repaired: 3, refused: 2 });
		expect(rejects.filter((reject) => reject.id !== 'first')).toEqual([
			expect.objectContaining({ id: 'repeated', outcome: 'repaired', reason: 'building/repeated-vertices' }),
			expect.objectContaining({ id: 'line', outcome: 'refused', reason: 'building/too-few-vertices' }),
			expect.objectContaining({ id: 'feature 3', outcome: 'refused', reason: 'building/no-id' }),
			expect.objectContaining({ id: 'tall', outcome: 'repaired', detail: expect.stringContaining('palace') }),
			expect.objectContaining({ id: 'tall', outcome: 'repaired', detail: expect.stringContaining('99999') }),
		]);
		expect(table.heightCm[2]).toBe(UNKNOWN_U32);
		expect(rejects[0]?.source).toBe('town');
	});

	it('winds outer rings counter-clockwise without telling of a repair', async () => {
		const { table, counts } = await readBytes(write(building('cw', [...SQUARE].reverse())));
		expect(counts.kept).toBe(2);
		expect([...table.lonLat.slice(8, 12)]).not.toEqual([1130000000, 230000000, 1130000000, 230010000]);
	});

	it('refuses a building outside the world, or nowhere, and goes on', async () => {
		const far = SQUARE.map(([lon = 0, lat = 0]) => [lon + 4_000_000, lat]);
		const nowhere = SQUARE.map(([lon = 0], i) => [i === 1 ? Number.NaN : lon, 23]);
		const { table, rejects } = await readBytes(
			write(building('far', far), building('nowhere', nowhere), building('last', SQUARE)),
		);
		expect(table.id.at(table.count - 1)).toBe('last');
		const refused = rejects.filter(({ outcome }) => outcome === 'refused');
		expect(refused.map(({ id, reason }) => [id, reason])).toEqual([
			['far', 'building/out-of-range'],
			['nowhere', 'building/bad-coordinate'],
		]);
	});

	it('says where a file is cut or damaged', async () => {
		const { bytes } = makeBuildingsFile(planBuildings(100));
		await expect(readBytes(bytes.subarray(0, bytes.length - 50))).rejects.toThrow(
			/^buildings\.fgb: feature 99: got \d+ bytes, expected all of it/,
		);
		const bent = bytes.slice();
		bent.fill(0xff, bytes.length - 200, bytes.length - 150);
		await expect(readBytes(bent)).rejects.toMatchObject({ code: expect.stringMatching(/^pack\/(damaged|truncated)$/) });
		const badText = bytes.slice();
		badText[Buffer.from(bytes).lastIndexOf('街')] = 0xff;
		await expect(readBytes(badText)).rejects.toThrow(/street: got bytes that are not UTF-8/);
	});
});

describe('splitFgbBuildings', () => {
	it('cuts a file into runs that together are the file, in order', async () => {
		const path = join(dir, 'split.fgb');
		// Large enough for several reads of 1 MB.
		writeFileSync(path, makeBuildingsFile(planBuildings(9000)).bytes);
		const options = { source: 3, sourceKey: 'town' };
		const whole = await readFgbBuildings(path, options);
		const ranges = await splitFgbBuildings(path, 2);
		expect(ranges).toHaveLength(2);
		const [first, second] = ranges.map(({ first, count }) => [first, first + count]);
		expect([first?.[0], second?.[0], second?.[1]]).toEqual([0, first?.[1], 9000]);
		const parts = await Promise.all(ranges.map((range) => readFgbBuildings(path, { ...options, range })));
		const idsOf = ({ table }: typeof whole) => Array.from({ length: table.count }, (_, row) => table.id.at(row));
		expect(parts.flatMap(idsOf)).toEqual(idsOf(whole));
		expect(parts.flatMap(({ table }) => [...table.lonLat])).toEqual([...whole.table.lonLat]);
	});
});

describe('isFgbBuildings', () => {
	it('is told by the columns', async () => {
		const path = join(dir, 'kind.fgb');
		writeFileSync(path, makeBuildingsFile(planBuildings(3)).bytes);
		expect(await isFgbBuildings(path)).toBe(true);
		// The npm writer names no EPSG code, and takes other types.
		writeFileSync(path, write());
		expect(await isFgbBuildings(path)).toBe(false);
	});
});

describe('isSurelySimple', () => {
	it('is true only of simple rings, and of the usual ones', () => {
		expect(isSurelySimple(Int32Array.of(0, 0, 10, 0, 10, 5, 5, 5, 5, 10, 0, 10))).toBe(true);
		expect(isSurelySimple(Int32Array.of(0, 0, 10, 10, 10, 0, 0, 10))).toBe(false);
		expect(isSurelySimple(Int32Array.of(0, 0, 10, 0, 5, 0, 5, 10))).toBe(false);
		let state = 5;
		const next = () => {
			state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
			return Math.floor((state / 2 ** 32) * 12);
		};
		let simple = 0;
		for (let i = 0; i < 20_000; i++) {
			const ring = Int32Array.from({ length: 6 + 2 * (i % 4) }, next);
			if (!isSurelySimple(ring)) continue;
			simple++;
			if (!isSimplePolygon([ring])) throw new Error(`got sure of ${ring}, expected not`);
		}
		expect(simple).toBeGreaterThan(1000);
	});
});
