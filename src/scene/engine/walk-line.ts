import { distanceM } from '../../domain/geo/local-plane.ts';
import type { Position } from '../../domain/geo/lon-lat.ts';

/**
 * The place `alongM` metres from the line's END towards its start; the start when the line is shorter. Undefined for an
 * empty line. For labels that belong near where a route arrives.
 */
export function walkBack(line: readonly Position[], alongM: number): Position | undefined {
	let left = alongM;
	for (let index = line.length - 1; index > 0; index -= 1) {
		const [fromLon, fromLat] = line[index] as Position;
		const [toLon, toLat] = line[index - 1] as Position;
		const lengthM = distanceM({ lon: fromLon, lat: fromLat }, { lon: toLon, lat: toLat });
		if (lengthM >= left) {
			const share = lengthM === 0 ? 0 : left / lengthM;
			return [fromLon + (toLon - fromLon) * share, fromLat + (toLat - fromLat) * share];
		}
		left -= lengthM;
	}
	return line[0];
}

/** Length of a line, metres. */
export function measureLine(line: readonly Position[]): number {
	return line.reduce((sum, [lon, lat], index) => {
		const before = line[index - 1];
		return before ? sum + distanceM({ lon: before[0], lat: before[1] }, { lon, lat }) : 0;
	}, 0);
}
