import { E7 } from '../../domain/geo/lon-lat.ts';
import { PACKED_NODE_BYTES, PACKED_NODE_SIZE, packedTreeLevels } from '../../domain/pack/packed-tree-levels.ts';
import { sortRowsByKey } from '../../domain/pack/sort-rows.ts';
import { HILBERT_LEVELS, hilbertIndex } from '../order/hilbert.ts';

const HILBERT_MAX = 2 ** HILBERT_LEVELS - 1;
/** Nodes encoded in one go. */
const CHUNK_NODES = 16_384;

/**
 * The order of items along a Hilbert curve over the middles of their boxes: neighbours in space become neighbours in the
 * file. Ties keep the order of the rows, so the same boxes give the same order.
 * @param boxes [minX, minY, maxX, maxY] per row, degrees x 1e7
 * @returns row by ordinal
 */
export function sortByHilbert(boxes: Int32Array): Uint32Array {
	const count = boxes.length / 4;
	let minX = Infinity;
	let minY = Infinity;
	let maxX = -Infinity;
	let maxY = -Infinity;
	for (let i = 0; i < boxes.length; i += 4) {
		const x = ((boxes[i] as number) + (boxes[i + 2] as number)) / 2;
		const y = ((boxes[i + 1] as number) + (boxes[i + 3] as number)) / 2;
		if (x < minX) minX = x;
		if (x > maxX) maxX = x;
		if (y < minY) minY = y;
		if (y > maxY) maxY = y;
	}
	const scaleX = maxX > minX ? HILBERT_MAX / (maxX - minX) : 0;
	const scaleY = maxY > minY ? HILBERT_MAX / (maxY - minY) : 0;
	const keys = new Uint32Array(count);
	for (let row = 0, i = 0; row < count; row++, i += 4) {
		const x = ((boxes[i] as number) + (boxes[i + 2] as number)) / 2;
		const y = ((boxes[i + 1] as number) + (boxes[i + 3] as number)) / 2;
		keys[row] = hilbertIndex(HILBERT_LEVELS, Math.floor((x - minX) * scaleX), Math.floor((y - minY) * scaleY));
	}
	return sortRowsByKey(keys);
}

/** Bytes of the packed tree over `count` items. */
export function packedTreeBytes(count: number): number {
	return (packedTreeLevels(count)[0]?.end ?? 0) * PACKED_NODE_BYTES;
}

/**
 * Writes the packed Hilbert R-tree of the FlatGeobuf specification, piece by piece: root first, leaves last, each node's box
 * and then, for a leaf, where its feature begins (counted from the first feature), for others, the number of their first child.
 * @param boxes by row, see sortByHilbert
 * @param order row by ordinal
 * @param offsets where each feature begins, by ordinal
 * @param write takes a piece and where it belongs, counted from the start of the tree; the piece is good until it returns
 */
export function writePackedTree(
	boxes: Int32Array,
	order: Uint32Array,
	offsets: Float64Array,
	write: (bytes: Uint8Array, at: number) => void,
): void {
	const levels = packedTreeLevels(order.length);
	const writer = new NodeWriter(write);
	const leaves = levels[0];
	if (!leaves) return;
	let parents = createBoxes(order.length);
	writer.seek(leaves.start);
	for (let i = 0; i < order.length; i++) {
		const box = (order[i] as number) * 4;
		const minX = (boxes[box] as number) / E7;
		const minY = (boxes[box + 1] as number) / E7;
		const maxX = (boxes[box + 2] as number) / E7;
		const maxY = (boxes[box + 3] as number) / E7;
		writer.putNode(minX, minY, maxX, maxY, offsets[i] as number);
		widenParent(parents, i, minX, minY, maxX, maxY);
	}
	for (let level = 1; level < levels.length; level++) {
		const { start, end } = levels[level] as { start: number; end: number };
		const firstChild = (levels[level - 1] as { start: number }).start;
		const own = parents;
		parents = createBoxes(end - start);
		writer.seek(start);
		for (let i = 0; i < end - start; i++) {
			const minX = own[i * 4] as number;
			const minY = own[i * 4 + 1] as number;
			const maxX = own[i * 4 + 2] as number;
			const maxY = own[i * 4 + 3] as number;
			writer.putNode(minX, minY, maxX, maxY, firstChild + i * PACKED_NODE_SIZE);
			widenParent(parents, i, minX, minY, maxX, maxY);
		}
	}
	writer.flush();
}

/** The whole tree of writePackedTree in one array. */
export function encodePackedTree(boxes: Int32Array, order: Uint32Array, offsets: Float64Array): Uint8Array {
	const bytes = new Uint8Array(packedTreeBytes(order.length));
	writePackedTree(boxes, order, offsets, (piece, at) => bytes.set(piece, at));
	return bytes;
}

/** Empty boxes for the parents of `count` nodes, [minX, minY, maxX, maxY] each. */
function createBoxes(count: number): Float64Array {
	const boxes = new Float64Array(Math.ceil(count / PACKED_NODE_SIZE) * 4);
	for (let i = 0; i < boxes.length; i++) boxes[i] = i % 4 < 2 ? Infinity : -Infinity;
	return boxes;
}

function widenParent(parents: Float64Array, i: number, minX: number, minY: number, maxX: number, maxY: number): void {
	const at = Math.floor(i / PACKED_NODE_SIZE) * 4;
	if (minX < (parents[at] as number)) parents[at] = minX;
	if (minY < (parents[at + 1] as number)) parents[at + 1] = minY;
	if (maxX > (parents[at + 2] as number)) parents[at + 2] = maxX;
	if (maxY > (parents[at + 3] as number)) parents[at + 3] = maxY;
}

/** Puts nodes one behind the other and hands them on when enough have come together. */
class NodeWriter {
	readonly #bytes = new Uint8Array(CHUNK_NODES * PACKED_NODE_BYTES);
	readonly #view = new DataView(this.#bytes.buffer);
	readonly #write: (bytes: Uint8Array, at: number) => void;
	#start = 0;
	#end = 0;

	constructor(write: (bytes: Uint8Array, at: number) => void) {
		this.#write = write;
	}

	/** The next node is number `node`. */
	seek(node: number): void {
		this.flush();
		this.#start = node * PACKED_NODE_BYTES;
	}

	putNode(minX: number, minY: number, maxX: number, maxY: number, target: number): void {
		const at = this.#end;
		const view = this.#view;
		view.setFloat64(at, minX, true);
		view.setFloat64(at + 8, minY, true);
		view.setFloat64(at + 16, maxX, true);
		view.setFloat64(at + 24, maxY, true);
		view.setUint32(at + 32, target % 0x1_0000_0000, true);
		view.setUint32(at + 36, Math.floor(target / 0x1_0000_0000), true);
		this.#end = at + PACKED_NODE_BYTES;
		if (this.#end === this.#bytes.length) this.flush();
	}

	flush(): void {
		if (this.#end > 0) this.#write(this.#bytes.subarray(0, this.#end), this.#start);
		this.#start += this.#end;
		this.#end = 0;
	}
}
