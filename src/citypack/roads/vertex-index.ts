/** Added to the upper half of node ids: latitudes never reach it, so ids and coordinates do not meet in one table. */
const ID_SPACE = 0x7f00_0000;
const EMPTY = 0xffff_ffff;

/**
 * Numbers the vertices of road lines: the same node id, or the same coordinates where a line has no ids, gets the same number,
 * counted from 0 in order of first sight. Open addressing over typed arrays: about 24 bytes a vertex, no objects.
 */
export class VertexIndex {
	count = 0;
	readonly #low: Int32Array;
	readonly #high: Int32Array;
	readonly #slots: Uint32Array;
	readonly #mask: number;

	/** `capacity`: the largest number of different vertices. */
	constructor(capacity: number) {
		let size = 16;
		while (size < capacity * 2) size *= 2;
		this.#slots = new Uint32Array(size).fill(EMPTY);
		this.#mask = size - 1;
		this.#low = new Int32Array(capacity);
		this.#high = new Int32Array(capacity);
	}

	/** Number of the vertex at a place, degrees x 1e7; a new one where there is none. */
	addPlace(lon: number, lat: number): number {
		return this.#add(lon, lat);
	}

	/** Number of the vertex with an id (whole, below 2^53, negative allowed); a new one where there is none. */
	addId(id: number): number {
		return this.#add(lowOf(id), highOf(id));
	}

	/** The vertex at a place, degrees x 1e7, if there is one; those of lines with ids are not found so. */
	findPlace(lon: number, lat: number): number | undefined {
		return this.#vertexIn(this.#slotOf(lon, lat));
	}

	/** The vertex with an id, if there is one. */
	findId(id: number): number | undefined {
		return this.#vertexIn(this.#slotOf(lowOf(id), highOf(id)));
	}

	#vertexIn(slot: number): number | undefined {
		const vertex = this.#slots[slot] as number;
		return vertex === EMPTY ? undefined : vertex;
	}

	#add(low: number, high: number): number {
		const slot = this.#slotOf(low, high);
		const vertex = this.#slots[slot] as number;
		if (vertex !== EMPTY) return vertex;
		this.#slots[slot] = this.count;
		this.#low[this.count] = low;
		this.#high[this.count] = high;
		return this.count++;
	}

	/** The slot that holds a vertex, or the empty one where it would stand. */
	#slotOf(low: number, high: number): number {
		let hash = Math.imul(low, 0x9e37_79b1) ^ Math.imul(high, 0x85eb_ca6b);
		hash ^= hash >>> 15;
		hash = Math.imul(hash, 0x2c1b_3c6d);
		let slot = (hash ^ (hash >>> 13)) & this.#mask;
		for (;;) {
			const vertex = this.#slots[slot] as number;
			if (vertex === EMPTY || (this.#low[vertex] === low && this.#high[vertex] === high)) return slot;
			slot = (slot + 1) & this.#mask;
		}
	}
}

const lowOf = (id: number): number => (id - Math.floor(id / 4_294_967_296) * 4_294_967_296) | 0;
const highOf = (id: number): number => ID_SPACE + Math.floor(id / 4_294_967_296);
