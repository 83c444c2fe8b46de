import type { PartitionInput } from '../../src/citypack/roads/partition-net.ts';

/** A place in steps, or the two nodes of an edge. */
export type Pair = readonly [number, number];

/** A network of nodes at places, in steps of 1e-4 degrees at the equator (about 11 m), for the partition. */
export function makePartitionInput(places: readonly Pair[], edges: readonly Pair[]): PartitionInput {
	return {
		nodeCount: places.length,
		edgeCount: edges.length,
		nodeLonLat: Int32Array.from(places.flat(), (step) => step * 1000),
		edgeFrom: Uint32Array.from(edges, ([from]) => from),
		edgeTo: Uint32Array.from(edges, ([, to]) => to),
	};
}
