import type { VehicleNetwork } from '../network/vehicle-network.ts';
import { CellMaker, type CellMatrices } from './cell-maker.ts';
import type { CellLevel, OverlayCells } from './overlay-cells.ts';

/** A network with the costs of crossing its cells, by which long ways are found in milliseconds. */
export interface Overlay {
	readonly cells: OverlayCells;
	readonly network: VehicleNetwork;
	/** Per level, from the finest up. */
	readonly matrices: readonly CellMatrices[];
}

/** Cells made between two pauses: some milliseconds' work on the finest level. */
const CELLS_A_SLICE = 32;

/**
 * Makes the overlay of a network, pausing between cells (a `yield` every few milliseconds), so that a server
 * can answer in between. Cost: about a second for 897,000 arcs, some 20 MB.
 */
export function* customiseInSlices(
	cells: OverlayCells,
	network: VehicleNetwork,
): Generator<undefined, Overlay, undefined> {
	const maker = new CellMaker(cells, network);
	const matrices: Float64Array[][] = [];
	for (const [l, level] of cells.levels.entries()) {
		const made: Float64Array[] = [];
		const below = matrices[l - 1];
		for (let cell = 0; cell < level.cellCount; cell++) {
			made.push(below ? maker.makeUpper(l, cell, below) : maker.makeFinest(cell));
			if (below || cell % CELLS_A_SLICE === CELLS_A_SLICE - 1) yield;
		}
		matrices.push(made);
	}
	return { cells, network, matrices };
}

/** Makes the overlay of a network in one go; see customiseInSlices. */
export function customiseOverlay(cells: OverlayCells, network: VehicleNetwork): Overlay {
	const slices = customiseInSlices(cells, network);
	for (;;) {
		const step = slices.next();
		if (step.done) return step.value;
	}
}

/**
 * The overlay of a network that differs from `overlay.network` in the costs of a few edges: only the cells they touch are made anew, and
 * those above them where that changed anything; all else is shared. Cost: some 10 ms an edge at most.
 */
export function deriveOverlay(overlay: Overlay, network: VehicleNetwork, changedEdges: Iterable<number>): Overlay {
	const { cells } = overlay;
	const { graph, nodeCell } = cells;
	const maker = new CellMaker(cells, network);
	const matrices: CellMatrices[] = [];
	let touched = new Set<number>();
	if (cells.levels.length > 0)
		for (const edge of changedEdges)
			touched
				.add(nodeCell[graph.edgeFrom[edge] as number] as number)
				.add(nodeCell[graph.edgeTo[edge] as number] as number);
	for (const [l, old] of overlay.matrices.entries()) {
		const { parent } = cells.levels[l] as CellLevel;
		const made = touched.size > 0 ? old.slice() : old;
		const below = matrices[l - 1];
		const above = new Set<number>();
		for (const cell of touched) {
			const matrix = below ? maker.makeUpper(l, cell, below) : maker.makeFinest(cell);
			if (isSame(matrix, old[cell] as Float64Array)) continue;
			(made as Float64Array[])[cell] = matrix;
			above.add(parent[cell] as number);
		}
		matrices.push(above.size > 0 ? made : old);
		touched = above;
	}
	return { cells, network, matrices };
}

function isSame(a: Float64Array, b: Float64Array): boolean {
	for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
	return true;
}
