import type { XY } from '../../domain/geo/local-plane.ts';

/** Length of a line, metres. */
export function measureLineM(line: readonly XY[]): number {
	let lengthM = 0;
	for (let i = 1; i < line.length; i++) lengthM += between(line[i - 1] as XY, line[i] as XY);
	return lengthM;
}

/** Metres between two places. */
export function between(a: XY, b: XY): number {
	const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
	return Math.sqrt(dx * dx + dy * dy);
}

/** The place of the stretch from a to b that is nearest to `at`. */
export function nearestOnStretch(at: XY, a: XY, b: XY): XY {
	const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
	const square = dx * dx + dy * dy;
	const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / square));
	return [a[0] + t * dx, a[1] + t * dy];
}
