import type { Incident } from '../../../domain/incident.ts';
import { findClearView } from '../../../scene/engine/find-clear-view.ts';
import type { FlyTarget } from '../../../scene/engine/map-view.ts';
import { findShownReach, pictureReach } from './build-tactics.ts';
import { measureSpan } from './measure-span.ts';

/**
 * Tall buildings fill about a third of the picture's height and long ones half of its width, which leaves room for their labels; low and
 * small ones are seen with their street.
 */
const RANGE = { perHeight: 5, perSpan: 2.2, leastM: 300 } as const;
/** The steeper one only where it shows much more of the facade. */
const PITCHES_DEG = [-38, -52] as const;
const NOTHING = { target: null, surroundings: [], aerial: null } as const;

/**
 * How the camera looks at an incident: at the facade that the suggested aerial reaches, from where neighbours hide it least; at the place
 * while it is not assessed.
 */
export function flightTo({ lon, lat, assessment }: Incident): FlyTarget {
	const { target, surroundings, aerial } = assessment ?? NOTHING;
	if (!target) return { lon, lat, heightM: 0, rangeM: RANGE.leastM, headingDeg: 0, pitchDeg: PITCHES_DEG[0] };
	const heightM = target.heightM ?? 0;
	const shown = findShownReach(aerial, null);
	const spot = aerial?.spots.find(({ id }) => id === shown?.bestSpotId);
	const side = target.sides.find(({ id }) => id === spot?.sideId);
	const { middle, spanM } = measureSpan(target.polygons) ?? { middle: { lon, lat }, spanM: 0 };
	return {
		...middle,
		...findClearView({
			target,
			neighbours: surroundings,
			reach: shown ? pictureReach(target, shown) : [],
			preferredDeg: side ? (side.bearingDeg + 180) % 360 : 0,
			pitchesDeg: PITCHES_DEG,
		}),
		heightM: heightM / 2,
		rangeM: Math.max(RANGE.leastM, heightM * RANGE.perHeight, spanM * RANGE.perSpan),
	};
}
