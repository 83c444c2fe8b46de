import type { Aerial } from '../../../domain/alert/aerial.ts';
import type { Force } from '../../../domain/alert/force.ts';
import type { Reason } from '../../../domain/alert/shapes.ts';
import type { Supply } from '../../../domain/alert/supply.ts';
import type { Target } from '../../../domain/assessment.ts';
import type { Closure } from '../../../domain/closure.ts';
import type { Station } from '../../../domain/station.ts';
import type { Vehicle } from '../../../domain/vehicle.ts';
import type { RoadIndex } from '../../routing/road-index.ts';
import type { Part, Site } from '../site.ts';
import { describeDue } from './assess-force.ts';
import { type AssignedVehicle, listVehicles } from './assign-vehicles.ts';
import { ArrivalFinder } from './find-arrivals.ts';
import { isHighRise } from './propose-level.ts';

/** What speaks for vehicles beyond the run card. */
export interface SuggestOptions {
	readonly target: Pick<Target, 'polygons' | 'codeClass' | 'floors'> | null;
	/** null = what aerials reach is not known. */
	readonly aerial: Aerial | null;
	/** null = what water is there is not known. */
	readonly supply: Supply | null;
	readonly closures: readonly Closure[];
}

type Suggested = Force['suggested'][number];

/**
 * Rule A20: which vehicles does the place ask for beyond the card? The least aerial that reaches the floor that burns (the top one where
 * none is named), unless one that is sent does; tankers where the water falls short; smoke extraction for high-rises and fires below
 * ground, unless the card sends it. Of those that can come, the first to arrive. Nothing where there are no roads. Cost: a search for each.
 */
export function suggestVehicles(
	site: Site,
	force: Force,
	stations: readonly Station[],
	index: RoadIndex | null,
	{ target, aerial, supply, closures }: SuggestOptions,
): Part<Force> {
	if (!index) return { value: force, findings: [] };
	const { situation, table, nowMs, at } = site;
	const active = index.findActiveClosures(closures, nowMs);
	const finder = new ArrivalFinder(index, { to: at, target, departAtMs: nowMs, closures: active });
	const away = new Set([...situation.unavailable, ...force.assigned.map(({ vehicleId }) => vehicleId)]);
	const findFree = (isWanted: (vehicle: Vehicle) => boolean, count: number) => {
		const free = listVehicles(stations, (vehicle) => !away.has(vehicle.id) && isWanted(vehicle));
		return finder.findFirst(free, count) as AssignedVehicle[];
	};
	const suggested: Suggested[] = [];
	const suggest = (vehicles: readonly AssignedVehicle[], reason: Reason) => {
		for (const one of vehicles) {
			away.add(one.vehicle.id);
			suggested.push({ ...describeDue(one), reasons: [reason] });
		}
	};

	const wanted =
		aerial && findWantedAerials(aerial, force, target, situation.fireFloor, table.values['force.groundLadderM']);
	for (const model of wanted?.models ?? []) {
		const [first] = findFree((vehicle) => vehicle.model === model, 1);
		if (!first) continue;
		suggest([first], {
			code: 'suggest-aerial',
			params: { floor: wanted?.floor ?? null, topFloor: wanted?.topFloorOf.get(model) ?? null },
		});
		break;
	}

	if (supply && isShort(supply)) {
		const { neededLps, availableLps } = supply;
		suggest(
			findFree(({ type }) => type === 'GS', table.values['force.tankersWhenShort']),
			{ code: 'suggest-water', params: { neededLps, availableLps } },
		);
	}

	const isBelow = situation.fireFloor !== null && situation.fireFloor < 0;
	const isFire = situation.type === 'fire' || situation.type === 'hazmat';
	if (isFire && (isBelow || isHighRise(target)) && !force.assigned.some(({ type }) => type === 'PY'))
		suggest(
			findFree(({ type }) => type === 'PY', 1),
			{ code: isBelow ? 'suggest-smoke-underground' : 'suggest-smoke-high-rise', params: {} },
		);
	return { value: { ...force, suggested }, findings: [] };
}

/**
 * Models that land on the floor, least work height first; null = a ladder from the ground does, none does, or one that is sent does. The
 * floor: the one that burns, else the top one of a high-rise.
 */
function findWantedAerials(
	{ appliances, storeyM }: Aerial,
	{ assigned }: Force,
	target: SuggestOptions['target'],
	fireFloor: number | null,
	groundLadderM: number,
): { readonly floor: number; readonly models: string[]; readonly topFloorOf: Map<string, number | null> } | null {
	const floor = fireFloor ?? (isHighRise(target) ? (target?.floors ?? null) : null);
	if (floor === null || storeyM === null || (floor - 1) * storeyM <= groundLadderM) return null;
	const reaching = appliances.filter(({ sides }) =>
		sides.some(({ reached }) => reached.some((run) => run.fromFloor <= floor && run.toFloor >= floor)),
	);
	const models = reaching.map(({ model }) => model);
	if (assigned.some(({ model }) => models.includes(model))) return null;
	return { floor, models, topFloorOf: new Map(reaching.map(({ model, topFloor }) => [model, topFloor])) };
}

function isShort({ neededLps, availableLps, shortFromS }: Supply): boolean {
	return shortFromS !== null || (neededLps !== null && availableLps !== null && availableLps < neededLps);
}
