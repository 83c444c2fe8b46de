import { DataError } from '../../../domain/errors.ts';
import type { SourceGeometry } from '../source-record.ts';
import { NumberArena } from './number-arena.ts';
import { RecordError } from './record-error.ts';
import { groupShapefileRings } from './shapefile-rings.ts';

/** Length of the head of a .shp or .shx. */
export const SHP_HEADER_BYTES = 100;
/** Number and length before each shape. */
export const SHAPE_HEAD_BYTES = 8;

const FILE_CODE = 9994;
const NULL_SHAPE = 0;
const POINT = 1;
const LINE = 3;
const POLYGON = 5;
const MULTI_POINT = 8;
const MULTI_PATCH = 31;
const NO_GEOMETRY: SourceGeometry = { kind: 'empty' };

/**
 * Reads the head of a .shp: the type of its shapes and the length it says to have, in bytes.
 * @throws DataError `input/not-shapefile`, `input/truncated`, `input/unsupported-geometry`
 */
export function readShpHeader(head: Buffer, size: number, file: string): { type: number; bytes: number } {
	const code = head.length < SHP_HEADER_BYTES ? null : head.readInt32BE(0);
	if (code !== FILE_CODE) {
		const found = code === null ? `${head.length} bytes` : `file code ${code}`;
		throw new DataError('input/not-shapefile', `${file}: got ${found}, expected file code ${FILE_CODE}, a .shp`, {
			context: { file },
		});
	}
	const bytes = head.readInt32BE(24) * 2;
	if (bytes > size) {
		throw new DataError(
			'input/truncated',
			`${file}: got ${size} bytes, expected ${bytes} as its head says: is it whole?`,
			{
				context: { file, found: size, expected: bytes },
			},
		);
	}
	const type = head.readInt32LE(32);
	if (type === MULTI_PATCH) {
		throw new DataError(
			'input/unsupported-geometry',
			`${file}: got MultiPatch (3D surfaces), expected points, lines or polygons: export the footprints`,
			{ context: { file, found: type } },
		);
	}
	if (plainType(type) === null) {
		throw new DataError('input/unsupported-geometry', `${file}: got shape type ${type}, expected one of the standard`, {
			context: { file, found: type },
		});
	}
	return { type, bytes };
}

/** The type without Z and M (they come behind x and y, which are all that is read); null = none of the standard. */
function plainType(type: number): number | null {
	const plain = type > 10 && type < 30 ? type % 10 : type;
	return [NULL_SHAPE, POINT, LINE, POLYGON, MULTI_POINT].includes(plain) ? plain : null;
}

/** Decodes shapes. */
export class ShapeReader {
	readonly #type: number;
	readonly #arena = new NumberArena();

	/** @param type of the .shp's head */
	constructor(type: number) {
		this.#type = type;
	}

	/** The shape at `at` .. `end`. @throws RecordError `record/bad-shape` */
	read(bytes: Buffer, at: number, end: number): SourceGeometry {
		if (end - at < 4) throw badShape(`${end - at} bytes`, 'a type');
		const type = bytes.readInt32LE(at);
		if (type === NULL_SHAPE) return NO_GEOMETRY;
		if (type !== this.#type) throw badShape(`type ${type}`, `${this.#type}, that of the file`);
		const plain = plainType(type);
		if (plain === POINT) return this.#readPoints(bytes, at + 4, end, 1);
		if (end - at < 40) throw badShape(`${end - at} bytes`, 'at least 40');
		if (plain === MULTI_POINT) return this.#readPoints(bytes, at + 40, end, bytes.readInt32LE(at + 36));
		const lines = this.#readLines(bytes, at, end);
		if (lines.length === 0) return NO_GEOMETRY;
		return plain === LINE ? { kind: 'line', lines } : { kind: 'area', polygons: groupShapefileRings(lines) };
	}

	#readPoints(bytes: Buffer, at: number, end: number, count: number): SourceGeometry {
		if (count < 0 || at + count * 16 > end) throw badShape(`${count} points in ${end - at} bytes`, '16 bytes each');
		const points: Float64Array[] = [];
		for (let i = 0; i < count; i++) points.push(this.#readLine(bytes, at + i * 16, 1));
		return count === 0 ? NO_GEOMETRY : { kind: 'point', points };
	}

	/** Parts without a vertex are left out. */
	#readLines(bytes: Buffer, at: number, end: number): Float64Array[] {
		const parts = bytes.readInt32LE(at + 36);
		const points = end - at < 44 ? -1 : bytes.readInt32LE(at + 40);
		const first = at + 44 + parts * 4;
		if (parts < 0 || points < 0 || first + points * 16 > end) {
			throw badShape(`${parts} parts of ${points} vertices in ${end - at} bytes`, '4 bytes a part and 16 a vertex');
		}
		const lines: Float64Array[] = [];
		for (let i = 0; i < parts; i++) {
			const start = bytes.readInt32LE(at + 44 + i * 4);
			const stop = i + 1 < parts ? bytes.readInt32LE(at + 48 + i * 4) : points;
			if (start < 0 || stop < start || stop > points)
				throw badShape(`part ${i} from ${start} to ${stop}`, `within ${points}`);
			if (stop > start) lines.push(this.#readLine(bytes, first + start * 16, stop - start));
		}
		return lines;
	}

	#readLine(bytes: Buffer, at: number, count: number): Float64Array {
		const line = this.#arena.takeBlank(count * 2);
		for (let i = 0; i < line.length; i++) line[i] = bytes.readDoubleLE(at + i * 8);
		return line;
	}
}

function badShape(found: string, expected: string): RecordError {
	return new RecordError('record/bad-shape', `shape: got ${found}, expected ${expected}`);
}
