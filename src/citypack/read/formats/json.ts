import { DataError } from '../../../domain/errors.ts';
import { stripCompression } from '../bytes/strip-compression.ts';
import type { InputFormat } from '../source-record.ts';
import { cityJsonFormat } from './cityjson.ts';
import { cityJsonSeqFormat } from './cityjson-seq.ts';
import { geoJsonFormat } from './geojson.ts';
import { GEOJSON_GEOMETRIES } from './geojson-geometry.ts';
import { geoJsonSeqFormat } from './geojson-seq.ts';
import { readJsonHead } from './json-head.ts';

const FORMATS = [geoJsonFormat, geoJsonSeqFormat, cityJsonFormat, cityJsonSeqFormat];

/**
 * All formats of JSON by the name of the file, `.json` among them; which one it is shows the content, so that features one
 * a line in a file called `.geojson` are read as well.
 */
export const jsonFormat: InputFormat = {
	name: 'JSON',
	matches: (path) =>
		/(^|\.)json$/.test(stripCompression(path).extension) || FORMATS.some((format) => format.matches(path)),
	open: async (path, options) => (await detectJson(path, options)).open(path, options),
};

/**
 * Which format of JSON a file holds, by its first MB. A name that says lines is believed where the content leaves it open.
 * @throws DataError `input/not-geojson` when it is none, and what openByteStream throws
 */
export async function detectJson(
	path: string,
	options: { encoding?: string; signal?: AbortSignal } = {},
): Promise<InputFormat> {
	const head = await readJsonHead(path, options);
	if (!head) throw unknownJson(path, "a text that does not begin with '{'");
	const { members, names } = head;
	const { type } = members;
	const isLines = head.isSequence || geoJsonSeqFormat.matches(path) || cityJsonSeqFormat.matches(path);
	if (type === 'CityJSON' || names.includes('CityObjects')) return isLines ? cityJsonSeqFormat : cityJsonFormat;
	const isGeoJson = type === 'FeatureCollection' || type === 'Feature' || GEOJSON_GEOMETRIES.has(type);
	if (isGeoJson || names.includes('features') || names.includes('geometry')) {
		return isLines ? geoJsonSeqFormat : geoJsonFormat;
	}
	throw unknownJson(path, `an object of ${names.slice(0, 6).join(', ') || 'nothing'}`);
}

function unknownJson(path: string, got: string): DataError {
	return new DataError('input/not-geojson', `${path}: got ${got}, expected GeoJSON or CityJSON`, {
		context: { file: path },
	});
}
