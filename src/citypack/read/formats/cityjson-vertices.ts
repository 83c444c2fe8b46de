import { DataError } from '../../../domain/errors.ts';

/** How the whole numbers of a CityJSON file become coordinates. */
export interface CityTransform {
	readonly scale: readonly [number, number, number];
	readonly translate: readonly [number, number, number];
}

/** Vertices of a CityJSON file or feature by index. */
export interface CityVertices {
	readonly count: number;
	/** As the file has them: [x, y, z, ...]. */
	readonly raw: Float64Array | Int32Array;
	readonly transform: CityTransform;
}

/** A coordinate of a vertex; axis 0, 1, 2 = x, y, z. */
export function coordinateOf(vertices: CityVertices, index: number, axis: 0 | 1 | 2): number {
	const { scale, translate } = vertices.transform;
	return (vertices.raw[index * 3 + axis] as number) * scale[axis] + translate[axis];
}

const NO_TRANSFORM: CityTransform = { scale: [1, 1, 1], translate: [0, 0, 0] };

/** The `transform` member; absent (CityJSON 1.0 may leave it out) = none. @throws DataError `input/bad-cityjson` */
export function readTransform(member: unknown, path: string): CityTransform {
	if (member === undefined) return NO_TRANSFORM;
	const { scale, translate } = (member ?? {}) as Partial<CityTransform>;
	if (isTriple(scale) && isTriple(translate)) return { scale, translate };
	throw new DataError(
		'input/bad-cityjson',
		`${path}: transform: got ${JSON.stringify(member)}, expected scale and translate of three numbers each`,
		{ context: { file: path } },
	);
}

function isTriple(value: unknown): value is [number, number, number] {
	return Array.isArray(value) && value.length === 3 && value.every((entry) => Number.isFinite(entry));
}

/** Gathers vertices in typed arrays, 12 bytes each while all are whole numbers of 32 bits, 24 bytes otherwise. */
export class VertexCollector {
	#raw: Float64Array | Int32Array;
	#length = 0;

	constructor(capacity = 1 << 12) {
		this.#raw = new Int32Array(3 * Math.max(1, capacity));
	}

	/** @throws RangeError for what is not a vertex, with its index */
	add(vertices: readonly unknown[]): void {
		for (const vertex of vertices) {
			if (!isTriple(vertex)) {
				throw new RangeError(`vertex ${this.#length / 3}: got ${JSON.stringify(vertex)}, expected three numbers`);
			}
			this.#reserve();
			for (const value of vertex) this.#push(value);
		}
	}

	finish(transform: CityTransform): CityVertices {
		return { count: this.#length / 3, raw: this.#raw, transform };
	}

	#push(value: number): void {
		if (this.#raw instanceof Int32Array && (value | 0) !== value) this.#raw = Float64Array.from(this.#raw);
		this.#raw[this.#length++] = value;
	}

	#reserve(): void {
		if (this.#length + 3 <= this.#raw.length) return;
		const larger =
			this.#raw instanceof Int32Array ? new Int32Array(this.#length * 2) : new Float64Array(this.#length * 2);
		larger.set(this.#raw.subarray(0, this.#length));
		this.#raw = larger;
	}
}
