import type { XY } from '../../domain/geo/local-plane.ts';
import { measureCentroid } from './footprint.ts';
import { containsPoint } from './gap.ts';
import type { PlaneShape } from './plane-shape.ts';

/**
 * A point that stands for a shape and lies in it: the centroid, or where that falls outside (an L, a courtyard), the middle of the
 * widest stretch inside on the level of the centroid, else of half the height.
 */
export function findInnerPoint(shape: PlaneShape): XY {
	const centroid = measureCentroid(shape);
	if (containsPoint(shape, centroid)) return centroid;
	return findOnLevel(shape, centroid[1]) ?? findOnLevel(shape, (shape.minY + shape.maxY) / 2) ?? centroid;
}

function findOnLevel({ xy, ringStart }: PlaneShape, y: number): XY | undefined {
	const crossings: number[] = [];
	for (let ring = 0; ring + 1 < ringStart.length; ring++) {
		const end = ((ringStart[ring + 1] as number) - 1) * 2;
		for (let i = (ringStart[ring] as number) * 2; i < end; i += 2) {
			const ay = xy[i + 1] as number;
			const by = xy[i + 3] as number;
			if (ay > y === by > y) continue;
			crossings.push((xy[i] as number) + ((y - ay) / (by - ay)) * ((xy[i + 2] as number) - (xy[i] as number)));
		}
	}
	crossings.sort((a, b) => a - b);
	let widest = 0;
	let middle: number | undefined;
	for (let i = 0; i + 1 < crossings.length; i += 2) {
		const width = (crossings[i + 1] as number) - (crossings[i] as number);
		if (width <= widest) continue;
		widest = width;
		middle = ((crossings[i] as number) + (crossings[i + 1] as number)) / 2;
	}
	return middle === undefined ? undefined : [middle, y];
}
