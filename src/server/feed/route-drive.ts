import { bearingDeg, distanceM } from '../../domain/geo/local-plane.ts';
import type { Position } from '../../domain/geo/lon-lat.ts';

/** Where something that follows a line is. */
export interface DrivePosition {
	readonly lon: number;
	readonly lat: number;
	/** Along the piece of line it is on. */
	readonly headingDeg: number;
}

/** A line of at least two positions with the way along it, to move something at a steady speed. */
export interface RouteDrive {
	readonly lengthM: number;
	/** Where is it after `drivenM` metres? Before the start and beyond the end it stands there. */
	at(drivenM: number): DrivePosition;
}

/** Measures a line. Cost: one pass; `at` is a binary search. */
export function createRouteDrive(line: readonly Position[]): RouteDrive {
	const reached = new Float64Array(line.length);
	for (let i = 1; i < line.length; i++) {
		reached[i] = (reached[i - 1] as number) + distanceM(toLonLat(line, i - 1), toLonLat(line, i));
	}
	return {
		lengthM: reached[line.length - 1] as number,
		at(drivenM) {
			let low = 0;
			let high = line.length - 2;
			while (low < high) {
				const middle = (low + high + 1) >> 1;
				if ((reached[middle] as number) <= drivenM) low = middle;
				else high = middle - 1;
			}
			const from = toLonLat(line, low);
			const to = toLonLat(line, low + 1);
			const pieceM = (reached[low + 1] as number) - (reached[low] as number);
			const share = pieceM === 0 ? 0 : Math.min(1, Math.max(0, (drivenM - (reached[low] as number)) / pieceM));
			return {
				lon: from.lon + (to.lon - from.lon) * share,
				lat: from.lat + (to.lat - from.lat) * share,
				headingDeg: Math.round(bearingDeg(from, to)) % 360,
			};
		},
	};
}

function toLonLat(line: readonly Position[], i: number): { lon: number; lat: number } {
	const [lon, lat] = line[i] as Position;
	return { lon, lat };
}
