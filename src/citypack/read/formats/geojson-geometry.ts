import type { SourceGeometry } from '../source-record.ts';
import { GeometryCollector } from './geometry-collector.ts';
import type { NumberArena } from './number-arena.ts';
import { RecordError } from './record-error.ts';

/** Names of GeoJSON geometries. */
export const GEOJSON_GEOMETRIES: ReadonlySet<unknown> = new Set([
	'Point',
	'MultiPoint',
	'LineString',
	'MultiLineString',
	'Polygon',
	'MultiPolygon',
	'GeometryCollection',
]);

/**
 * A parsed GeoJSON geometry as flat numbers; null and geometries without a vertex are 'empty', further coordinates are
 * dropped. @throws RecordError `record/bad-geometry`, `record/mixed-geometry`
 */
export function readGeoJsonGeometry(geometry: unknown, arena: NumberArena): SourceGeometry {
	const collector = new GeometryCollector();
	if (geometry !== null && geometry !== undefined) addGeometry(geometry, collector, arena);
	return collector.finish();
}

function addGeometry(geometry: unknown, collector: GeometryCollector, arena: NumberArena): void {
	const { type, coordinates, geometries } = asObject(geometry);
	switch (type) {
		case 'Point':
			if (asArray(coordinates).length > 0) addPoint(coordinates, collector, arena);
			break;
		case 'MultiPoint':
			for (const point of asArray(coordinates)) addPoint(point, collector, arena);
			break;
		case 'LineString':
			collector.addLine(readLine(coordinates, arena));
			break;
		case 'MultiLineString':
			for (const line of asArray(coordinates)) collector.addLine(readLine(line, arena));
			break;
		case 'Polygon':
			collector.addPolygon(readRings(coordinates, arena));
			break;
		case 'MultiPolygon':
			for (const polygon of asArray(coordinates)) collector.addPolygon(readRings(polygon, arena));
			break;
		case 'GeometryCollection':
			for (const part of asArray(geometries)) addGeometry(part, collector, arena);
			break;
		default:
			throw badGeometry(`type ${show(type)}`, 'a GeoJSON geometry');
	}
}

function addPoint(point: unknown, collector: GeometryCollector, arena: NumberArena): void {
	const [x, y] = readLine([point], arena);
	collector.addPoint(x as number, y as number);
}

function readRings(coordinates: unknown, arena: NumberArena): Float64Array[] {
	const rings: Float64Array[] = [];
	for (const ring of asArray(coordinates)) rings.push(readLine(ring, arena));
	return rings;
}

function readLine(coordinates: unknown, arena: NumberArena): Float64Array {
	const positions = asArray(coordinates);
	arena.reserve(positions.length * 2);
	const { block } = arena;
	let next = arena.next;
	for (let i = 0; i < positions.length; i++) {
		const position = positions[i];
		if (!Array.isArray(position) || position.length < 2) throw badGeometry(show(position), 'a position of two numbers');
		const x: unknown = position[0];
		const y: unknown = position[1];
		if (!Number.isFinite(x) || !Number.isFinite(y)) throw badGeometry(show(position), 'a position of two numbers');
		block[next++] = x as number;
		block[next++] = y as number;
	}
	arena.next = next;
	return arena.take();
}

function asArray(value: unknown): readonly unknown[] {
	if (!Array.isArray(value)) throw badGeometry(`${show(value)} for coordinates`, 'an array');
	return value;
}

function asObject(value: unknown): { type?: unknown; coordinates?: unknown; geometries?: unknown } {
	if (typeof value !== 'object' || Array.isArray(value) || value === null) throw badGeometry(show(value), 'an object');
	return value;
}

function badGeometry(got: string, expected: string): RecordError {
	return new RecordError('record/bad-geometry', `geometry: got ${got}, expected ${expected}`);
}

function show(value: unknown): string {
	const text = JSON.stringify(value) ?? 'nothing';
	return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
