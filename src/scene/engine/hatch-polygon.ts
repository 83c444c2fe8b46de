import { createLocalPlane } from '../../domain/geo/local-plane.ts';
import type { Position } from '../../domain/geo/lon-lat.ts';

/** Most strokes in one polygon: a large area gets wider spacing. */
const MOST_STROKES = 60;

/**
 * Parallel strokes at 45 degrees inside a polygon, holes left out (even-odd), at least `spacingM` apart. Rings may be closed or not.
 * A polygon of no size has none.
 */
export function hatchPolygon(
	rings: readonly (readonly Position[])[],
	spacingM: number,
): (readonly [Position, Position])[] {
	const start = rings[0]?.[0];
	if (!start) return [];
	const plane = createLocalPlane({ lon: start[0], lat: start[1] });
	// Turned by 45 degrees, so that strokes run along u at equal v.
	const turned = rings.map((ring) =>
		ring.map((point) => {
			const [x, y] = plane.toXY(point);
			return [(x + y) * Math.SQRT1_2, (y - x) * Math.SQRT1_2] as const;
		}),
	);
	const heights = turned.flat().map(([, v]) => v);
	const low = Math.min(...heights);
	const high = Math.max(...heights);
	const stepM = Math.max(spacingM, (high - low) / MOST_STROKES);
	const strokes: (readonly [Position, Position])[] = [];
	for (let v = low + stepM / 2; v < high; v += stepM) {
		const crossings: number[] = [];
		for (const ring of turned) {
			for (const [index, [u1, v1]] of ring.entries()) {
				const [u2, v2] = ring[(index + 1) % ring.length] as readonly [number, number];
				if (v1 > v !== v2 > v) crossings.push(u1 + ((v - v1) / (v2 - v1)) * (u2 - u1));
			}
		}
		crossings.sort((a, b) => a - b);
		for (let index = 0; index + 1 < crossings.length; index += 2) {
			const at = (u: number) => plane.toLonLat([(u - v) * Math.SQRT1_2, (u + v) * Math.SQRT1_2]);
			strokes.push([at(crossings[index] as number), at(crossings[index + 1] as number)]);
		}
	}
	return strokes;
}
