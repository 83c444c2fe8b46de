import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { BBox } from '../../domain/geo/lon-lat.ts';
import { encodeAddressIndex } from '../../domain/pack/address-index.ts';
import { encodeBuildingIds } from '../../domain/pack/building-ids.ts';
import { PACK_FILES } from '../../domain/pack/manifest.ts';
import { PACKED_NODE_SIZE } from '../../domain/pack/packed-tree-levels.ts';
import { encodeBuildingFeatures } from '../flatgeobuf/encode-buildings.ts';
import { encodeBuildingHeader } from '../flatgeobuf/encode-header.ts';
import type { BuildingIndex } from '../flatgeobuf/index-buildings.ts';
import { encodePackedTree, packedTreeBytes } from '../flatgeobuf/packed-tree.ts';
import type { BuildingTable } from '../model/building-table.ts';
import { hashBuildingIds } from '../model/merge-tables.ts';
import { hashFile, type PackFileEntry } from './hash-files.ts';

/** Buildings encoded in one go. */
const CHUNK_ROWS = 32_768;

/** What goes into the building files of a pack. */
export interface BuildingFilesInput {
	readonly dir: string;
	readonly table: BuildingTable;
	readonly index: BuildingIndex;
	/** Text of table.source. */
	readonly sourceKeys: readonly string[];
	readonly title: string;
	/** A JSON object as text, for the file's metadata. */
	readonly metadata: string;
}

/** Writes buildings.fgb, buildings.ids and addresses.idx, and returns their entries for the manifest. */
export function writeBuildingFiles(input: BuildingFilesInput): PackFileEntry[] {
	const { dir, table, index } = input;
	writeBuildings(input);
	const hashes = hashBuildingIds(table);
	writeFileSync(join(dir, PACK_FILES.buildingIds), encodeBuildingIds(index.order.map((row) => hashes[row] as number)));
	const addresses = encodeAddressIndex({
		count: table.count,
		streetAt: (fid) => table.street.at(index.order[fid] as number),
		houseNumberAt: (fid) => table.houseNumber.at(index.order[fid] as number),
		townAt: (fid) => table.town.at(index.order[fid] as number),
	});
	writeFileSync(join(dir, PACK_FILES.addresses), addresses);
	return [PACK_FILES.buildings, PACK_FILES.buildingIds, PACK_FILES.addresses].map((name) => ({
		name,
		...hashFile(join(dir, name)),
	}));
}

function writeBuildings({ dir, table, index, sourceKeys, title, metadata }: BuildingFilesInput): void {
	const { order, boxes } = index;
	const count = table.count;
	const header = encodeBuildingHeader({
		count,
		bounds: boundsOf(boxes),
		indexNodeSize: count > 0 ? PACKED_NODE_SIZE : 0,
		title,
		metadata,
	});
	const file = openSync(join(dir, PACK_FILES.buildings), 'w');
	try {
		// The index stands before the features and says where they begin: it is written last, into the room left for it.
		const featuresStart = header.length + packedTreeBytes(count);
		const starts = new Float64Array(count);
		let at = 0;
		for (let first = 0; first < count; first += CHUNK_ROWS) {
			const rows = order.subarray(first, first + CHUNK_ROWS);
			const { bytes, offsets } = encodeBuildingFeatures(table, sourceKeys, rows);
			for (let i = 0; i < rows.length; i++) starts[first + i] = at + (offsets[i] as number);
			writeFully(file, bytes, featuresStart + at);
			at += bytes.length;
		}
		writeFully(file, header, 0);
		writeFully(file, encodePackedTree(boxes, order, starts), header.length);
	} finally {
		closeSync(file);
	}
}

function writeFully(file: number, bytes: Uint8Array, position: number): void {
	let done = 0;
	while (done < bytes.length) done += writeSync(file, bytes, done, bytes.length - done, position + done);
}

function boundsOf(boxes: Int32Array): BBox | null {
	if (boxes.length === 0) return null;
	let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
	for (let i = 0; i < boxes.length; i += 4) {
		minX = Math.min(minX, boxes[i] as number);
		minY = Math.min(minY, boxes[i + 1] as number);
		maxX = Math.max(maxX, boxes[i + 2] as number);
		maxY = Math.max(maxY, boxes[i + 3] as number);
	}
	return [minX / 1e7, minY / 1e7, maxX / 1e7, maxY / 1e7];
}
