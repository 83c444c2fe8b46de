import { measureAreaM2 } from '../../analysis/measure/footprint.ts';
import { findInnerPoint } from '../../analysis/measure/inner-point.ts';
import { createPlaneShape } from '../../analysis/measure/plane-shape.ts';
import { createLocalPlane, distanceM } from '../../domain/geo/local-plane.ts';
import type { PolygonRings, Position, Ring } from '../../domain/geo/lon-lat.ts';
import type { LayerColumn } from '../../domain/pack/layer-columns.ts';
import type { LayerFeature, LayerGeometry, LayerValue } from '../../domain/pack/layer-geometry.ts';
import { closeRing } from './write-geojson.ts';

/** Excel takes a file that begins with it for UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** What a layer's geometry is measured as. */
export type CsvMeasure = 'footprint_m2' | 'length_m' | null;

/** The first line of a CSV file (RFC 4180, UTF-8 with byte order mark). */
export function csvHead(columns: readonly LayerColumn[], measure: CsvMeasure): string {
	const names = [...columns.map(({ name }) => name), 'lon', 'lat', ...(measure ? [measure] : []), 'WKT'];
	return `${BYTE_ORDER_MARK}${names.join(',')}\r\n`;
}

/**
 * One feature as a line: its columns (unknown is empty; a JSON column is its text), a point in it (WGS84 degrees), its
 * ground area or length, and the geometry as well-known text.
 */
export function csvLine(feature: LayerFeature, columns: readonly LayerColumn[], measure: CsvMeasure): string {
	const { at, size } = measureGeometry(feature.geometry);
	const cells = columns.map(({ name }) => cellOf(feature.properties[name]));
	cells.push(at[0].toFixed(7), at[1].toFixed(7));
	if (measure) cells.push(size.toFixed(2));
	cells.push(`"${wellKnownText(feature.geometry)}"`);
	return `${cells.join(',')}\r\n`;
}

function cellOf(value: LayerValue | undefined): string {
	if (value === null || value === undefined) return '';
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function measureGeometry(geometry: LayerGeometry): { at: Position; size: number } {
	switch (geometry.type) {
		case 'Point':
			return { at: geometry.coordinates, size: 0 };
		case 'LineString':
			return measureLine(geometry.coordinates);
		case 'MultiLineString':
			return measureLine(geometry.coordinates.flat());
		case 'Polygon':
			return measurePolygons([geometry.coordinates]);
		case 'MultiPolygon':
			return measurePolygons(geometry.coordinates);
	}
}

function measurePolygons(polygons: readonly PolygonRings[]): { at: Position; size: number } {
	const outer = polygons[0]?.[0] as Ring;
	const [lon, lat] = outer[0] as Position;
	const plane = createLocalPlane({ lon, lat });
	const shape = createPlaneShape(polygons, plane);
	return { at: plane.toLonLat(findInnerPoint(shape)), size: measureAreaM2(shape) };
}

/** Length, and the place half-way. */
function measureLine(line: readonly Position[]): { at: Position; size: number } {
	const lengths = line.slice(1).map((to, i) => {
		const from = line[i] as Position;
		return distanceM({ lon: from[0], lat: from[1] }, { lon: to[0], lat: to[1] });
	});
	const size = lengths.reduce((sum, length) => sum + length, 0);
	let left = size / 2;
	for (const [i, length] of lengths.entries()) {
		if (left <= length && length > 0) {
			const [ax, ay] = line[i] as Position;
			const [bx, by] = line[i + 1] as Position;
			return { at: [ax + ((bx - ax) * left) / length, ay + ((by - ay) * left) / length], size };
		}
		left -= length;
	}
	return { at: line[0] as Position, size };
}

function wellKnownText(geometry: LayerGeometry): string {
	switch (geometry.type) {
		case 'Point':
			return `POINT (${geometry.coordinates.join(' ')})`;
		case 'LineString':
			return `LINESTRING ${lineText(geometry.coordinates)}`;
		case 'MultiLineString':
			return `MULTILINESTRING (${geometry.coordinates.map(lineText).join(',')})`;
		case 'Polygon':
			return `POLYGON ${polygonText(geometry.coordinates)}`;
		case 'MultiPolygon':
			return `MULTIPOLYGON (${geometry.coordinates.map(polygonText).join(',')})`;
	}
}

function polygonText(rings: PolygonRings): string {
	return `(${rings.map((ring) => lineText(closeRing(ring))).join(',')})`;
}

function lineText(line: readonly Position[]): string {
	return `(${line.map(([lon, lat]) => `${lon} ${lat}`).join(',')})`;
}
