import { open } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { BBox } from '../../domain/geo/lon-lat.ts';

/** One stored tile: its number on the Hilbert curve of the whole pyramid and its gzipped bytes. */
export interface PmtilesEntry {
	readonly tileId: number;
	readonly bytes: Uint8Array;
}

/** What the head of an archive says about its tiles. */
interface PmtilesHead {
	readonly minZoom: number;
	readonly maxZoom: number;
	readonly bounds: BBox;
	/** JSON metadata of the archive: name, vector_layers. */
	readonly metadata: Readonly<Record<string, unknown>>;
}

const HEADER_BYTES = 127;
/** Header and root directory lie within the first 16 KiB (PMTiles v3, section 2). */
const ROOT_LIMIT_BYTES = 16_384 - HEADER_BYTES;
const GZIP = 2;
const TILE_TYPE_MVT = 1;

interface DirectoryEntry {
	tileId: number;
	offset: number;
	length: number;
	/** 1 = a tile, 0 = a leaf directory. */
	runLength: number;
}

/**
 * Writes a PMTiles v3 archive: header, directories, metadata, then the tiles in the order given, which must be by tileId.
 * Returns its size in bytes. The same tiles give the same bytes on every platform.
 */
export async function writePmtiles(path: string, tiles: readonly PmtilesEntry[], head: PmtilesHead): Promise<number> {
	let dataLength = 0;
	const entries = tiles.map(({ tileId, bytes }) => {
		const entry = { tileId, offset: dataLength, length: bytes.length, runLength: 1 };
		dataLength += bytes.length;
		return entry;
	});
	const { root, leaves } = encodeDirectories(entries);
	const metadata = gzipStable(new TextEncoder().encode(JSON.stringify(head.metadata)));
	const rootOffset = HEADER_BYTES;
	const metadataOffset = rootOffset + root.length;
	const leavesOffset = metadataOffset + metadata.length;
	const dataOffset = leavesOffset + leaves.length;

	const header = new DataView(new ArrayBuffer(HEADER_BYTES));
	new Uint8Array(header.buffer).set(new TextEncoder().encode('PMTiles'));
	header.setUint8(7, 3);
	const sizes = [rootOffset, root.length, metadataOffset, metadata.length, leavesOffset, leaves.length];
	for (const [i, value] of [...sizes, dataOffset, dataLength, tiles.length, tiles.length, tiles.length].entries()) {
		header.setBigUint64(8 + i * 8, BigInt(value), true);
	}
	for (const [i, value] of [1, GZIP, GZIP, TILE_TYPE_MVT, head.minZoom, head.maxZoom].entries()) {
		header.setUint8(96 + i, value);
	}
	header.setUint8(118, head.minZoom);
	putBounds(header, head.bounds);

	const file = await open(path, 'w');
	try {
		for (const part of [new Uint8Array(header.buffer), root, metadata, leaves]) await file.writeFile(part);
		for (const { bytes } of tiles) await file.writeFile(bytes);
	} finally {
		await file.close();
	}
	return dataOffset + dataLength;
}

function putBounds(header: DataView, [west, south, east, north]: BBox): void {
	for (const [i, degrees] of [west, south, east, north].entries()) {
		header.setInt32(102 + i * 4, Math.round(degrees * 1e7), true);
	}
	header.setInt32(119, Math.round(((west + east) / 2) * 1e7), true);
	header.setInt32(123, Math.round(((south + north) / 2) * 1e7), true);
}

/** The bytes of an archive that says other bounds, its tiles as they are. */
export function withBounds(archive: Uint8Array, bounds: BBox): Uint8Array {
	const copy = archive.slice();
	putBounds(new DataView(copy.buffer, copy.byteOffset, HEADER_BYTES), bounds);
	return copy;
}

/** gzip without time or platform in its head (RFC 1952: MTIME 0, OS 255 unknown). */
export function gzipStable(bytes: Uint8Array): Uint8Array {
	return hidePlatform(gzipSync(bytes));
}

/** Overwrites the platform byte of a gzip stream in place. */
export function hidePlatform(gzipped: Uint8Array): Uint8Array {
	gzipped[9] = 255;
	return gzipped;
}

function encodeDirectories(entries: readonly DirectoryEntry[]): { root: Uint8Array; leaves: Uint8Array } {
	const whole = encodeDirectory(entries);
	if (whole.length <= ROOT_LIMIT_BYTES) return { root: whole, leaves: new Uint8Array(0) };
	for (let leafSize = 4_096; ; leafSize *= 2) {
		const parts: Uint8Array[] = [];
		const pointers: DirectoryEntry[] = [];
		let offset = 0;
		for (let i = 0; i < entries.length; i += leafSize) {
			const leaf = encodeDirectory(entries.slice(i, i + leafSize));
			pointers.push({ tileId: entries[i]!.tileId, offset, length: leaf.length, runLength: 0 });
			parts.push(leaf);
			offset += leaf.length;
		}
		const root = encodeDirectory(pointers);
		if (root.length <= ROOT_LIMIT_BYTES) return { root, leaves: Buffer.concat(parts) };
	}
}

/** Columns of varints: tile numbers as steps, run lengths, lengths, offsets (0 = right after the one before). */
function encodeDirectory(entries: readonly DirectoryEntry[]): Uint8Array {
	const bytes: number[] = [];
	pushVarint(bytes, entries.length);
	let lastId = 0;
	for (const { tileId } of entries) {
		pushVarint(bytes, tileId - lastId);
		lastId = tileId;
	}
	for (const { runLength } of entries) pushVarint(bytes, runLength);
	for (const { length } of entries) pushVarint(bytes, length);
	let next = -1;
	for (const { offset, length } of entries) {
		pushVarint(bytes, offset === next ? 0 : offset + 1);
		next = offset + length;
	}
	return gzipStable(Uint8Array.from(bytes));
}

function pushVarint(bytes: number[], value: number): void {
	let rest = value;
	while (rest >= 128) {
		bytes.push((rest % 128) + 128);
		rest = Math.floor(rest / 128);
	}
	bytes.push(rest);
}
