import type { Target } from '../../../domain/assessment.ts';
import { STOREY_HEIGHT_M } from '../../../domain/building.ts';
import type { ServiceValues } from '../../../domain/service/assumptions.ts';
import { isHighRise } from './propose-level.ts';

/** The floor that an aerial should reach: the one that burns, else the top one of a high-rise; null = none is asked for, or it is unknown. */
export function findWantedFloor(
	target: Pick<Target, 'codeClass' | 'floors'> | null,
	fireFloor: number | null,
): number | null {
	return fireFloor ?? (isHighRise(target) ? (target?.floors ?? null) : null);
}

/**
 * How high an aerial must work for it, metres above the ground, before anybody knows where it can stand: the landing at the window of
 * findWantedFloor(). null = no floor above ground is asked for.
 */
export function findWantedHeightM(
	target: Pick<Target, 'codeClass' | 'floors' | 'heightM' | 'use'> | null,
	fireFloor: number | null,
	values: ServiceValues,
): number | null {
	const floor = findWantedFloor(target, fireFloor);
	if (!target || floor === null || floor < 1) return null;
	const { heightM, floors, use } = target;
	const storeyM = heightM !== null && floors ? heightM / floors : STOREY_HEIGHT_M[use ?? 'unknown'].heightM;
	return (floor - 1) * storeyM + values['aerial.sillM'] + values['aerial.landingM'];
}
