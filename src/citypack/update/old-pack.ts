import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '../../domain/errors.ts';
import { type BuildingColumns, decodeBuildingColumns } from '../../domain/pack/building-columns.ts';
import { type BuildingPages, decodeBuildingPages } from '../../domain/pack/building-pages.ts';
import { openFlatGeobuf } from '../../domain/pack/flatgeobuf-reader.ts';
import { PACK_FILES, type PackManifest } from '../../domain/pack/manifest.ts';
import { createLocalSource } from '../read/local-source.ts';
import { featureStart, type TreeArrays, viewTree } from './splice-tree.ts';

/** The buildings of a pack as an update needs them: all numbers and the index at hand, features by range. */
export interface OldPack {
	readonly dir: string;
	readonly manifest: PackManifest;
	readonly pages: BuildingPages;
	readonly columns: BuildingColumns;
	readonly tree: TreeArrays;
	/** Where the features begin in buildings.fgb, and how many bytes they are. */
	readonly featuresStart: number;
	readonly featureBytes: number;
	/** The features of the ordinals start .. end - 1, size prefixes included. */
	readFeatures(start: number, end: number): Uint8Array[];
	close(): void;
}

/** Files without which a pack is of an older layout. */
const NEEDED = [PACK_FILES.buildings, PACK_FILES.buildingPages, PACK_FILES.buildingColumns, PACK_FILES.buildingIds];

/**
 * Opens the buildings of a pack; null when it is of an older layout. Cost: some 100 bytes a building are read.
 * @throws DataError `pack/...` for files that contradict one another
 */
export async function openOldPack(dir: string, manifest: PackManifest): Promise<OldPack | null> {
	if (NEEDED.some((name) => !existsSync(join(dir, name)))) return null;
	const pages = decodeBuildingPages(readFileSync(join(dir, PACK_FILES.buildingPages)), PACK_FILES.buildingPages);
	const file = openSync(join(dir, PACK_FILES.buildings), 'r');
	try {
		const { header } = await openFlatGeobuf(createLocalSource(join(dir, PACK_FILES.buildings)));
		const columns = decodeBuildingColumns(
			readAligned(join(dir, PACK_FILES.buildingColumns)),
			PACK_FILES.buildingColumns,
		);
		requireCount(PACK_FILES.buildingPages, pages.count, header.count);
		requireCount(PACK_FILES.buildingColumns, columns.count, header.count);
		const { treeStart, featuresStart, count } = header;
		const tree = viewTree(readRange(file, treeStart, featuresStart), count);
		const featureBytes = fstatSync(file).size - featuresStart;
		return {
			dir,
			manifest,
			pages,
			columns,
			tree,
			featuresStart,
			featureBytes,
			readFeatures: (start, end) => {
				const from = featureStart(tree, start, featureBytes);
				const bytes = readRange(file, featuresStart + from, featuresStart + featureStart(tree, end, featureBytes));
				return Array.from({ length: end - start }, (_, i) =>
					bytes.subarray(
						featureStart(tree, start + i, featureBytes) - from,
						featureStart(tree, start + i + 1, featureBytes) - from,
					),
				);
			},
			close: () => closeSync(file),
		};
	} catch (error) {
		closeSync(file);
		throw error;
	}
}

/** A whole file at the start of a buffer of its own, so that its sections stand on their boundaries. */
function readAligned(path: string): Uint8Array<ArrayBuffer> {
	const file = openSync(path, 'r');
	try {
		return readRange(file, 0, fstatSync(file).size);
	} finally {
		closeSync(file);
	}
}

function readRange(file: number, start: number, end: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(new ArrayBuffer(end - start));
	let done = 0;
	while (done < bytes.length) {
		const count = readSync(file, bytes, done, bytes.length - done, start + done);
		if (count === 0) {
			throw new DataError(
				'pack/truncated',
				`${PACK_FILES.buildings}: got its end at byte ${start + done}, expected ${end}`,
			);
		}
		done += count;
	}
	return bytes;
}

function requireCount(file: string, found: number, expected: number): void {
	if (found === expected) return;
	throw new DataError(
		'pack/damaged',
		`${file}: got ${found} buildings, expected ${expected} as ${PACK_FILES.buildings} has`,
		{ context: { file, found, expected } },
	);
}
