import type { MapView } from '../../../scene/engine/map-view.ts';

/** About a metre. */
const PLACE_DEG = 1e-5;
const HEIGHT_M = 1;
const ANGLE_DEG = 0.2;

/** Whether the map looks from elsewhere, or elsewhere, than where its last flight leads; a map that is not there has not been moved. */
export function hasMoved(from: MapView, to: MapView | undefined): boolean {
	if (!to) return false;
	const turnDeg = Math.abs(((to.headingDeg - from.headingDeg + 540) % 360) - 180);
	return (
		Math.abs(to.lon - from.lon) > PLACE_DEG ||
		Math.abs(to.lat - from.lat) > PLACE_DEG ||
		Math.abs(to.heightM - from.heightM) > HEIGHT_M ||
		Math.abs(to.pitchDeg - from.pitchDeg) > ANGLE_DEG ||
		turnDeg > ANGLE_DEG
	);
}
