import { createToWgs84, parseCrs, type ToWgs84 } from '../../../domain/geo/crs.ts';
import { E7 } from '../../../domain/geo/lon-lat.ts';
import type { SourceGeometry } from '../source-record.ts';
import { tellWrongSystem } from './wrong-system.ts';

/** The lines of a record, or why it has none. Reasons are without their area: 'not-a-line'. */
type LineReading =
	| { readonly lines: readonly Int32Array[]; readonly repairs: readonly { reason: string; detail: string }[] }
	| { readonly reason: string; readonly detail: string };

/** Records after which it is said that a system cannot be that of the records, if all of them speak against it. */
const SUSPICION = 20;
/** Nothing given in degrees is beyond. */
const MAX_DEGREES = 360;

/**
 * Makes lines of geometries: converted to WGS84, degrees x 1e7, equal neighbours written once, parts without length left out (told).
 * Latitude before longitude is put right where it can only be that.
 * @throws DataError `crs/not-degrees`, `crs/not-lengths` once all of the first records speak against the system, from `read` or `finish`
 */
export class LineReader {
	readonly #crsName: string;
	readonly #isDegrees: boolean;
	readonly #toWgs84: ToWgs84;
	#measured = 0;
	#strange = 0;
	#strangeAt: readonly [number, number] = [0, 0];

	constructor(crsText: string) {
		const crs = parseCrs(crsText);
		this.#crsName = crs.name;
		this.#isDegrees = crs.unit === 'degrees';
		this.#toWgs84 = createToWgs84(crs);
	}

	read(geometry: SourceGeometry): LineReading {
		if (geometry.kind === 'empty') return { reason: 'no-geometry', detail: 'got no geometry, expected a line' };
		if (geometry.kind !== 'line') {
			return { reason: 'not-a-line', detail: `got a ${geometry.kind}, expected a line` };
		}
		const given = geometry.lines.filter((line) => line.length > 0);
		if (given.length === 0) return { reason: 'no-geometry', detail: 'got no vertex, expected a line' };
		const place = measure(given);
		if (place.fault) return place.fault;
		const { maxX, maxY } = place;
		const isPlace = maxX <= 180 && maxY <= 90;
		this.#measured++;
		if (isPlace !== this.#isDegrees) this.#suspect(given, Math.max(maxX, maxY));
		const isSwapped = this.#isDegrees && !isPlace && maxX <= 90 && maxY <= 180;
		if (this.#isDegrees && !isPlace && !isSwapped) {
			const detail = `got up to ${maxX}, ${maxY}, expected degrees of longitude, latitude`;
			return { reason: 'out-of-range', detail };
		}
		return this.#convert(isSwapped ? given.map(swap) : given, isSwapped ? (given[0] as Float64Array) : null);
	}

	/** Says at the end of a short input what read says after some records. */
	finish(): void {
		if (this.#strange > 0 && this.#strange === this.#measured)
			throw tellWrongSystem(this.#crsName, this.#isDegrees, ...this.#strangeAt);
	}

	#suspect(lines: readonly Float64Array[], max: number): void {
		if (this.#isDegrees && max <= MAX_DEGREES) return;
		if (this.#strange === 0) this.#strangeAt = [lines[0]?.[0] ?? 0, lines[0]?.[1] ?? 0];
		this.#strange++;
		if (this.#strange === SUSPICION) this.finish();
	}

	#convert(given: readonly Float64Array[], swapped: Float64Array | null): LineReading {
		const repairs: { reason: string; detail: string }[] = [];
		if (swapped) {
			const detail = `got ${swapped[0]}, ${swapped[1]}: latitude before longitude, exchanged`;
			repairs.push({ reason: 'swapped-axes', detail });
		}
		const lines: Int32Array[] = [];
		for (const line of given) {
			const lonLat = this.#toWgs84(line);
			if (lonLat.some((value) => Number.isNaN(value))) {
				return { reason: 'out-of-range', detail: `got coordinates that ${this.#crsName} cannot give` };
			}
			const packed = withoutRepeats(lonLat);
			if (packed.length >= 4) lines.push(packed);
		}
		if (lines.length === 0) return { reason: 'zero-length', detail: 'all its vertices are at one place' };
		const dropped = given.length - lines.length;
		if (dropped > 0)
			repairs.push({ reason: 'part-without-length', detail: `${dropped} of ${given.length} parts left out` });
		return { lines, repairs };
	}
}

function measure(lines: readonly Float64Array[]) {
	let [maxX, maxY] = [0, 0];
	let allFinite = true;
	let isAtZero = false;
	for (const line of lines) {
		for (let i = 0; i + 1 < line.length; i += 2) {
			const [x, y] = [Math.abs(line[i] as number), Math.abs(line[i + 1] as number)];
			maxX = Math.max(maxX, x);
			maxY = Math.max(maxY, y);
			if (!(x + y < Number.POSITIVE_INFINITY)) allFinite = false;
			if (x === 0 && y === 0) isAtZero = true;
		}
	}
	const fault = !allFinite
		? { reason: 'bad-coordinate', detail: 'got a coordinate that is no finite number' }
		: isAtZero
			? { reason: 'null-island', detail: 'got a vertex at 0, 0' }
			: null;
	return { maxX, maxY, fault };
}

function swap(line: Float64Array): Float64Array {
	return line.map((_, i) => line[i % 2 === 0 ? i + 1 : i - 1] as number);
}

/** Degrees as degrees x 1e7; a vertex on the one before it is left out. */
function withoutRepeats(lonLat: Float64Array): Int32Array {
	const packed = new Int32Array(lonLat.length);
	let end = 0;
	for (let i = 0; i + 1 < lonLat.length; i += 2) {
		const lon = Math.round((lonLat[i] as number) * E7);
		const lat = Math.round((lonLat[i + 1] as number) * E7);
		if (end > 0 && packed[end - 2] === lon && packed[end - 1] === lat) continue;
		packed[end++] = lon;
		packed[end++] = lat;
	}
	return packed.slice(0, end);
}
