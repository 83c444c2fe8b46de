import type { SourceGeometry } from '../source-record.ts';
import { RecordError } from './record-error.ts';

const EMPTY: SourceGeometry = { kind: 'empty' };

/**
 * Puts the parts of one geometry together, however deep its collections: polygons, lines or points. Parts without a vertex
 * count as not there.
 */
export class GeometryCollector {
	#polygons: Float64Array[][] = [];
	#lines: Float64Array[] = [];
	#points: Float64Array[] = [];

	addPolygon(rings: Float64Array[]): void {
		if (rings.some((ring) => ring.length > 0)) this.#polygons.push(rings);
	}

	addLine(line: Float64Array): void {
		if (line.length > 0) this.#lines.push(line);
	}

	/** A point of NaN is how WKB writes an empty one. */
	addPoint(x: number, y: number): void {
		if (!(Number.isNaN(x) && Number.isNaN(y))) this.#points.push(Float64Array.of(x, y));
	}

	/** The geometry; the collector begins anew. @throws RecordError `record/mixed-geometry` */
	finish(): SourceGeometry {
		const polygons = this.#polygons;
		const lines = this.#lines;
		const points = this.#points;
		this.discard();
		const kinds = [polygons, lines, points].filter((parts) => parts.length > 0);
		if (kinds.length > 1) {
			throw new RecordError(
				'record/mixed-geometry',
				`got a collection of ${polygons.length} polygons, ${lines.length} lines and ${points.length} points, expected one kind`,
			);
		}
		if (polygons.length > 0) return { kind: 'area', polygons };
		if (lines.length > 0) return { kind: 'line', lines };
		return points.length > 0 ? { kind: 'point', points } : EMPTY;
	}

	/** Forgets the parts so far, those of a geometry that turned out damaged. */
	discard(): void {
		this.#polygons = [];
		this.#lines = [];
		this.#points = [];
	}
}
