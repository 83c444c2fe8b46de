/** Children of a node in our packed trees (FlatGeobuf header field index_node_size). */
export const PACKED_NODE_SIZE = 16;
/** A node: four float64 (min x, min y, max x, max y) and a uint64. */
export const PACKED_NODE_BYTES = 40;

/** Node numbers of one level of a packed tree: start .. end - 1. */
export interface PackedTreeLevel {
	readonly start: number;
	readonly end: number;
}

/**
 * Which nodes make up each level of a packed Hilbert R-tree over `count` items (FlatGeobuf specification): leaves first in
 * the list, root last; in the file the root is node 0 and the leaves come last. Empty for no items.
 */
export function packedTreeLevels(count: number, nodeSize: number = PACKED_NODE_SIZE): PackedTreeLevel[] {
	if (count === 0) return [];
	const sizes = [count];
	do sizes.push(Math.ceil((sizes.at(-1) as number) / nodeSize));
	while ((sizes.at(-1) as number) > 1);
	let end = sizes.reduce((sum, size) => sum + size, 0);
	return sizes.map((size) => {
		const level = { start: end - size, end };
		end -= size;
		return level;
	});
}
