import type { Force } from '../../../domain/alert/force.ts';
import type { Reason } from '../../../domain/alert/shapes.ts';
import type { RunCard } from '../../../domain/service/run-card.ts';
import type { Station } from '../../../domain/station.ts';
import type { Vehicle } from '../../../domain/vehicle.ts';
import type { Arrival, ArrivalFinder, Candidate } from './find-arrivals.ts';

/** A vehicle that comes. */
export type AssignedVehicle = Arrival & { readonly vehicle: Vehicle };

/** Who is sent, by arrival, and what nobody can bring. */
export interface Assignment {
	readonly assigned: readonly AssignedVehicle[];
	readonly missing: Force['missing'];
}

/** How aerials are chosen. */
export interface AerialChoice {
	/** A water tower (JP) goes in the place of a ladder or platform only where that comes so much later. */
	readonly streamOnlyWaitS: number;
	/** Arrivals that differ by no more count as the same. */
	readonly sameArrivalS: number;
	/** Work height that is asked for; null = none. */
	readonly heightM: number | null;
}

type OnFile = Candidate & { readonly vehicle: Vehicle };

/**
 * Rule A20: which vehicles from which stations does a run card send? For each of its lines the vehicles of these types that arrive first,
 * each by its own size, aerials by their `choice`; lines that few types fit choose before those that many fit. Vehicles that cannot be sent
 * are not asked; stations that list none are unknown and send none. What nobody can bring is missing, with the reason. `finder` null: no roads, nothing is assigned.
 */
export function assignVehicles(
	finder: ArrivalFinder | null,
	stations: readonly Station[],
	card: Pick<RunCard, 'vehicles'>,
	unavailable: ReadonlySet<string>,
	choice: AerialChoice,
): Assignment {
	const assigned: AssignedVehicle[] = [];
	const missing: Force['missing'] = [];
	const taken = new Set<string>();
	const lines = card.vehicles
		.map((line, i) => ({ ...line, i }))
		.sort((a, b) => a.types.length - b.types.length || a.i - b.i);
	for (const { types, count } of lines) {
		const ofTypes = listVehicles(stations, ({ type }) => types.includes(type));
		const ready = ofTypes.filter(({ vehicle: { id } }) => !unavailable.has(id) && !taken.has(id));
		const first = finder ? findWanted(finder, ready, count, choice) : [];
		for (const { vehicle } of first) taken.add(vehicle.id);
		assigned.push(...first);
		if (first.length < count)
			missing.push({
				types: [...types],
				count: count - first.length,
				reason: sayMissing(finder !== null, stations, ofTypes, ready, first),
			});
	}
	assigned.sort((a, b) => a.arrivalS - b.arrivalS || (a.vehicle.id < b.vehicle.id ? -1 : 1));
	return { assigned, missing };
}

/** The first to arrive; of aerials those of about the same time by what they can do. Cost: a search for each kind of aerial. */
function findWanted(
	finder: ArrivalFinder,
	ready: readonly OnFile[],
	count: number,
	choice: AerialChoice,
): AssignedVehicle[] {
	if (!ready.some(({ vehicle }) => isAerial(vehicle))) return finder.findFirst(ready, count) as AssignedVehicle[];
	const ranks = new Map(ready.map(({ vehicle }) => [vehicle.id, rankAerial(vehicle, choice)]));
	const rankOf = ({ vehicle }: OnFile) => ranks.get(vehicle.id) as number;
	const dueS = (one: AssignedVehicle) => one.arrivalS + (isStreamOnly(one.vehicle) ? choice.streamOnlyWaitS : 0);
	const rest = [...new Set(ranks.values())].flatMap(
		(rank) =>
			finder.findFirst(
				ready.filter((one) => rankOf(one) === rank),
				count,
			) as AssignedVehicle[],
	);
	rest.sort((a, b) => dueS(a) - dueS(b));
	const chosen: AssignedVehicle[] = [];
	while (chosen.length < count && rest[0]) {
		const lastS = dueS(rest[0]) + choice.sameArrivalS;
		let best = 0;
		for (const [i, one] of rest.entries())
			if (dueS(one) <= lastS && rankOf(one) < rankOf(rest[best] as AssignedVehicle)) best = i;
		chosen.push(...rest.splice(best, 1));
	}
	return chosen;
}

/** Order of aerials that come at the same time: those that get high enough, the smaller first; the others, the higher first; water towers. */
function rankAerial(vehicle: Vehicle, { heightM }: AerialChoice): number {
	const workHeightM = vehicle.workHeightM ?? 0;
	if (isStreamOnly(vehicle)) return 2 * MOST_WORK_M - workHeightM;
	return heightM === null || workHeightM >= heightM ? workHeightM - MOST_WORK_M : MOST_WORK_M - workHeightM;
}

/** Above every aerial's work height, metres. */
const MOST_WORK_M = 1000;

function isAerial({ type }: Vehicle): boolean {
	return type === 'YT' || type === 'DG' || type === 'JP';
}

/** A water tower: it carries nobody. */
function isStreamOnly({ type }: Vehicle): boolean {
	return type === 'JP';
}

/** The vehicles on file that a rule asks for. */
export function listVehicles(stations: readonly Station[], isWanted: (vehicle: Vehicle) => boolean): OnFile[] {
	return stations.flatMap((station) => station.vehicles.filter(isWanted).map((vehicle) => ({ station, vehicle })));
}

function sayMissing(
	hasRoads: boolean,
	stations: readonly Station[],
	onFile: readonly unknown[],
	ready: readonly unknown[],
	sent: readonly unknown[],
): Reason {
	const silent = stations.filter(({ vehicles }) => vehicles.length === 0).length;
	if (onFile.length === 0 && silent > 0) return { code: 'missing-vehicles-unknown', params: { stations: silent } };
	if (onFile.length === 0) return { code: 'missing-none-on-file', params: {} };
	if (!hasRoads) return { code: 'missing-no-roads', params: { onFile: onFile.length } };
	if (sent.length < ready.length)
		return { code: 'missing-no-way', params: { onFile: onFile.length, withoutWay: ready.length - sent.length } };
	return { code: 'missing-all-sent', params: { onFile: onFile.length, away: onFile.length - ready.length } };
}
