import { bearingDeg, distanceM } from '../../../domain/geo/local-plane.ts';
import type { PointError } from './point-error.ts';
import { cannotTell, type MeasureAnswer, type MeasuredPoints } from './reckon-measure.ts';

/** Two points nearer than this have no direction, metres: the step of packed coordinates. */
const SAME_PLACE_M = 0.012;

/** In which direction does the second point lie from the first: degrees clockwise from true north at the first. */
export function measureBearing({ hits, errors }: MeasuredPoints): MeasureAnswer {
	const [from, to] = hits;
	if (!from || !to) return cannotTell('more-points');
	const awayM = distanceM(from, to);
	if (awayM < SAME_PLACE_M) return cannotTell('same-point');
	// The plane's direction is that half way; meridians draw together towards the pole.
	const middleLat = (((from.lat + to.lat) / 2) * Math.PI) / 180;
	const turnDeg = ((to.lon - from.lon) * Math.sin(middleLat)) / 2;
	const middleDeg = bearingDeg(from, to);
	const acrossM = Math.hypot((errors[0] as PointError).acrossM, (errors[1] as PointError).acrossM);
	const errorDeg = Math.min(180, (Math.atan2(acrossM, awayM) * 180) / Math.PI);
	return {
		value: turn(middleDeg - turnDeg),
		error: errorDeg,
		parts: [
			{ name: 'back-bearing', value: turn(middleDeg + turnDeg + 180), error: errorDeg, unit: 'deg' },
			{ name: 'distance', value: awayM, error: acrossM, unit: 'm' },
		],
	};
}

function turn(deg: number): number {
	return ((deg % 360) + 360) % 360;
}
