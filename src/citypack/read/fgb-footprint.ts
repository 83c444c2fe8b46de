import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { E7 } from '../../domain/geo/lon-lat.ts';
import { type GeometryView, lineCount, lineEnd, partTable, viewGeometry } from '../../domain/pack/feature-view.ts';
import { RecordError } from './formats/record-error.ts';

/**
 * Reads the footprints of features. Their rings stand in a memory that the next footprint overwrites: an array of its own costs a
 * ring of more than 8 vertices a microsecond.
 */
export class FootprintReader {
	readonly #layerType: number;
	#memory = new Int32Array(1 << 12);
	#at = 0;

	constructor(layerType: number) {
		this.#layerType = layerType;
	}

	/**
	 * The polygons of a geometry as rings of degrees x 1e7, unclosed; empty for other geometries. Good until the next call.
	 * @throws RecordError `bad-coordinate`, `out-of-range`; DataError `pack/damaged` or RangeError where the geometry is damaged
	 */
	readPolygons(view: DataView, geometry: GeometryView): Int32Array[][] {
		this.#at = 0;
		const type = geometry.type || this.#layerType;
		if (type === GeometryType.Polygon) return [this.#readRings(view, geometry)];
		const polygons: Int32Array[][] = [];
		if (type !== GeometryType.MultiPolygon) return polygons;
		for (let i = 0; i < geometry.partCount; i++) {
			polygons.push(this.#readRings(view, viewGeometry(view, partTable(view, geometry, i))));
		}
		return polygons;
	}

	#readRings(view: DataView, geometry: GeometryView): Int32Array[] {
		const rings: Int32Array[] = [];
		const count = lineCount(geometry);
		for (let i = 0, start = 0; i < count; i++) {
			const end = lineEnd(view, geometry, i, start);
			rings.push(this.#readRing(view, geometry.xyAt, start, end));
			start = end;
		}
		return rings;
	}

	#readRing(view: DataView, xyAt: number, start: number, end: number): Int32Array {
		// The last vertex repeats the first.
		const ring = this.#take(Math.max(0, end - start - 1) * 2);
		const first = xyAt + start * 16;
		for (let i = 0; i < ring.length; i++) {
			const degrees = view.getFloat64(first + i * 8, true);
			if (!(degrees >= -180 && degrees <= 180)) throw badCoordinate(degrees);
			ring[i] = Math.round(degrees * E7);
		}
		return ring;
	}

	#take(length: number): Int32Array {
		// Rings taken before keep the old memory alive.
		if (this.#at + length > this.#memory.length) {
			this.#memory = new Int32Array(Math.max(this.#memory.length * 2, length));
			this.#at = 0;
		}
		const start = this.#at;
		this.#at += length;
		return this.#memory.subarray(start, this.#at);
	}
}

function badCoordinate(found: number): RecordError {
	const reason = Number.isFinite(found) ? 'out-of-range' : 'bad-coordinate';
	return new RecordError(reason, `got coordinate ${found}, expected degrees`);
}
