import type { VehicleNetwork } from '../network/vehicle-network.ts';
import { CellMaker, type CellMatrices } from './cell-maker.ts';
import type { OverlayCells } from './overlay-cells.ts';

/** A network with the costs of crossing its cells, by which long ways are found in milliseconds. */
export interface Overlay {
	readonly cells: OverlayCells;
	readonly network: VehicleNetwork;
	/** Per level, from the finest up. */
	readonly matrices: readonly CellMatrices[];
	/** Edges whose costs changed since the matrices were made: searches go through the cells they touch, not across. */
	readonly changedEdges: readonly number[];
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
	return { cells, network, matrices, changedEdges: [] };
}

/**
 * The overlay of a network that differs from `overlay.network` in the costs of some edges; all matrices are shared. Cost: a list. A search
 * near such edges takes longer: across a city twice as long with ten places changed, some 6 ms more with a hundred.
 */
export function patchOverlay(overlay: Overlay, network: VehicleNetwork, changedEdges: Iterable<number>): Overlay {
	return { ...overlay, network, changedEdges: [...overlay.changedEdges, ...changedEdges] };
}
