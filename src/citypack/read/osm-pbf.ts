import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { PbfReader } from 'pbf';
import { DataError, describeError } from '../../domain/errors.ts';
import type { SourceCity } from '../model/source-city.ts';
import { badPbf, readOsmBlobs } from './osm-blobs.ts';
import { type ReadOsmOptions, takeOsmCity } from './osm-city.ts';
import { createOsmCollector, type OsmData } from './osm-elements.ts';
import { decodePrimitiveBlock } from './osm-primitives.ts';

const KNOWN_FEATURES = new Set(['OsmSchema-V0.6', 'DenseNodes']);

/** The date of the data (replication time) out of the header block; null = it gives none. */
function parseHeaderBlock(data: Uint8Array, file: string): string | null {
	const pbf = new PbfReader(data);
	let date: string | null = null;
	for (let field = pbf.nextField(); field !== 0; field = pbf.nextField()) {
		if (field === 4) {
			const feature = pbf.readString();
			if (!KNOWN_FEATURES.has(feature))
				throw badPbf(file, 0, 'required feature', feature, [...KNOWN_FEATURES].join(' or '));
		} else if (field === 32) {
			const seconds = pbf.readVarint();
			if (seconds > 0) date = new Date(seconds * 1000).toISOString().slice(0, 10);
		} else {
			pbf.skip(pbf.type);
		}
	}
	return date;
}

async function readElements(
	path: string,
	file: string,
	{ signal, onProgress }: Pick<ReadOsmOptions, 'signal' | 'onProgress'>,
): Promise<OsmData> {
	const collector = createOsmCollector();
	let date: string | null = null;
	let totalBytes = 0;
	for await (const blob of readOsmBlobs(path, signal)) {
		if (totalBytes === 0) totalBytes = (await stat(path)).size;
		try {
			if (blob.type === 'OSMHeader') date = parseHeaderBlock(blob.data, file);
			else decodePrimitiveBlock(blob.data, collector);
		} catch (error) {
			if (error instanceof DataError) throw error;
			throw badPbf(file, blob.offset, `content of ${blob.type}`, describeError(error), 'a valid block', error);
		}
		onProgress?.(blob.end, totalBytes);
	}
	return collector.finish(date);
}

/**
 * Reads a city from an OpenStreetMap PBF file; what it takes: takeOsmCity.
 * Parsed with `pbf` and our own reading of osmformat.proto, so that every fault of a file has its byte offset.
 * Cost: the whole file in memory (16 bytes a node, 8 a way's node); Liechtenstein (2.4 MB) about a second.
 * @throws NotFoundError `osm/no-file`; DataError `osm/bad-pbf` (cut, garbled), `osm/empty` (neither building nor road);
 * the signal's reason when aborted.
 */
export async function readOsmPbf(path: string, options: ReadOsmOptions): Promise<SourceCity> {
	const file = basename(path);
	const data = await readElements(path, file, options);
	return takeOsmCity(data, file, options.key ?? file.replace(/\.osm\.pbf$|\.pbf$/, ''), options);
}
