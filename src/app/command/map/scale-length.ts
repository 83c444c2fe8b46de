const STEPS = [1, 2, 5] as const;

/** The longest round length (1, 2 or 5 times a power of ten, metres) whose bar is no longer than `maxPx`. */
export function findScaleLength(metresPerPixel: number, maxPx: number): number {
	const longestM = metresPerPixel * maxPx;
	const power = 10 ** Math.floor(Math.log10(longestM));
	return Math.max(...STEPS.map((step) => step * power).filter((lengthM) => lengthM <= longestM), power);
}
