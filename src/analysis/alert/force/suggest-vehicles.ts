import type { Aerial } from '../../../domain/alert/aerial.ts';
import type { Force } from '../../../domain/alert/force.ts';
import type { Reason } from '../../../domain/alert/shapes.ts';
import { readSides } from '../../../domain/alert/side-reach.ts';
import { isBurning } from '../../../domain/alert/situation.ts';
import type { Supply } from '../../../domain/alert/supply.ts';
import type { Target } from '../../../domain/assessment.ts';
import type { Closure } from '../../../domain/closure.ts';
import type { Station } from '../../../domain/station.ts';
import type { Vehicle } from '../../../domain/vehicle.ts';
import type { RoadIndex } from '../../routing/road-index.ts';
import type { Part, Site } from '../site.ts';
import { findWantedFloor } from './aerial-need.ts';
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

/** Aerials that are compared where they arrive at about the same time. */
const MOST_ALIKE = 6;

type Suggested = Force['suggested'][number];

/**
 * Rule A20: which vehicles does the place ask for beyond the card? The first aerial to arrive that reaches the floor that burns (the top one
 * where none is named), of those of about the same time the smallest, unless one that is sent does; where something burns, tankers where
 * the water falls short, and smoke extraction for high-rises and below ground, unless the card sends it. Of those that can come, the first to
 * arrive. Nothing where there are no roads. Cost: a search for each.
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

	const { values } = table;
	const wanted = aerial && findWantedAerials(aerial, force, target, situation.fireFloor, values['force.groundLadderM']);
	for (const models of wanted?.choices ?? []) {
		const arriving = findFree(({ model }) => models.includes(model), MOST_ALIKE);
		const lastS = (arriving[0]?.arrivalS ?? 0) + values['force.sameArrivalS'];
		const alike = arriving.filter(({ arrivalS }) => arrivalS <= lastS);
		alike.sort((a, b) => models.indexOf(a.vehicle.model) - models.indexOf(b.vehicle.model));
		const [first] = alike;
		if (!first) continue;
		suggest([first], {
			code: 'suggest-aerial',
			params: { floor: wanted?.floor ?? null, topFloor: wanted?.topFloorOf.get(first.vehicle.model) ?? null },
		});
		break;
	}

	const isFire = isBurning(situation);
	if (isFire && supply && isShort(supply)) {
		const { neededLps, availableLps, shortFromS } = supply;
		const isThere = neededLps !== null && availableLps !== null && availableLps >= neededLps;
		suggest(
			findFree(({ type }) => type === 'GS', table.values['force.tankersWhenShort']),
			isThere
				? { code: 'suggest-water-later', params: { shortFromS } }
				: { code: 'suggest-water', params: { neededLps, availableLps } },
		);
	}

	const isBelow = situation.fireFloor !== null && situation.fireFloor < 0;
	if (isFire && (isBelow || isHighRise(target)) && !force.assigned.some(({ type }) => type === 'PY'))
		suggest(
			findFree(({ type }) => type === 'PY', 1),
			{ code: isBelow ? 'suggest-smoke-underground' : 'suggest-smoke-high-rise', params: {} },
		);
	return { value: { ...force, suggested }, findings: [] };
}

/**
 * Models that land on the wanted floor, least work height first: those that carry people, then water towers, of which one that is sent is
 * enough. null = a ladder from the ground does, or one that carries people and is sent.
 */
function findWantedAerials(
	aerial: Aerial,
	{ assigned }: Force,
	target: SuggestOptions['target'],
	fireFloor: number | null,
	groundLadderM: number,
): { readonly floor: number; readonly choices: string[][]; readonly topFloorOf: Map<string, number | null> } | null {
	const { appliances, storeyM } = aerial;
	const floor = findWantedFloor(target, fireFloor);
	if (floor === null || storeyM === null || (floor - 1) * storeyM <= groundLadderM) return null;
	const landing = appliances.filter((each) =>
		readSides(aerial, each).some(({ reached }) =>
			reached.some((run) => run.fromFloor <= floor && run.toFloor >= floor),
		),
	);
	const listModels = (isWanted: boolean) =>
		landing.filter(({ carriesPeople }) => carriesPeople === isWanted).map(({ model }) => model);
	const [withPeople, towers] = [listModels(true), listModels(false)];
	const isSent = (models: readonly string[]) => assigned.some(({ model }) => models.includes(model));
	if (isSent(withPeople)) return null;
	const choices = isSent(towers) ? [withPeople] : [withPeople, towers];
	return { floor, choices, topFloorOf: new Map(landing.map(({ model, topFloor }) => [model, topFloor])) };
}

function isShort({ neededLps, availableLps, shortFromS }: Supply): boolean {
	return shortFromS !== null || (neededLps !== null && availableLps !== null && availableLps < neededLps);
}
