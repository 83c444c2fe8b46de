import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Source } from 'pmtiles';
import { afterAll, describe, expect, it } from 'vitest';
import { buildBasemap } from '../../../../src/citypack/basemap/build-basemap.ts';
import { DataError, UnavailableError } from '../../../../src/domain/errors.ts';
import { createTileReader } from '../../../../src/workers/basemap/read-tiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-tiles-'));
afterAll(() => rmSync(folder, { recursive: true }));
const RIVER = {
	kind: 'river',
	name: '东江',
	nameEn: null,
	line: [
		[113.74, 23.02],
		[113.76, 23.02],
	],
} as const;
/** 113.75 E 23.02 N, see build-basemap.test.ts. */
const TILE = [14, 13_368, 7_114] as const;
const { signal } = new AbortController();

async function makeFile(): Promise<Uint8Array> {
	const path = join(folder, 'basemap.pmtiles');
	const input = { roads: [], land: [], lines: [RIVER], places: [], bounds: [113.7, 23, 113.8, 23.05] as const };
	await buildBasemap(input, { path });
	return readFileSync(path);
}

function serve(bytes: Uint8Array, onRead: () => void = () => undefined): Source {
	return {
		getKey: () => 'memory',
		getBytes: async (offset, length) => {
			onRead();
			return { data: new Uint8Array(bytes.subarray(offset, offset + length)).buffer };
		},
	};
}

describe('createTileReader', () => {
	it('reads a tile once and keeps it; null where there is none', async () => {
		let reads = 0;
		const source = serve(await makeFile(), () => {
			reads += 1;
		});
		const reader = createTileReader('memory', source);
		expect(await reader.readMaxZoom(signal)).toBe(14);
		const tile = await reader.readTile(...TILE, signal);
		expect(tile?.waterway[0]?.properties).toEqual({ kind: 'river', name: '东江' });
		const readsSoFar = reads;
		expect(await reader.readTile(...TILE, signal)).toBe(tile);
		expect(reads).toBe(readsSoFar);
		expect(await reader.readTile(14, 0, 0, signal)).toBeNull();
	});

	it('says that a file which is no archive is damaged', async () => {
		const reader = createTileReader('memory', serve(new TextEncoder().encode('<!doctype html>'.repeat(40))));
		await expect(reader.readMaxZoom(signal)).rejects.toThrow(DataError);
		await expect(reader.readMaxZoom(signal)).rejects.toMatchObject({ code: 'basemap/damaged' });
	});

	it('says that garbled tiles are damaged, and names the tile', async () => {
		const bytes = Uint8Array.from(await makeFile());
		bytes.fill(7, bytes.length - 400);
		const reader = createTileReader('memory', serve(bytes));
		await expect(reader.readTile(...TILE, signal)).rejects.toMatchObject({ code: 'basemap/damaged' });
	});

	it('says that a file which does not answer is unreachable, and reads it once it does', async () => {
		const good = serve(await makeFile());
		let down = true;
		const source: Source = {
			getKey: () => 'memory',
			getBytes: (offset, length) =>
				down ? Promise.reject(new Error('Bad response code: 404')) : good.getBytes(offset, length),
		};
		const reader = createTileReader('memory', source);
		const failing = reader.readTile(...TILE, signal);
		await expect(failing).rejects.toThrow(UnavailableError);
		await expect(failing).rejects.toMatchObject({ code: 'basemap/unreachable' });
		down = false;
		expect((await reader.readTile(...TILE, signal))?.waterway).toHaveLength(1);
	});
});
