/** Width of a cell, metres. */
export const CELL_M = 8;

/** Things looked up by the cells of 8 m that their boxes meet: item k of cell c at `items[start[c] + k]`. */
export interface Cells {
	readonly minX: number;
	readonly minY: number;
	readonly columns: number;
	readonly rows: number;
	/** First entry of `items` of each cell; one more than cells. */
	readonly start: Uint32Array;
	readonly items: Uint32Array;
}

/** Sorts boxes into cells; minX, minY, maxX, maxY of thing i at 4 i. Cost: some 20 ns a thing and cell. */
export function createCells(boxes: Float64Array): Cells {
	let minX = 0;
	let minY = 0;
	let maxX = 0;
	let maxY = 0;
	for (let i = 0; i < boxes.length; i += 4) {
		minX = Math.min(minX, boxes[i] as number);
		minY = Math.min(minY, boxes[i + 1] as number);
		maxX = Math.max(maxX, boxes[i + 2] as number);
		maxY = Math.max(maxY, boxes[i + 3] as number);
	}
	const columns = Math.floor((maxX - minX) / CELL_M) + 1;
	const rows = Math.floor((maxY - minY) / CELL_M) + 1;
	const start = new Uint32Array(columns * rows + 2);
	// Counted one cell further on, so that filling moves every start to its place.
	for (let i = 0; i < boxes.length; i += 4) {
		const fromColumn = Math.floor(((boxes[i] as number) - minX) / CELL_M);
		const toColumn = Math.floor(((boxes[i + 2] as number) - minX) / CELL_M);
		const toRow = Math.floor(((boxes[i + 3] as number) - minY) / CELL_M);
		for (let row = Math.floor(((boxes[i + 1] as number) - minY) / CELL_M); row <= toRow; row++) {
			for (let column = fromColumn; column <= toColumn; column++) {
				const cell = row * columns + column + 2;
				start[cell] = (start[cell] as number) + 1;
			}
		}
	}
	for (let cell = 2; cell < start.length; cell++) start[cell] = (start[cell] as number) + (start[cell - 1] as number);
	const items = new Uint32Array(start[start.length - 1] as number);
	for (let i = 0; i < boxes.length; i += 4) {
		const fromColumn = Math.floor(((boxes[i] as number) - minX) / CELL_M);
		const toColumn = Math.floor(((boxes[i + 2] as number) - minX) / CELL_M);
		const toRow = Math.floor(((boxes[i + 3] as number) - minY) / CELL_M);
		for (let row = Math.floor(((boxes[i + 1] as number) - minY) / CELL_M); row <= toRow; row++) {
			for (let column = fromColumn; column <= toColumn; column++) {
				const cell = row * columns + column + 1;
				const at = start[cell] as number;
				items[at] = i >> 2;
				start[cell] = at + 1;
			}
		}
	}
	return { minX, minY, columns, rows, start, items };
}
