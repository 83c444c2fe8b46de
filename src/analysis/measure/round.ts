/** Rounds to whole centimetres. Packed geometry is no finer (1e-7 degrees). */
export function roundCm(metres: number): number {
	return Math.round(metres * 100) / 100;
}

/** Rounds to a tenth: square metres, degrees of bearing, seconds. */
export function roundTenth(value: number): number {
	return Math.round(value * 10) / 10;
}
