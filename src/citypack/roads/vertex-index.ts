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

	/** Number of the vertex at a place, degrees x 1e7. */
	indexOfPlace(lon: number, lat: number): number {
		return this.#indexOf(lon, lat);
	}

	/** Number of the vertex with an id: whole, below 2^53, negative allowed. */
	indexOfId(id: number): number {
		const high = Math.floor(id / 4_294_967_296);
		return this.#indexOf((id - high * 4_294_967_296) | 0, ID_SPACE + high);
	}

	#indexOf(low: number, high: number): number {
		let hash = Math.imul(low, 0x9e37_79b1) ^ Math.imul(high, 0x85eb_ca6b);
		hash ^= hash >>> 15;
		hash = Math.imul(hash, 0x2c1b_3c6d);
		let slot = (hash ^ (hash >>> 13)) & this.#mask;
		for (;;) {
			const vertex = this.#slots[slot] as number;
			if (vertex === EMPTY) {
				this.#slots[slot] = this.count;
				this.#low[this.count] = low;
				this.#high[this.count] = high;
				return this.count++;
			}
			if (this.#low[vertex] === low && this.#high[vertex] === high) return vertex;
			slot = (slot + 1) & this.#mask;
		}
	}
}
