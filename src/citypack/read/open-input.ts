import { open, readdir, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { NotFoundError, UsageError } from '../../domain/errors.ts';
import { csvFormat } from './formats/csv.ts';
import { flatGeobufFormat } from './formats/flatgeobuf.ts';
import { geoParquetFormat } from './formats/geoparquet.ts';
import { detectJson, jsonFormat } from './formats/json.ts';
import { shapefileFormat } from './formats/shapefile.ts';
import type { InputFormat, OpenInput } from './source-record.ts';

const FORMATS: readonly InputFormat[] = [flatGeobufFormat, geoParquetFormat, shapefileFormat, csvFormat, jsonFormat];

/** What a build reads, for messages and help. */
const ACCEPTED_INPUTS =
	'a folder of fengtu generate, OpenStreetMap (.osm.pbf, .osm, .osm.gz), GeoJSON (.geojson, .json, also .gz and .zst), lines of GeoJSON (.geojsonl, .ndjson, ...), FlatGeobuf (.fgb), GeoParquet (.parquet), Shapefile (.shp, .zip or folder), CityJSON (.city.json, .city.jsonl), CSV (.csv, .tsv)';

/**
 * Opens an input of one layer. The format is told by its name; which one of JSON, by what it holds.
 * @throws NotFoundError `build/no-input`, UsageError `build/unknown-input`, and DataErrors `input/...` of the format
 */
export async function openInput(
	path: string,
	options: { encoding?: string; signal?: AbortSignal } = {},
): Promise<{ format: InputFormat; input: OpenInput }> {
	const named = FORMATS.find((format) => format.matches(path));
	if (!named) throw await unknownInput(path);
	const format = named === jsonFormat ? await detectJson(path, options) : named;
	return { format, input: await format.open(path, options) };
}

/** Whether a path is of a format of one layer, by its name or by what the folder holds. */
export function isLayerInput(path: string): boolean {
	return FORMATS.some((format) => format.matches(path));
}

/** The error for an input that no reader takes: says what was found. */
export async function unknownInput(path: string): Promise<NotFoundError | UsageError> {
	const found = await stat(path).catch(() => null);
	if (!found) {
		return new NotFoundError('build/no-input', `${path}: got nothing there, expected a folder or a file`, {
			context: { input: path },
		});
	}
	const what = found.isDirectory() ? await describeFolder(path) : await describeFile(path);
	return new UsageError('build/unknown-input', `${path}: got ${what}, expected ${ACCEPTED_INPUTS}`, {
		context: { input: path },
	});
}

async function describeFolder(path: string): Promise<string> {
	const names = (await readdir(path)).sort();
	const shown = names.slice(0, 5).join(', ');
	return names.length === 0
		? 'an empty folder'
		: `a folder without city.json (${shown}${names.length > 5 ? ', ...' : ''})`;
}

/** First bytes by which a file is known, whatever its name. */
const MAGIC: readonly (readonly [hex: string, what: string])[] = [
	['504b0304', 'a zip archive'],
	['1f8b', 'gzip'],
	['28b52ffd', 'zstd'],
	['25504446', 'a PDF'],
	['666762', 'FlatGeobuf'],
	['50415231', 'Parquet'],
	['0000270a', 'a shapefile'],
	['53514c69746520', 'an SQLite database (GeoPackage?)'],
	['49492a00', 'a TIFF (terrain is given with --dem)'],
	['7b', 'JSON'],
	['3c', 'XML'],
];

async function describeFile(path: string): Promise<string> {
	const file = await open(path);
	const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0).finally(() => file.close());
	const start = buffer.subarray(0, bytesRead).toString('hex');
	const known = MAGIC.find(([hex]) => start.startsWith(hex))?.[1];
	const content = start === '' ? 'an empty file' : (known ?? 'a file of unknown content');
	return `${content} named ${basename(path)}`;
}
