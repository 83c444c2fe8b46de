/**
 * Fills posts without a height (NaN) from their neighbours, ring by ring from the void's edge inwards, each with the mean of those
 * known before. For drawing only. Posts are left alone when none is known. Cost: each void post once.
 * @param heightM posts row by row, changed in place
 */
export function fillVoids(heightM: Float32Array, columns: number): void {
	const rows = heightM.length / columns;
	let ring = new Set<number>();
	for (let post = 0; post < heightM.length; post++) {
		if (Number.isNaN(heightM[post]) && neighboursOf(post, columns, rows).some((at) => !Number.isNaN(heightM[at]))) {
			ring.add(post);
		}
	}
	while (ring.size > 0) {
		const filled: [post: number, heightM: number][] = [];
		for (const post of ring) {
			const known = neighboursOf(post, columns, rows)
				.map((at) => heightM[at] as number)
				.filter((height) => !Number.isNaN(height));
			filled.push([post, known.reduce((sum, height) => sum + height, 0) / known.length]);
		}
		for (const [post, height] of filled) heightM[post] = height;
		const next = new Set<number>();
		for (const [post] of filled) {
			for (const at of neighboursOf(post, columns, rows)) if (Number.isNaN(heightM[at])) next.add(at);
		}
		ring = next;
	}
}

function neighboursOf(post: number, columns: number, rows: number): number[] {
	const column = post % columns;
	const row = (post - column) / columns;
	const found: number[] = [];
	if (column > 0) found.push(post - 1);
	if (column < columns - 1) found.push(post + 1);
	if (row > 0) found.push(post - columns);
	if (row < rows - 1) found.push(post + columns);
	return found;
}
