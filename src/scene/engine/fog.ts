/** Where haze begins and where nothing but sky is left, metres from the camera. */
export interface FogRange {
	readonly startM: number;
	readonly endM: number;
}

/**
 * How far one sees from a height above ground: from a street some kilometres, from above the city all of it. The figures
 * are a matter of looks (assumption, not sourced): haze must never reach what the camera is turned to.
 */
export function computeFogRange(cameraHeightM: number): FogRange {
	const startM = Math.max(2_500, cameraHeightM * 5);
	return { startM, endM: startM * 3.2 };
}
