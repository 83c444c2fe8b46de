import type { CellLevel, OverlayCells } from './overlay-cells.ts';

/** Level of a place that lies in no cell to be crossed whole: the search goes arc by arc. */
export const BASE_LEVEL = -1;

/** Which cells a query must not cross whole, since one of its ends lies in them; all others are crossed on the highest level there is. */
export class CellMarks {
	readonly #cells: OverlayCells;
	readonly #marks: readonly Uint32Array[];
	#query = 0;
	/** What `locate` found last: the cell on the level it gave. */
	cell = 0;

	constructor(cells: OverlayCells) {
		this.#cells = cells;
		this.#marks = cells.levels.map(({ cellCount }) => new Uint32Array(cellCount));
	}

	/** Begins a query, with no cell marked. */
	begin(): void {
		this.#query++;
		if (this.#query <= 0xffff_ffff) return;
		for (const marks of this.#marks) marks.fill(0);
		this.#query = 1;
	}

	/** Opens the cells of a node, on all levels. */
	open(node: number): void {
		let cell = this.#cells.nodeCell[node] as number;
		for (const [l, marks] of this.#marks.entries()) {
			if (marks[cell] === this.#query) return;
			marks[cell] = this.#query;
			cell = (this.#cells.levels[l] as CellLevel).parent[cell] as number;
		}
	}

	/** The highest level on which the cell of a node is closed, leaving the cell in `cell`; BASE_LEVEL where all are open. */
	locate(node: number): number {
		const { levels, nodeCell } = this.#cells;
		let cell = nodeCell[node] as number;
		let found = BASE_LEVEL;
		for (let l = 0; l < levels.length; l++) {
			if ((this.#marks[l] as Uint32Array)[cell] === this.#query) break;
			this.cell = cell;
			found = l;
			cell = (levels[l] as CellLevel).parent[cell] as number;
		}
		return found;
	}
}
