import { E7 } from '../../domain/geo/lon-lat.ts';
import { PACKED_NODE_BYTES, PACKED_NODE_SIZE, packedTreeLevels } from '../../domain/pack/packed-tree-levels.ts';
import { sortRowsByKey } from '../../domain/pack/sort-rows.ts';

const HILBERT_BITS = 16;
const HILBERT_MAX = (1 << HILBERT_BITS) - 1;

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
		keys[row] = hilbertIndex(Math.floor((x - minX) * scaleX), Math.floor((y - minY) * scaleY));
	}
	return sortRowsByKey(keys);
}

/** Distance along the Hilbert curve of order 16 at cell (x, y): the usual walk from the largest quadrant down. */
function hilbertIndex(x: number, y: number): number {
	let distance = 0;
	for (let side = 1 << (HILBERT_BITS - 1); side > 0; side >>= 1) {
		const right = (x & side) !== 0;
		const upper = (y & side) !== 0;
		distance = distance * 4 + (right ? (upper ? 2 : 3) : upper ? 1 : 0);
		if (!upper) {
			if (right) {
				x = HILBERT_MAX - x;
				y = HILBERT_MAX - y;
			}
			const swapped = x;
			x = y;
			y = swapped;
		}
	}
	return distance;
}

/** Bytes of the packed tree over `count` items. */
export function packedTreeBytes(count: number): number {
	return (packedTreeLevels(count)[0]?.end ?? 0) * PACKED_NODE_BYTES;
}

/**
 * Writes the packed Hilbert R-tree of the FlatGeobuf specification: root first, leaves last, each node's box and then,
 * for a leaf, where its feature begins (counted from the first feature), for others, the number of their first child.
 * @param boxes by row, see sortByHilbert
 * @param order row by ordinal
 * @param offsets where each feature begins, by ordinal
 */
export function encodePackedTree(boxes: Int32Array, order: Uint32Array, offsets: Float64Array): Uint8Array {
	const count = order.length;
	const levels = packedTreeLevels(count);
	const bytes = new Uint8Array(packedTreeBytes(count));
	const view = new DataView(bytes.buffer);
	const leaves = levels[0];
	if (!leaves) return bytes;
	for (let i = 0; i < count; i++) {
		const at = (leaves.start + i) * PACKED_NODE_BYTES;
		const box = (order[i] as number) * 4;
		view.setFloat64(at, (boxes[box] as number) / E7, true);
		view.setFloat64(at + 8, (boxes[box + 1] as number) / E7, true);
		view.setFloat64(at + 16, (boxes[box + 2] as number) / E7, true);
		view.setFloat64(at + 24, (boxes[box + 3] as number) / E7, true);
		setUint64(view, at + 32, offsets[i] as number);
	}
	for (let level = 1; level < levels.length; level++) {
		const children = levels[level - 1] as { start: number; end: number };
		const { start, end } = levels[level] as { start: number; end: number };
		for (let node = start; node < end; node++) {
			const first = children.start + (node - start) * PACKED_NODE_SIZE;
			encodeParent(view, node, first, Math.min(first + PACKED_NODE_SIZE, children.end));
		}
	}
	return bytes;
}

function encodeParent(view: DataView, node: number, first: number, end: number): void {
	let minX = Infinity;
	let minY = Infinity;
	let maxX = -Infinity;
	let maxY = -Infinity;
	for (let child = first; child < end; child++) {
		const at = child * PACKED_NODE_BYTES;
		minX = Math.min(minX, view.getFloat64(at, true));
		minY = Math.min(minY, view.getFloat64(at + 8, true));
		maxX = Math.max(maxX, view.getFloat64(at + 16, true));
		maxY = Math.max(maxY, view.getFloat64(at + 24, true));
	}
	const at = node * PACKED_NODE_BYTES;
	view.setFloat64(at, minX, true);
	view.setFloat64(at + 8, minY, true);
	view.setFloat64(at + 16, maxX, true);
	view.setFloat64(at + 24, maxY, true);
	setUint64(view, at + 32, first);
}

function setUint64(view: DataView, at: number, value: number): void {
	view.setUint32(at, value % 0x1_0000_0000, true);
	view.setUint32(at + 4, Math.floor(value / 0x1_0000_0000), true);
}
