/** Web-mercator x of a longitude, as a fraction of the world from the antimeridian east (0..1). */
export function mercatorX(lonDeg: number): number {
	return lonDeg / 360 + 0.5;
}

/** Web-mercator y of a latitude, as a fraction of the world from 85.05 N south (0..1); clamped beyond the poles' cut. */
export function mercatorY(latDeg: number): number {
	const sin = Math.sin((latDeg * Math.PI) / 180);
	const y = 0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI;
	return Math.min(1, Math.max(0, y));
}
