import { basename } from 'node:path';
import { DataError, describeError } from '../../domain/errors.ts';
import { type FlatGeobufReader, openFlatGeobuf } from '../../domain/pack/flatgeobuf-reader.ts';
import { BUILDING_COLUMNS } from '../../domain/pack/layer-columns.ts';
import { BuildingFeatureReader, type ReadBuildings } from './fgb-building-features.ts';
import { readFeatureChunks } from './fgb-feature-chunks.ts';
import { createLocalSource } from './local-source.ts';

/** A run of whole features of a file, for a thread of its own. Plain data for postMessage. */
export interface FgbRange {
	/** Positions in the file. */
	readonly start: number;
	readonly end: number;
	/** Ordinal of its first feature, and how many there are. */
	readonly first: number;
	readonly count: number;
}

/** Read in one go; small, since every thread that reads has its own. */
const CHUNK_BYTES = 4 << 20;
/** Room for rows that take more than those of the first chunk. */
const RESERVE_SLACK = 1.2;

/**
 * Whether a file is a buildings.fgb as `fengtu generate` and `fengtu build` write it: all its columns are of BUILDING_COLUMNS, the
 * one that only Fengtu writes among them, in EPSG:4326. Then readFgbBuildings reads it, at a fraction of the cost of records.
 * @throws DataError `pack/bad-flatgeobuf`, `pack/truncated`; NotFoundError `source/missing-file`
 */
export async function isFgbBuildings(path: string, signal?: AbortSignal): Promise<boolean> {
	const { columns, epsg } = (await openFlatGeobuf(createLocalSource(path), signal)).header;
	const known = columns.every(({ name, type }) =>
		BUILDING_COLUMNS.some((column) => column.name === name && column.type === type),
	);
	return known && epsg === 4326 && columns.some(({ name }) => name === 'height_basis');
}

/**
 * Cuts a file's features into `parts` runs of about the same size, in file order. Reads the whole file once (0.2 s a gigabyte).
 * @throws DataError as readFgbBuildings
 */
export async function splitFgbBuildings(
	path: string,
	parts: number,
	options: { signal?: AbortSignal } = {},
): Promise<FgbRange[]> {
	const name = basename(path);
	const source = createLocalSource(path);
	const { header } = await openFlatGeobuf(source, options.signal);
	const share = ((await source.size(options.signal)) - header.featuresStart) / parts;
	const ranges: FgbRange[] = [];
	let range = { start: header.featuresStart, end: header.featuresStart, first: 0, count: 0 };
	const chunks = readFeatureChunks(path, name, { start: header.featuresStart }, { ...options, chunkBytes: 1 << 20 });
	for await (const chunk of chunks) {
		range.end = chunk.end;
		range.count += chunk.count;
		if (range.end - header.featuresStart < share * (ranges.length + 1)) continue;
		ranges.push(range);
		range = { start: chunk.end, end: chunk.end, first: range.first + range.count, count: 0 };
	}
	if (range.count > 0) ranges.push(range);
	requireCount(header.count, range.first + range.count, name);
	return ranges;
}

/**
 * Reads a buildings.fgb with the columns of BUILDING_COLUMNS straight into a table, in file order, a chunk at a time.
 * Buildings with an unusable footprint or id are refused, damaged attributes become unknown; both are told.
 * @param options `source` is the row of the source in the pack's list, `sourceKey` names it in rejects; with `range` only those
 * features are read: the tables and rejects of all ranges one behind the other are those of the file
 * @throws DataError `pack/bad-flatgeobuf`, `pack/truncated`, `pack/damaged` when the file itself does not hold together
 */
export async function readFgbBuildings(
	path: string,
	options: {
		source: number;
		sourceKey: string;
		range?: FgbRange;
		signal?: AbortSignal;
		onProgress?: (done: number, total: number) => void;
	},
): Promise<ReadBuildings> {
	const { signal, range } = options;
	const name = basename(path);
	const file = createLocalSource(path);
	const { header }: FlatGeobufReader = await openFlatGeobuf(file, signal);
	const start = range?.start ?? header.featuresStart;
	const end = range?.end ?? (await file.size(signal));
	const reader = new BuildingFeatureReader(header.columns, header.geometryType, {
		source: options.source,
		sourceKey: options.sourceKey,
		first: range?.first ?? 0,
	});
	try {
		for await (const chunk of readFeatureChunks(path, name, { start, end }, { signal, chunkBytes: CHUNK_BYTES })) {
			reader.readChunk(chunk.bytes);
			if (chunk.first === 0) reader.reserve(((end - start) / (chunk.end - start)) * RESERVE_SLACK);
			options.onProgress?.(chunk.end - start, end - start);
		}
		requireCount(range?.count ?? header.count, reader.read, name);
		return reader.finish(name);
	} catch (error) {
		const nameless = error instanceof DataError && error.context.file === undefined;
		throw nameless || error instanceof RangeError ? damagedFeature(name, reader.feature, error) : error;
	}
}

/** A writer may leave the number out: 0 = not said. */
function requireCount(expected: number, found: number, name: string): void {
	if (expected === 0 || found === expected) return;
	throw new DataError('pack/truncated', `${name}: got ${found} features, expected ${expected}`, {
		context: { file: name, found, expected },
	});
}

function damagedFeature(name: string, feature: number, cause: unknown): DataError {
	return new DataError('pack/damaged', `${name}: feature ${feature}: ${describeError(cause)}`, {
		context: { file: name, feature },
		cause,
	});
}
