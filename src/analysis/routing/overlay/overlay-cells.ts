import type { RoadGraph } from '../../../domain/pack/road-graph.ts';

/** No such slot. */
export const NO_SLOT = 0xffff_ffff;

/**
 * The cells of one level of a graph. An entry of a cell is an arc that comes into it, an exit one that leaves it; each has a slot,
 * those of a cell in one run (exits by the cell they leave).
 */
export interface CellLevel {
	readonly cellCount: number;
	/** cellCount + 1 each. */
	readonly nodeStart: Uint32Array;
	readonly entryStart: Uint32Array;
	readonly exitStart: Uint32Array;
	/** cellCount + 1: first cell of the level below; empty on the finest level. */
	readonly childStart: Uint32Array;
	/** Cell of the level above; 0 on the highest. */
	readonly parent: Uint32Array;
	readonly entryArc: Uint32Array;
	readonly exitArc: Uint32Array;
	/** Entry slot, on this level, of the arc of an exit. */
	readonly exitEntry: Uint32Array;
	/** Slot of the same arc on the level above, NO_SLOT where it stays within a cell there. */
	readonly entryUp: Uint32Array;
	readonly exitUp: Uint32Array;
	/** Entry slot of the same arc on the level below; empty on the finest level. */
	readonly entryDown: Uint32Array;
	readonly exitDown: Uint32Array;
}

/** The nested cells of a graph, as searches over them need them; the same for all networks of the graph. */
export interface OverlayCells {
	readonly graph: RoadGraph;
	/** From the finest up. */
	readonly levels: readonly CellLevel[];
	/** Finest cell of each node. */
	readonly nodeCell: Uint32Array;
	/** Slots of an arc on the finest level; NO_SLOT within a cell. */
	readonly arcEntry: Uint32Array;
	readonly arcExit: Uint32Array;
}

/** Lays out the cells of a graph. Cost: a pass over its arcs a level (897,000 arcs, 5 levels: some 60 ms). No levels: an empty list. */
export function createOverlayCells(graph: RoadGraph): OverlayCells {
	const levelCount = graph.cellLevel.length - 1;
	const arcEntry = new Uint32Array(graph.edgeCount * 2).fill(NO_SLOT);
	const arcExit = new Uint32Array(graph.edgeCount * 2).fill(NO_SLOT);
	const levels: CellLevel[] = [];
	let nodeCell: Uint32Array = new Uint32Array(0);
	for (let l = 0; l < levelCount; l++) {
		const nodeStart = graph.cellStart.subarray(graph.cellLevel[l], graph.cellLevel[l + 1]);
		const cellOf = spreadCells(nodeStart, graph.nodeCount);
		if (l === 0) nodeCell = cellOf;
		const above = levels[l - 1];
		levels.push(layOutLevel(graph, nodeStart, cellOf, above, arcEntry, arcExit));
	}
	return { graph, levels, nodeCell, arcEntry, arcExit };
}

/** `arcEntry` and `arcExit` are of the finest level: written there, read on the others. */
function layOutLevel(
	graph: RoadGraph,
	nodeStart: Uint32Array,
	cellOf: Uint32Array,
	below: CellLevel | undefined,
	arcEntry: Uint32Array,
	arcExit: Uint32Array,
): CellLevel {
	const cellCount = nodeStart.length - 1;
	const entries = listCrossing(graph.inStart, graph.inArc, graph, cellOf, cellCount);
	const exits = listCrossing(graph.outStart, graph.outArc, graph, cellOf, cellCount);
	const slotOf = new Uint32Array(graph.edgeCount * 2);
	for (let slot = 0; slot < entries.arcs.length; slot++) slotOf[entries.arcs[slot] as number] = slot;
	const exitEntry = Uint32Array.from(exits.arcs, (arc) => slotOf[arc] as number);
	const childStart = new Uint32Array(below ? cellCount + 1 : 0);
	const entryDown = new Uint32Array(below ? entries.arcs.length : 0);
	const exitDown = new Uint32Array(below ? exits.arcs.length : 0);
	if (below) {
		for (let cell = 0, child = 0; cell <= cellCount; cell++) {
			while (child < below.cellCount && (below.nodeStart[child] as number) < (nodeStart[cell] as number)) child++;
			childStart[cell] = cell === cellCount ? below.cellCount : child;
		}
		for (let cell = 0; cell < cellCount; cell++)
			below.parent.fill(cell, childStart[cell] as number, childStart[cell + 1] as number);
		linkLevels(entries.arcs, below.entryArc, below.entryUp, entryDown, slotOf);
		linkLevels(exits.arcs, below.exitArc, below.exitUp, exitDown, slotOf);
	} else {
		for (let slot = 0; slot < entries.arcs.length; slot++) arcEntry[entries.arcs[slot] as number] = slot;
		for (let slot = 0; slot < exits.arcs.length; slot++) arcExit[exits.arcs[slot] as number] = slot;
	}
	return {
		cellCount,
		nodeStart,
		entryStart: entries.starts,
		exitStart: exits.starts,
		childStart,
		parent: new Uint32Array(cellCount),
		entryArc: entries.arcs,
		exitArc: exits.arcs,
		exitEntry,
		entryUp: new Uint32Array(entries.arcs.length).fill(NO_SLOT),
		exitUp: new Uint32Array(exits.arcs.length).fill(NO_SLOT),
		entryDown,
		exitDown,
	};
}

/** Joins the slots of arcs on a level with those on the level below; `slotOf` is room for a number an arc. */
function linkLevels(
	arcs: Uint32Array,
	arcsBelow: Uint32Array,
	up: Uint32Array,
	down: Uint32Array,
	slotOf: Uint32Array,
): void {
	slotOf.fill(NO_SLOT);
	for (let slot = 0; slot < arcs.length; slot++) slotOf[arcs[slot] as number] = slot;
	for (let slot = 0; slot < arcsBelow.length; slot++) {
		const above = slotOf[arcsBelow[slot] as number] as number;
		up[slot] = above;
		if (above !== NO_SLOT) down[above] = slot;
	}
}

/** The arcs of a node list whose other end is in another cell, in the order of the cells. */
function listCrossing(
	start: Uint32Array,
	list: Uint32Array,
	graph: RoadGraph,
	cellOf: Uint32Array,
	cellCount: number,
): { starts: Uint32Array; arcs: Uint32Array } {
	const starts = new Uint32Array(cellCount + 1);
	let count = 0;
	const arcs = new Uint32Array(list.length);
	for (let node = 0; node < graph.nodeCount; node++) {
		const cell = cellOf[node] as number;
		const end = start[node + 1] as number;
		for (let i = start[node] as number; i < end; i++) {
			const arc = list[i] as number;
			if (cellOf[graph.edgeFrom[arc >>> 1] as number] === cellOf[graph.edgeTo[arc >>> 1] as number]) continue;
			arcs[count++] = arc;
			starts[cell + 1] = (starts[cell + 1] as number) + 1;
		}
	}
	for (let cell = 0; cell < cellCount; cell++)
		starts[cell + 1] = (starts[cell] as number) + (starts[cell + 1] as number);
	return { starts, arcs: arcs.slice(0, count) };
}

function spreadCells(nodeStart: Uint32Array, nodeCount: number): Uint32Array {
	const cellOf = new Uint32Array(nodeCount);
	for (let cell = 0; cell + 1 < nodeStart.length; cell++) cellOf.fill(cell, nodeStart[cell], nodeStart[cell + 1]);
	return cellOf;
}
