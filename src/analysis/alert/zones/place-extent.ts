import type { XY } from '../../../domain/geo/local-plane.ts';
import type { Site } from '../site.ts';

/** Unit vector of a compass bearing on the plane. */
export function directionOf(bearingDeg: number): XY {
	const angle = (bearingDeg * Math.PI) / 180;
	return [Math.sin(angle), Math.cos(angle)];
}

/** Compass bearing from one place to another, 0 <= deg < 360. */
export function bearingBetween(from: XY, to: XY): number {
	return ((Math.atan2(to[0] - from[0], to[1] - from[1]) * 180) / Math.PI + 360) % 360;
}

/** How far the target reaches along and across a direction; the alarm point alone without a target. */
export interface Extent {
	/** Middle of its reach both ways: turns with the building. */
	readonly middle: XY;
	readonly halfAlongM: number;
	readonly halfAcrossM: number;
}

/** Measures the target along a unit vector and across it. */
export function measureExtent({ target }: Site, [ux, uy]: XY): Extent {
	if (!target) return { middle: [0, 0], halfAlongM: 0, halfAcrossM: 0 };
	const { xy } = target.shape;
	let [near, far, right, left] = [Infinity, -Infinity, Infinity, -Infinity];
	for (let i = 0; i < xy.length; i += 2) {
		const x = xy[i] as number;
		const y = xy[i + 1] as number;
		const along = x * ux + y * uy;
		const across = y * ux - x * uy;
		near = Math.min(near, along);
		far = Math.max(far, along);
		right = Math.min(right, across);
		left = Math.max(left, across);
	}
	const along = (near + far) / 2;
	const across = (right + left) / 2;
	return {
		middle: [along * ux - across * uy, along * uy + across * ux],
		halfAlongM: (far - near) / 2,
		halfAcrossM: (left - right) / 2,
	};
}
