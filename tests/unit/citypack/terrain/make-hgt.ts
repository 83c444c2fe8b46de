/** The bytes of an .hgt square of `side` samples; `heightOf(column, row)` counts rows from the north. */
export function makeHgt(side: number, heightOf: (column: number, row: number) => number): Buffer {
	const bytes = Buffer.alloc(side * side * 2);
	for (let row = 0; row < side; row++) {
		for (let column = 0; column < side; column++) {
			bytes.writeInt16BE(heightOf(column, row), (row * side + column) * 2);
		}
	}
	return bytes;
}
