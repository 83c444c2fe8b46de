import type { XY } from '../../../domain/geo/local-plane.ts';
import { measureLineM } from '../plane-line.ts';
import { measureRingM2 } from '../plane-ring.ts';
import { cannotTell, type MeasureAnswer, type MeasuredPoints, planeAmong } from './reckon-measure.ts';
import { areaErrorM2, lengthErrorM, type Space } from './space-line.ts';

/** How much ground does an outline cover in plan, whatever the heights of its points; with its perimeter. */
export function measurePlanArea({ hits, errors }: MeasuredPoints): MeasureAnswer {
	if (hits.length < 3) return cannotTell('more-points');
	const plane = planeAmong(hits);
	const ring = hits.map(({ lon, lat }) => plane.toXY([lon, lat]));
	if (crossesItself(ring)) return cannotTell('crossing-outline');
	const flat = ring.map(([x, y]): Space => [x, y, 0]);
	const perimeterM = measureLineM([...ring, ring[0] as XY]);
	return {
		value: Math.abs(measureRingM2(ring)),
		error: areaErrorM2(flat, errors),
		parts: [{ name: 'perimeter', value: perimeterM, error: lengthErrorM(flat, errors, true), unit: 'm' }],
	};
}

/** Whether two sides of an unclosed ring cross other than at a shared corner. Cost: the square of its sides. */
export function crossesItself(ring: readonly XY[]): boolean {
	const count = ring.length;
	const at = (i: number) => ring[i % count] as XY;
	for (let i = 0; i < count; i++) {
		for (let j = i + 2; j < count; j++) {
			if (i === 0 && j === count - 1) continue;
			if (crosses(at(i), at(i + 1), at(j), at(j + 1))) return true;
		}
	}
	return false;
}

function crosses(a: XY, b: XY, c: XY, d: XY): boolean {
	const side = (p: XY, q: XY, r: XY) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
	return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
