import type { Wind } from '../../../domain/alert/situation.ts';
import type { ServiceValues } from '../../../domain/service/assumptions.ts';

export type WindSide = 'downwind' | 'crosswind' | 'upwind';

/** Smallest angle between two bearings, 0 to 180 degrees. */
export function measureTurnDeg(aDeg: number, bDeg: number): number {
	const turn = Math.abs(aDeg - bDeg) % 360;
	return turn > 180 ? 360 - turn : turn;
}

/** The wind where it is known and strong enough to have a direction; null = neither. */
export function findSteadyWind(wind: Wind | null, values: ServiceValues): Wind | null {
	return wind !== null && wind.speedMps >= values['wind.calmMps'] ? wind : null;
}

/** On which side by the wind does something lie that is seen from the fire under `bearingDeg`? null = no wind known, or calm. */
export function findWindSide(wind: Wind | null, bearingDeg: number, values: ServiceValues): WindSide | null {
	const steady = findSteadyWind(wind, values);
	if (!steady) return null;
	const halfDeg = values['exposure.downwindHalfDeg'];
	const turnDeg = measureTurnDeg(steady.fromDeg, bearingDeg);
	if (turnDeg >= 180 - halfDeg) return 'downwind';
	return turnDeg <= halfDeg ? 'upwind' : 'crosswind';
}
