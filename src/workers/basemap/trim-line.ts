/**
 * A line [x, y, ...] shortened by `length` at each end that lies inside the tile (0..1): ends outside are only where the tile
 * was cut. null when nothing is left.
 */
export function trimLine(line: Float64Array, length: number): Float64Array | null {
	const start = isInside(line[0]!, line[1]!) ? cutStart(line, length) : line;
	if (!start) return null;
	const last = start.length - 2;
	if (!isInside(start[last]!, start[last + 1]!)) return start;
	const cut = cutStart(reverse(start), length);
	return cut && reverse(cut);
}

function isInside(x: number, y: number): boolean {
	return x > 0 && x < 1 && y > 0 && y < 1;
}

function cutStart(line: Float64Array, length: number): Float64Array | null {
	let rest = length;
	for (let i = 0; i + 3 < line.length; i += 2) {
		const dx = line[i + 2]! - line[i]!;
		const dy = line[i + 3]! - line[i + 1]!;
		const step = Math.hypot(dx, dy);
		if (step > rest) {
			const cut = line.slice(i);
			cut[0] = line[i]! + (dx * rest) / step;
			cut[1] = line[i + 1]! + (dy * rest) / step;
			return cut;
		}
		rest -= step;
	}
	return null;
}

function reverse(line: Float64Array): Float64Array {
	const turned = new Float64Array(line.length);
	for (let i = 0; i < line.length; i += 2) {
		turned[line.length - 2 - i] = line[i]!;
		turned[line.length - 1 - i] = line[i + 1]!;
	}
	return turned;
}
