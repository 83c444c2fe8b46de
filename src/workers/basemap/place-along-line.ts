/** A stretch of text on a line: its middle in pixels and its turn, radians clockwise from east. */
export interface PlacedGlyph {
	readonly x: number;
	readonly y: number;
	readonly angleRad: number;
}

/** Sharper bends than these make a word unreadable. */
const MAX_BEND_RAD = 0.4;
const MAX_TOTAL_BEND_RAD = 1.2;

/**
 * Sets glyphs of the given widths along a line [x, y, ...], in pixels, again every `repeatPx` or so, evenly spread. Words run from left to right (`upright`), else along the line. Lines that are too short or too bent give none.
 */
export function placeAlongLine(
	line: readonly number[],
	advances: readonly number[],
	repeatPx: number,
	upright = true,
): PlacedGlyph[][] {
	const length = new Float64Array(line.length / 2);
	for (let i = 1; i < length.length; i++) {
		const dx = line[i * 2]! - line[i * 2 - 2]!;
		const dy = line[i * 2 + 1]! - line[i * 2 - 1]!;
		length[i] = length[i - 1]! + Math.hypot(dx, dy);
	}
	const total = length[length.length - 1]!;
	const width = advances.reduce((sum, advance) => sum + advance, 0);
	if (total < width + 8) return [];
	const count = Math.max(1, Math.round(total / repeatPx));
	const placed: PlacedGlyph[][] = [];
	for (let n = 0; n < count; n++) {
		const start = (total * (n + 0.5)) / count - width / 2;
		if (start < 0 || start + width > total) continue;
		const glyphs = placeFrom(line, length, advances, start, upright, width);
		if (isReadable(glyphs)) placed.push(glyphs);
	}
	return placed;
}

function placeFrom(
	line: readonly number[],
	length: Float64Array,
	advances: readonly number[],
	start: number,
	upright: boolean,
	width: number,
): PlacedGlyph[] {
	const [startX] = pointAt(line, length, start);
	const [endX] = pointAt(line, length, start + width);
	const backward = upright && endX < startX;
	const glyphs: PlacedGlyph[] = [];
	let along = 0;
	for (const advance of advances) {
		const near = backward ? start + width - along : start + along;
		const far = backward ? near - advance : near + advance;
		const [ax, ay] = pointAt(line, length, near);
		const [bx, by] = pointAt(line, length, far);
		glyphs.push({ x: (ax + bx) / 2, y: (ay + by) / 2, angleRad: Math.atan2(by - ay, bx - ax) });
		along += advance;
	}
	return glyphs;
}

function pointAt(line: readonly number[], length: Float64Array, at: number): [x: number, y: number] {
	let low = 1;
	let high = length.length - 1;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (length[middle]! < at) low = middle + 1;
		else high = middle;
	}
	const step = length[low]! - length[low - 1]!;
	const share = step === 0 ? 0 : (at - length[low - 1]!) / step;
	const x = line[low * 2 - 2]! + (line[low * 2]! - line[low * 2 - 2]!) * share;
	const y = line[low * 2 - 1]! + (line[low * 2 + 1]! - line[low * 2 - 1]!) * share;
	return [x, y];
}

function isReadable(glyphs: readonly PlacedGlyph[]): boolean {
	let bend = 0;
	for (let i = 1; i < glyphs.length; i++) {
		const turn = Math.abs(normalize(glyphs[i]!.angleRad - glyphs[i - 1]!.angleRad));
		bend += turn;
		if (turn > MAX_BEND_RAD || bend > MAX_TOTAL_BEND_RAD) return false;
	}
	return true;
}

function normalize(angleRad: number): number {
	return Math.atan2(Math.sin(angleRad), Math.cos(angleRad));
}
