const WGS84_A = 6_378_137;
const WGS84_F = 1 / 298.257223563;
const WGS84_E2 = WGS84_F * (2 - WGS84_F);

/** Radians in one step of 1e-7 degrees. */
export const RADIANS_PER_E7 = Math.PI / 180 / 1e7;

/**
 * The metric frame of one tile: east, north and up at a point of the WGS84 ellipsoid. Projection into it is exact, so
 * the ground of a wide tile bends away below the plane as it does on the globe.
 */
export interface TileFrame {
	readonly lonRad: number;
	readonly sinLat: number;
	readonly cosLat: number;
	/** Radius of curvature in the prime vertical at the origin, metres. */
	readonly primeVertical: number;
}

/** Makes the frame that touches the ellipsoid at a place given in degrees x 1e7. */
export function createTileFrame(lonE7: number, latE7: number): TileFrame {
	const sinLat = Math.sin(latE7 * RADIANS_PER_E7);
	return {
		lonRad: lonE7 * RADIANS_PER_E7,
		sinLat,
		cosLat: Math.cos(latE7 * RADIANS_PER_E7),
		primeVertical: WGS84_A / Math.sqrt(1 - WGS84_E2 * sinLat * sinLat),
	};
}

/**
 * Projects the foot and the top of a wall's edge: writes [east, north, up] of both, in metres, to out[at..at + 5].
 * `bottomM` and `topM` are heights above the ellipsoid, along the local vertical.
 */
export function projectEdge(
	frame: TileFrame,
	lonE7: number,
	latE7: number,
	bottomM: number,
	topM: number,
	out: Float64Array,
	at: number,
): void {
	const lat = latE7 * RADIANS_PER_E7;
	const dLon = lonE7 * RADIANS_PER_E7 - frame.lonRad;
	const sinLat = Math.sin(lat);
	const cosLat = Math.cos(lat);
	const cosBoth = cosLat * Math.cos(dLon);
	// The ellipsoid's normal at the point, in the frame.
	const upE = cosLat * Math.sin(dLon);
	const upN = frame.cosLat * sinLat - frame.sinLat * cosBoth;
	const upU = frame.cosLat * cosBoth + frame.sinLat * sinLat;
	const primeVertical = WGS84_A / Math.sqrt(1 - WGS84_E2 * sinLat * sinLat);
	const flattening = WGS84_E2 * (primeVertical * sinLat - frame.primeVertical * frame.sinLat);
	const e = primeVertical * upE;
	const n = primeVertical * upN - frame.cosLat * flattening;
	const u = primeVertical * upU - frame.primeVertical - frame.sinLat * flattening;
	out[at] = e + bottomM * upE;
	out[at + 1] = n + bottomM * upN;
	out[at + 2] = u + bottomM * upU;
	out[at + 3] = e + topM * upE;
	out[at + 4] = n + topM * upN;
	out[at + 5] = u + topM * upU;
}

/**
 * The glTF node matrix (column-major) that takes quantised positions to the globe. Positions hold glTF's y-up axes
 * (x east, y up, z south) as integers: metres = offset + step * integer. 3D Tiles turn glTF's y up into z up after the
 * node's transform, so the matrix lands on y-up earth-fixed axes (X, Z, -Y).
 * @param offset [east, up, south] of the integer 0, metres
 * @param step [east, up, south] metres per integer
 */
export function frameMatrix(frame: TileFrame, offset: readonly number[], step: readonly number[]): number[] {
	const { sinLat, cosLat, primeVertical } = frame;
	const sinLon = Math.sin(frame.lonRad);
	const cosLon = Math.cos(frame.lonRad);
	const axes = [
		[-sinLon, cosLon, 0], // east
		[cosLat * cosLon, cosLat * sinLon, sinLat], // up
		[sinLat * cosLon, sinLat * sinLon, -cosLat], // south
	];
	const origin = [
		primeVertical * cosLat * cosLon,
		primeVertical * cosLat * sinLon,
		primeVertical * (1 - WGS84_E2) * sinLat,
	];
	const matrix: number[] = [];
	axes.forEach((axis, i) => {
		const [x, y, z] = axis as [number, number, number];
		const scale = step[i] as number;
		const shift = offset[i] as number;
		matrix.push(x * scale, z * scale, -y * scale, 0);
		origin[0] = (origin[0] as number) + x * shift;
		origin[1] = (origin[1] as number) + y * shift;
		origin[2] = (origin[2] as number) + z * shift;
	});
	const [ox, oy, oz] = origin as [number, number, number];
	matrix.push(ox, oz, -oy, 1);
	// -0 would be written as 0 anyway; keep the numbers equal to their text.
	return matrix.map((value) => value + 0);
}
