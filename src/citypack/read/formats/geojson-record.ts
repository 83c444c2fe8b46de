import { describeError } from '../../../domain/errors.ts';
import type { SourceRecord } from '../source-record.ts';
import { GEOJSON_GEOMETRIES, readGeoJsonGeometry } from './geojson-geometry.ts';
import type { NumberArena } from './number-arena.ts';
import { RecordError } from './record-error.ts';

const NO_PROPERTIES: Readonly<Record<string, unknown>> = {};
/** Strings, to step over them, and whole numbers of 16 digits and more. */
const LONG_NUMBERS = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+])-?\d{16,}(?![\d.eE])/g;

/**
 * The text of a GeoJSON feature, or of a geometry standing alone, as a record. Whole numbers too long for a double come as the
 * texts they are. About 4 us a feature of 400 bytes, 3 of them JSON.parse; reading the coordinates from the bytes instead, and
 * JSON.parse for the rest only, was tried and won 3-22 %, too little for 200 lines.
 * @throws RecordError `record/bad-json`, `record/not-a-feature`, `record/bad-properties`, `record/bad-geometry`,
 * `record/mixed-geometry`
 */
export function toGeoJsonRecord(text: string, number: number, arena: NumberArena): SourceRecord {
	let feature = asFeature(parseJson(text));
	if (holdsLongNumber(feature)) feature = asFeature(JSON.parse(text.replace(LONG_NUMBERS, quoteNumber)));
	const { id, properties } = feature;
	const geometry = readGeoJsonGeometry(feature.geometry, arena);
	if (
		properties !== null &&
		properties !== undefined &&
		(typeof properties !== 'object' || Array.isArray(properties))
	) {
		throw new RecordError('record/bad-properties', `properties: got ${JSON.stringify(properties)}, expected an object`);
	}
	return {
		id: typeof id === 'string' ? id : typeof id === 'number' ? String(id) : null,
		number,
		properties: (properties as Record<string, unknown> | null | undefined) ?? NO_PROPERTIES,
		geometry,
	};
}

interface Feature {
	readonly id?: unknown;
	readonly properties?: unknown;
	readonly geometry?: unknown;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new RecordError('record/bad-json', describeError(error));
	}
}

function asFeature(parsed: unknown): Feature {
	if (typeof parsed === 'object' && parsed !== null) {
		const { type } = parsed as { type?: unknown };
		if (type === 'Feature') return parsed;
		if (GEOJSON_GEOMETRIES.has(type)) return { geometry: parsed };
		throw new RecordError(
			'record/not-a-feature',
			`got an object of type ${JSON.stringify(type) ?? 'nothing'}, expected Feature`,
		);
	}
	throw new RecordError('record/not-a-feature', `got ${JSON.stringify(parsed)}, expected a GeoJSON Feature`);
}

function holdsLongNumber({ id, properties }: Feature): boolean {
	if (isLong(id)) return true;
	for (const name in properties as Record<string, unknown>) {
		if (isLong((properties as Record<string, unknown>)[name])) return true;
	}
	return false;
}

/** An identifier of 17 or more digits written as a number loses its last digits in a double. */
function isLong(value: unknown): boolean {
	return typeof value === 'number' && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER);
}

function quoteNumber(match: string): string {
	return match.startsWith('"') ? match : `"${match}"`;
}
