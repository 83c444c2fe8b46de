import type { SourceGeometry } from '../source-record.ts';
import { GeometryCollector } from './geometry-collector.ts';
import type { GeoEncoding } from './geoparquet-metadata.ts';
import { RecordError } from './record-error.ts';

interface Vertex {
	readonly x: number;
	readonly y: number;
}

/** A geometry of a GeoArrow encoding (lists of {x, y}), as hyparquet hands it. @throws RecordError `record/bad-geometry` */
export function readNativeGeometry(value: unknown, encoding: Exclude<GeoEncoding, 'WKB'>): SourceGeometry {
	const parts = new GeometryCollector();
	if (value === null || value === undefined) return parts.finish();
	switch (encoding) {
		case 'point':
			addPoint(parts, value);
			break;
		case 'multipoint':
			for (const point of listOf(value)) addPoint(parts, point);
			break;
		case 'linestring':
			parts.addLine(packLine(value));
			break;
		case 'multilinestring':
			for (const line of listOf(value)) parts.addLine(packLine(line));
			break;
		case 'polygon':
			parts.addPolygon(listOf(value).map(packLine));
			break;
		case 'multipolygon':
			for (const polygon of listOf(value)) parts.addPolygon(listOf(polygon).map(packLine));
			break;
	}
	return parts.finish();
}

function addPoint(parts: GeometryCollector, value: unknown): void {
	const { x, y } = vertexOf(value);
	parts.addPoint(x, y);
}

function packLine(value: unknown): Float64Array {
	const vertices = listOf(value);
	const line = new Float64Array(vertices.length * 2);
	for (const [i, vertex] of vertices.entries()) {
		const { x, y } = vertexOf(vertex);
		line[i * 2] = x;
		line[i * 2 + 1] = y;
	}
	return line;
}

function listOf(value: unknown): readonly unknown[] {
	if (Array.isArray(value)) return value;
	throw new RecordError('record/bad-geometry', `got ${JSON.stringify(value) ?? 'nothing'}, expected a list`);
}

function vertexOf(value: unknown): Vertex {
	const vertex = value as Partial<Vertex> | null | undefined;
	if (typeof vertex?.x === 'number' && typeof vertex.y === 'number') return vertex as Vertex;
	throw new RecordError('record/bad-geometry', `got ${JSON.stringify(value) ?? 'nothing'}, expected x and y`);
}
