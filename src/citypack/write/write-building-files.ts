import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { layAddressIndex } from '../../domain/pack/address-index.ts';
import { type BuildingColumns, layBuildingColumns } from '../../domain/pack/building-columns.ts';
import { encodeBuildingIds, hashId } from '../../domain/pack/building-ids.ts';
import { createBuildingPages, encodeBuildingPages } from '../../domain/pack/building-pages.ts';
import { PACK_FILES } from '../../domain/pack/manifest.ts';
import { PACKED_NODE_SIZE } from '../../domain/pack/packed-tree-levels.ts';
import type { TypedArraysLayout } from '../../domain/pack/typed-arrays.ts';
import { createBuildingEncoder } from '../flatgeobuf/encode-buildings.ts';
import { encodeBuildingHeader } from '../flatgeobuf/encode-header.ts';
import { packedTreeBytes, writePackedTree } from '../flatgeobuf/packed-tree.ts';
import type { BuildingTable } from '../model/building-table.ts';
import { toUtf8Column } from '../model/text-column.ts';
import { joinBoxesDegrees } from '../order/measure-building-boxes.ts';
import type { BuildingOrder } from '../order/order-buildings.ts';
import { hashFile, type PackFileEntry } from './hash-files.ts';

/** Buildings encoded in one go. */
const CHUNK_ROWS = 8192;

/** What goes into the building files of a pack. */
export interface BuildingFilesInput {
	readonly dir: string;
	readonly table: BuildingTable;
	readonly order: BuildingOrder;
	/** Text of table.source. */
	readonly sourceKeys: readonly string[];
	readonly title: string;
	/** A JSON object as text, for the file's metadata. */
	readonly metadata: string;
}

/** Writes buildings.fgb, buildings.pages, buildings.ids and addresses.idx, and returns their entries for the manifest. */
export function writeBuildingFiles(input: BuildingFilesInput): PackFileEntry[] {
	const { dir, table, order } = input;
	const { rows, pages } = order;
	writeBuildings(input);
	writeFileSync(join(dir, PACK_FILES.buildingPages), encodeBuildingPages(pages));
	const fids = createBuildingPages(pages).listFids();
	const ids = toUtf8Column(table.id);
	const hashes = rows.map((row) => hashId(ids.bytes, ids.starts[row], ids.starts[row + 1]));
	writeFileSync(join(dir, PACK_FILES.buildingIds), encodeBuildingIds(hashes, fids));
	const addresses = layAddressIndex({
		rows,
		fids,
		street: toUtf8Column(table.street),
		houseNumber: toUtf8Column(table.houseNumber),
		town: toUtf8Column(table.town),
	});
	writeTypedArrays(join(dir, PACK_FILES.addresses), addresses);
	return [PACK_FILES.buildings, PACK_FILES.buildingPages, PACK_FILES.buildingIds, PACK_FILES.addresses].map((name) => ({
		name,
		...hashFile(join(dir, name)),
	}));
}

/** Writes buildings.columns and returns its entry for the manifest. */
export function writeBuildingColumns(dir: string, columns: BuildingColumns): PackFileEntry {
	const path = join(dir, PACK_FILES.buildingColumns);
	writeTypedArrays(path, layBuildingColumns(columns));
	return { name: PACK_FILES.buildingColumns, ...hashFile(path) };
}

/** Writes a container section by section, without joining them in memory first. */
function writeTypedArrays(path: string, { parts, byteLength }: TypedArraysLayout): void {
	const file = openSync(path, 'w');
	try {
		for (const { offset, bytes } of parts) writeFully(file, bytes, offset);
		// The file ends on a multiple of 8, the last section may end before.
		ftruncateSync(file, byteLength);
	} finally {
		closeSync(file);
	}
}

function writeBuildings({ dir, table, order, sourceKeys, title, metadata }: BuildingFilesInput): void {
	const { rows, boxes } = order;
	const count = table.count;
	const header = encodeBuildingHeader({
		count,
		bounds: joinBoxesDegrees(boxes),
		indexNodeSize: count > 0 ? PACKED_NODE_SIZE : 0,
		title,
		metadata,
	});
	const file = openSync(join(dir, PACK_FILES.buildings), 'w');
	try {
		// The index stands before the features and says where they begin: it is written last, into the room left for it.
		const featuresStart = header.length + packedTreeBytes(count);
		const encoder = createBuildingEncoder(table, sourceKeys);
		const starts = new Float64Array(count);
		let at = 0;
		for (let first = 0; first < count; first += CHUNK_ROWS) {
			const { bytes, offsets } = encoder.encodeRows(rows.subarray(first, first + CHUNK_ROWS));
			for (let i = 0; i + 1 < offsets.length; i++) starts[first + i] = at + (offsets[i] as number);
			writeFully(file, bytes, featuresStart + at);
			at += bytes.length;
		}
		writeFully(file, header, 0);
		writePackedTree(boxes, rows, starts, (bytes, offset) => writeFully(file, bytes, header.length + offset));
	} finally {
		closeSync(file);
	}
}

function writeFully(file: number, bytes: Uint8Array, position: number): void {
	let done = 0;
	while (done < bytes.length) done += writeSync(file, bytes, done, bytes.length - done, position + done);
}
