import type { DataError } from '../../../domain/errors.ts';
import { createToWgs84, parseCrs, type ToWgs84 } from '../../../domain/geo/crs.ts';
import { E7 } from '../../../domain/geo/lon-lat.ts';
import { cleanRings } from '../../clean/clean-rings.ts';
import { isCleanRing } from '../../clean/is-clean-polygon.ts';
import { doubleSignedArea } from '../../clean/ring-measures.ts';
import type { SourceGeometry } from '../source-record.ts';
import { tellWrongSystem } from './wrong-system.ts';

/** What was changed, or why it is refused: code without its room ('spike') and detail. */
interface Finding {
	readonly reason: string;
	readonly detail: string;
}

/** Records after which it is said that a system cannot be that of the records, if all of them speak against it. */
const SUSPICION = 20;
/** Nothing given in degrees is beyond. */
const MAX_DEGREES = 360;

/**
 * Makes footprints of geometries: converted to WGS84, degrees x 1e7, cleaned. Used for one record after the other: `read` gives the
 * rings as the table has them (good until the next call), or null; then `refusal` says why.
 * @throws DataError `crs/not-degrees`, `crs/not-lengths` once all of the first records speak against the system, from `read` or `finish`
 */
export class FootprintReader {
	refusal: Finding = { reason: '', detail: '' };
	/** What was repaired on the last record. */
	repairs: Finding[] = [];
	readonly #crsName: string;
	readonly #isDegrees: boolean;
	readonly #isWgs84: boolean;
	readonly #toWgs84: ToWgs84;
	readonly #one: Int32Array[] = [new Int32Array(0)];
	#scratch = new Int32Array(512);
	#measured = 0;
	#strange = 0;
	#strangeX = 0;
	#strangeY = 0;
	// Of the ring last scanned; of all rings of the record where there are several.
	#maxX = 0;
	#maxY = 0;
	#isFinite = true;
	#atZero = false;

	constructor(crsText: string) {
		const crs = parseCrs(crsText);
		this.#crsName = crs.name;
		this.#isDegrees = crs.unit === 'degrees';
		this.#isWgs84 = crs.datum === 'wgs84' && crs.definition === null;
		this.#toWgs84 = createToWgs84(crs);
	}

	read(geometry: SourceGeometry): readonly Int32Array[] | null {
		if (this.repairs.length > 0) this.repairs = [];
		if (geometry.kind !== 'area') {
			const found = geometry.kind === 'empty' ? 'no geometry' : `a ${geometry.kind}`;
			return this.#refuse(geometry.kind === 'empty' ? 'no-geometry' : 'not-an-area', `got ${found}, expected an area`);
		}
		const { polygons } = geometry;
		this.#maxX = 0;
		this.#maxY = 0;
		this.#isFinite = true;
		this.#atZero = false;
		let vertices = 0;
		for (let p = 0; p < polygons.length; p++) {
			const rings = polygons[p] as readonly Float64Array[];
			for (let r = 0; r < rings.length; r++) vertices += this.#scan(rings[r] as Float64Array);
		}
		if (vertices === 0) return this.#refuse('no-rings', 'got no vertex');
		if (!this.#isFinite) return this.#refuse('bad-coordinate', 'got a coordinate that is no finite number');
		const isPlace = this.#maxX <= 180 && this.#maxY <= 90;
		this.#measured++;
		if (isPlace !== this.#isDegrees) this.#suspect(polygons);
		if (this.#atZero) return this.#refuse('null-island', 'got a vertex at 0, 0');
		if (this.#isDegrees && !isPlace) {
			if (this.#maxX <= 90 && this.#maxY <= 180) return this.#readSwapped(polygons);
			return this.#refuse(
				'out-of-range',
				`got up to ${this.#maxX}, ${this.#maxY}, expected degrees of longitude, latitude`,
			);
		}
		const first = polygons[0] as readonly Float64Array[];
		if (polygons.length === 1 && first.length === 1) return this.#readOne(first[0] as Float64Array);
		return this.#clean(polygons);
	}

	/** Says at the end of a short input what read says after some records. */
	finish(): void {
		if (this.#strange > 0 && this.#strange === this.#measured) throw this.#wrongSystem();
	}

	#scan(xy: Float64Array): number {
		let maxX = this.#maxX;
		let maxY = this.#maxY;
		for (let i = 0; i < xy.length; i += 2) {
			const x = Math.abs(xy[i] as number);
			const y = Math.abs(xy[i + 1] as number);
			if (x > maxX) maxX = x;
			if (y > maxY) maxY = y;
			// Also false for what is no number.
			if (!(x + y < Number.POSITIVE_INFINITY)) this.#isFinite = false;
			if (x === 0 && y === 0) this.#atZero = true;
		}
		this.#maxX = maxX;
		this.#maxY = maxY;
		return xy.length / 2;
	}

	#suspect(polygons: readonly (readonly Float64Array[])[]): void {
		// Degrees beside the globe are a slip of single records, or latitude first: no sign of a projection.
		if (this.#isDegrees && this.#maxX <= MAX_DEGREES && this.#maxY <= MAX_DEGREES) return;
		if (this.#strange === 0) {
			const xy = polygons.find((rings) => rings[0] && rings[0].length > 1)?.[0];
			this.#strangeX = xy?.[0] ?? 0;
			this.#strangeY = xy?.[1] ?? 0;
		}
		this.#strange++;
		if (this.#strange === SUSPICION && this.#measured === SUSPICION) throw this.#wrongSystem();
	}

	#wrongSystem(): DataError {
		return tellWrongSystem(this.#crsName, this.#isDegrees, this.#strangeX, this.#strangeY);
	}

	/** Latitude first, and only so on the globe. */
	#readSwapped(polygons: readonly (readonly Float64Array[])[]): readonly Int32Array[] | null {
		const rings = this.#clean(
			polygons.map((polygon) =>
				polygon.map((xy) => {
					const turned = new Float64Array(xy.length);
					for (let i = 0; i < xy.length; i += 2) {
						turned[i] = xy[i + 1] as number;
						turned[i + 1] = xy[i] as number;
					}
					return turned;
				}),
			),
		);
		const detail = `got ${polygons[0]?.[0]?.[0]}, ${polygons[0]?.[0]?.[1]}: latitude before longitude, exchanged`;
		if (rings) this.repairs.unshift({ reason: 'swapped-axes', detail });
		return rings;
	}

	/** The usual building: one ring, mostly clean. */
	#readOne(xy: Float64Array): readonly Int32Array[] | null {
		const lonLat = this.#isWgs84 ? xy : this.#toWgs84(xy);
		const { length } = xy;
		if (this.#scratch.length < length) this.#scratch = new Int32Array(length * 2);
		const ring = this.#scratch;
		let allFinite = true;
		for (let i = 0; i < length; i++) {
			const value = lonLat[i] as number;
			ring[i] = Math.round(value * E7);
			if (Number.isNaN(value)) allFinite = false;
		}
		if (!allFinite) return this.#refuse('out-of-range', `got coordinates that ${this.#crsName} cannot give`);
		const isClosed = length >= 4 && ring[0] === ring[length - 2] && ring[1] === ring[length - 1];
		const open = ring.subarray(0, isClosed ? length - 2 : length);
		if (doubleSignedArea(open) < 0) reverse(open);
		if (isCleanRing(open)) {
			this.#one[0] = open;
			return this.#one;
		}
		return this.#cleanE7([[open.slice()]]);
	}

	#clean(polygons: readonly (readonly Float64Array[])[]): readonly Int32Array[] | null {
		const converted: Int32Array[][] = [];
		for (const polygon of polygons) {
			const rings: Int32Array[] = [];
			for (const xy of polygon) {
				const lonLat = this.#toWgs84(xy);
				const ring = new Int32Array(lonLat.length);
				for (let i = 0; i < ring.length; i++) {
					const value = lonLat[i] as number;
					if (Number.isNaN(value))
						return this.#refuse('out-of-range', `got coordinates that ${this.#crsName} cannot give`);
					ring[i] = Math.round(value * E7);
				}
				rings.push(ring);
			}
			if (rings.length > 0) converted.push(rings);
		}
		return this.#cleanE7(converted);
	}

	#cleanE7(polygons: readonly (readonly Int32Array[])[]): readonly Int32Array[] | null {
		const cleaned = cleanRings(polygons);
		if (!cleaned.kept) return this.#refuse(cleaned.refusal.reason, cleaned.refusal.detail);
		if (cleaned.repairs.length > 0) this.repairs = [...cleaned.repairs];
		return cleaned.rings;
	}

	#refuse(reason: string, detail: string): null {
		this.refusal = { reason, detail };
		return null;
	}
}

/** Turns an unclosed ring round, in place; its first vertex stays first. */
function reverse(ring: Int32Array): void {
	for (let i = 2, j = ring.length - 2; i < j; i += 2, j -= 2) {
		const x = ring[i] as number;
		const y = ring[i + 1] as number;
		ring[i] = ring[j] as number;
		ring[i + 1] = ring[j + 1] as number;
		ring[j] = x;
		ring[j + 1] = y;
	}
}
