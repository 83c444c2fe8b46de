import { DataError } from '../../../domain/errors.ts';
import { openByteStream } from '../bytes/open-byte-stream.ts';
import { splitLines } from '../bytes/split-lines.ts';
import { stripCompression } from '../bytes/strip-compression.ts';
import type { InputFormat, OpenInput } from '../source-record.ts';
import { readGeoJsonCrs } from './geojson-crs.ts';
import { createGeoJsonBlockReader } from './geojson-records.ts';
import { readJsonHead } from './json-head.ts';
import { openBlocks } from './open-blocks.ts';

const EXTENSIONS = /(^|\.)(geojsonl|geojsons|geojsonseq|ndjson|jsonl|ldjson|ndgeojson)$/;

/**
 * One GeoJSON feature (or geometry) a line, or RFC 8142 records; plain, `.gz` or `.zst`. Empty lines are allowed, a line that is
 * not JSON is a bad record. `parts` are whole lines, about 4 MB each.
 */
export const geoJsonSeqFormat: InputFormat = {
	name: 'GeoJSONSeq',
	matches: (path) => {
		const { extension } = stripCompression(path);
		return EXTENSIONS.test(extension) && !/(^|\.)city\./.test(extension);
	},
	open: openGeoJsonSeq,
};

async function openGeoJsonSeq(path: string, options: { encoding?: string; signal?: AbortSignal }): Promise<OpenInput> {
	const head = await readJsonHead(path, options);
	if (!head) {
		throw new DataError(
			'input/not-geojson',
			`${path}: got a text that does not begin with '{', expected one GeoJSON feature a line`,
			{
				context: { file: path },
			},
		);
	}
	const crs = readGeoJsonCrs(head.members.crs);
	const reader = createGeoJsonBlockReader();
	return openBlocks({
		unit: head.isSeparated ? 'record' : 'line',
		crs: crs === null ? null : { name: crs, evidence: 'crs of the first feature' },
		openStream: (signal) => openByteStream(path, { signal, encoding: options.encoding }),
		blocksOf: (stream) => splitLines(stream),
		readBlock: (part, sink) => reader.readBlock(part, sink),
	});
}
