import { DataError } from '../../../domain/errors.ts';
import { type ByteStream, openByteStream } from '../bytes/open-byte-stream.ts';
import { splitJson } from '../bytes/split-json.ts';
import { RECORD_SEPARATOR, type RecordBlock } from '../bytes/split-lines.ts';
import { stripCompression } from '../bytes/strip-compression.ts';
import type { InputFormat, OpenInput } from '../source-record.ts';
import { readGeoJsonCrs } from './geojson-crs.ts';
import { GEOJSON_GEOMETRIES } from './geojson-geometry.ts';
import { createGeoJsonBlockReader } from './geojson-records.ts';
import { readJsonHead } from './json-head.ts';
import { findLastMember } from './json-tail.ts';
import { openBlocks } from './open-blocks.ts';

/** Members that are read; a collection's others (name, bbox, metadata) are passed over. */
const FEATURE_MEMBERS = new Set(['type', 'id', 'properties', 'geometry', 'coordinates', 'geometries', 'crs']);

/**
 * A GeoJSON file: a FeatureCollection, one feature or one geometry; plain, `.gz` or `.zst`; of any size, members in any order. The
 * `crs` member of GeoJSON before RFC 7946 is taken at its word. `parts` are runs of whole features, about 4 MB each.
 */
export const geoJsonFormat: InputFormat = {
	name: 'GeoJSON',
	matches: (path) => /(^|\.)geojson$/.test(stripCompression(path).extension),
	open: openGeoJson,
};

async function openGeoJson(path: string, options: { encoding?: string; signal?: AbortSignal }): Promise<OpenInput> {
	const head = await readJsonHead(path, options);
	if (!head) throw notGeoJson(path, "a text that does not begin with '{'");
	const { type } = head.members;
	if (type !== undefined && type !== 'FeatureCollection' && type !== 'Feature' && !GEOJSON_GEOMETRIES.has(type)) {
		throw notGeoJson(path, typeOf(head.members));
	}
	const crsAhead = readGeoJsonCrs(head.members.crs);
	const crs = crsAhead ?? readGeoJsonCrs(head.isWhole ? null : await findLastMember(path, 'crs', options));
	const reader = createGeoJsonBlockReader();
	return openBlocks({
		unit: 'feature',
		crs: crs === null ? null : { name: crs, evidence: 'crs member' },
		openStream: (signal) => openByteStream(path, { signal, encoding: options.encoding }),
		blocksOf: (stream) => blocksOf(stream, crs),
		readBlock: (part, sink) => reader.readBlock(part, sink),
	});
}

/** The features as RFC 8142 records, so that one reader serves lines and collections. */
async function* blocksOf(stream: ByteStream, crs: string | null): AsyncGenerator<RecordBlock> {
	const { path } = stream;
	const members: Record<string, unknown> = {};
	let hasFeatures = false;
	const pieces = splitJson(stream, {
		wayOf: (name) => (name === 'features' ? 'items' : FEATURE_MEMBERS.has(name) ? 'whole' : 'skip'),
		separator: RECORD_SEPARATOR,
	});
	for await (const piece of pieces) {
		if (piece.kind === 'member') {
			members[piece.name] = piece.value;
		} else {
			if (piece.container === 'object') throw notGeoJson(path, 'an object of features', 'an array');
			hasFeatures = true;
			yield piece;
		}
	}
	checkCrs(path, readGeoJsonCrs(members.crs), crs);
	if (hasFeatures) {
		if (members.type !== 'FeatureCollection') throw notGeoJson(path, `features in ${typeOf(members)}`);
	} else if (members.type === 'Feature' || GEOJSON_GEOMETRIES.has(members.type)) {
		yield { bytes: new Uint8Array(Buffer.from(JSON.stringify(members))), firstNumber: 1 };
	} else {
		throw notGeoJson(path, `${typeOf(members)} without an array of features`);
	}
}

/** The beginning and the end of the file were asked for the system when it was opened; one in between was not seen then. */
function checkCrs(path: string, found: string | null, told: string | null): void {
	if (found === null || found === told) return;
	throw new DataError(
		'input/late-crs',
		`${path}: got a crs member (${found}) after large others, expected it in front`,
		{
			context: { file: path, crs: found },
		},
	);
}

function typeOf(members: Readonly<Record<string, unknown>>): string {
	return members.type === undefined ? 'an object without type' : `an object of type ${JSON.stringify(members.type)}`;
}

function notGeoJson(
	path: string,
	got: string,
	expected = 'GeoJSON: a FeatureCollection, a Feature or a geometry',
): DataError {
	return new DataError('input/not-geojson', `${path}: got ${got}, expected ${expected}`, { context: { file: path } });
}
