import { CutFinder } from './partition-cut.ts';
import { createPartitionNet, divideRegion, type PartitionInput } from './partition-net.ts';

/**
 * Most nodes of a cell, from the finest level on. On a city of 276,501 nodes finest cells of 16 to 128 nodes made no difference to
 * customisation or searches beyond a tenth; larger ones need less memory.
 */
const CELL_MAX_NODES = [64, 512, 4096, 32_768];
/** A level with fewer full cells than this helps no search. */
const CELLS_LEAST = 4;

/** Cells of a road network; `cellLevel` and `cellStart` as in RoadGraph, for nodes numbered by `order`. */
export interface RoadPartition {
	/** order[new node] = old node. */
	readonly order: Uint32Array;
	readonly cellLevel: Uint32Array;
	readonly cellStart: Uint32Array;
}

/**
 * Numbers the nodes of a road network anew so that on each level the cells, which few edges leave, are runs of nodes. The network
 * is cut in two, and each part again, until the parts are small enough; a cell of a level is a part with at most that level's
 * number of nodes, and mostly more than a quarter of it. Components lie together with others near them. A network too small for
 * the coarser levels has fewer, down to none. The same graph gives the same cells.
 * Cost: 276,501 nodes and 448,476 edges take 2.7 s of CPU.
 */
export function partitionRoads(graph: PartitionInput): RoadPartition {
	const { nodeCount } = graph;
	const maxNodes = CELL_MAX_NODES.filter((most) => nodeCount >= most * CELLS_LEAST);
	const starts: number[][] = maxNodes.map(() => []);
	const net = createPartitionNet(graph);
	const cutFinder = new CutFinder(net);
	// Regions not looked at yet, the first in order on top: end and the coarsest level that has no cell for it.
	const regions: { hi: number; level: number }[] = [{ hi: nodeCount, level: maxNodes.length - 1 }];
	let lo = 0;
	for (let region = regions.pop(); region; region = regions.pop()) {
		const { hi } = region;
		let { level } = region;
		for (; level >= 0 && hi - lo <= (maxNodes[level] as number); level--) starts[level]?.push(lo);
		if (level < 0) {
			lo = hi;
			continue;
		}
		cutFinder.findCut(lo, hi);
		const middle = divideRegion(net, lo, hi, cutFinder.second);
		regions.push({ hi, level }, { hi: middle, level });
	}
	const cellLevel = new Uint32Array(maxNodes.length + 1);
	for (const [level, cells] of starts.entries()) {
		cells.push(nodeCount);
		cellLevel[level + 1] = (cellLevel[level] as number) + cells.length;
	}
	return { order: net.nodeAt, cellLevel, cellStart: Uint32Array.from(starts.flat()) };
}
