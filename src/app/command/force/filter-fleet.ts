import { distanceM } from '../../../domain/geo/local-plane.ts';
import type { LonLat } from '../../../domain/geo/lon-lat.ts';
import { UNIT_STATES, type UnitState } from '../../../domain/records/unit-state.ts';
import type { FleetUnit } from './list-fleet.ts';

/** Which units the board lists; '' = of all. */
export interface FleetFilter {
	readonly state: UnitState | '';
	readonly type: string;
	readonly stationId: string;
	/** Part of a plate, model or station's name. */
	readonly text: string;
	/** The shown incident's place: only units whose station, or last position, is within NEAR_M of it, nearest first; null = wherever. */
	readonly near: LonLat | null;
}

/** A listed unit. */
export interface ListedUnit {
	readonly unit: FleetUnit;
	/** Straight from the unit (from its station where its position is unknown) to the incident; null = not asked, or neither is known. */
	readonly awayM: number | null;
}

/** All units are listed. */
export const NO_FILTER: FleetFilter = { state: '', type: '', stationId: '', text: '', near: null };

/** What counts as near an incident, straight. Assumption, not sourced. */
export const NEAR_M = 8_000;

/** How many units are in each state, in the order of GA/T 974.39; states without units are there with 0. */
export function countStates(units: readonly Pick<FleetUnit, 'state'>[]): readonly (readonly [UnitState, number])[] {
	const counts = new Map<UnitState, number>(UNIT_STATES.map((state) => [state, 0]));
	for (const { state } of units) counts.set(state, (counts.get(state) ?? 0) + 1);
	return [...counts];
}

/**
 * The units a filter leaves, with how far they are: near an incident the nearest first, else those that are out before those that stand by.
 * `places`: last positions by id. Cost: one pass and a sort.
 */
export function filterFleet(
	units: readonly FleetUnit[],
	{ state, type, stationId, text, near }: FleetFilter,
	places: ReadonlyMap<string, LonLat>,
): ListedUnit[] {
	const wanted = text.trim().toLowerCase();
	const listed = units.flatMap((unit): ListedUnit[] => {
		if (state !== '' && unit.state !== state) return [];
		if (type !== '' && unit.type !== type) return [];
		if (stationId !== '' && unit.stationId !== stationId) return [];
		if (wanted !== '' && !nameOf(unit).includes(wanted)) return [];
		const place = places.get(unit.id) ?? unit.station;
		const awayM = near && place ? distanceM(place, near) : null;
		if (near && (awayM === null || awayM > NEAR_M)) return [];
		return [{ unit, awayM }];
	});
	if (near) return listed.sort((a, b) => (a.awayM ?? 0) - (b.awayM ?? 0));
	return listed.sort((a, b) => rank(a.unit) - rank(b.unit));
}

function nameOf({ plate, model, type, station }: FleetUnit): string {
	return `${plate} ${model} ${type} ${station?.name ?? ''} ${station?.nameEn ?? ''}`.toLowerCase();
}

/** Out first; the sort is stable, so stations stay together. */
function rank({ state, dispatchId }: FleetUnit): number {
	if (dispatchId !== null) return 0;
	return state === '10' ? 3 : state === '30' ? 2 : 1;
}
