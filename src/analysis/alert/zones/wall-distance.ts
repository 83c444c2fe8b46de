import type { XY } from '../../../domain/geo/local-plane.ts';
import { containsPoint } from '../../measure/gap.ts';
import type { PlaneShape } from '../../measure/plane-shape.ts';

/** Answers quickly how far places are from the walls of one shape. */
export interface WallDistance {
	/** Whether a place is outside of the shape and farther than so many metres from all its walls. */
	isFartherThan(at: XY, distanceM: number): boolean;
	/** Metres to the nearest wall; 0 inside. */
	measureM(at: XY): number;
}

/** Lays the walls of a shape out for many questions. Cost of a question: 10 ns a wall. */
export function createWallDistance(shape: PlaneShape): WallDistance {
	const { xy, ringStart } = shape;
	const square = (x: number, y: number, enough: number): number => {
		let least = Number.POSITIVE_INFINITY;
		for (let ring = 0; ring + 1 < ringStart.length; ring++) {
			const end = ((ringStart[ring + 1] as number) - 1) * 2;
			for (let i = (ringStart[ring] as number) * 2; i < end; i += 2) {
				const ax = xy[i] as number;
				const ay = xy[i + 1] as number;
				const dx = (xy[i + 2] as number) - ax;
				const dy = (xy[i + 3] as number) - ay;
				const length2 = dx * dx + dy * dy;
				let t = length2 === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / length2;
				t = t < 0 ? 0 : t > 1 ? 1 : t;
				const px = x - ax - t * dx;
				const py = y - ay - t * dy;
				const d2 = px * px + py * py;
				if (d2 < least) {
					least = d2;
					if (least < enough) return least;
				}
			}
		}
		return least;
	};
	return {
		isFartherThan: (at, distanceM) =>
			square(at[0], at[1], distanceM * distanceM) >= distanceM * distanceM && !containsPoint(shape, at),
		measureM: (at) => (containsPoint(shape, at) ? 0 : Math.sqrt(square(at[0], at[1], 0))),
	};
}
