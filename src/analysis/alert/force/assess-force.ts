import type { Force } from '../../../domain/alert/force.ts';
import type { StationRoute, Target } from '../../../domain/assessment.ts';
import type { Sourced } from '../../../domain/building.ts';
import type { Closure } from '../../../domain/closure.ts';
import type { AssumptionId } from '../../../domain/service/assumptions.ts';
import type { RunCard, RunCardObject } from '../../../domain/service/run-card.ts';
import type { Station } from '../../../domain/station.ts';
import { findTravelBand } from '../../../domain/travel-table.ts';
import { assessCoverage } from '../../coverage/assess-coverage.ts';
import type { RoadIndex } from '../../routing/road-index.ts';
import { createRuleFindings } from '../create-finding.ts';
import type { Part, Site } from '../site.ts';
import { findWantedHeightM } from './aerial-need.ts';
import { type AssignedVehicle, assignVehicles } from './assign-vehicles.ts';
import { ArrivalFinder } from './find-arrivals.ts';
import { judgeStations } from './judge-stations.ts';
import { type LevelFacts, nameCardObject, proposeLevel } from './propose-level.ts';
import { rankStations } from './rank-stations.ts';
import { suggestMoveUps } from './suggest-move-ups.ts';

/** What of the site's facts the force hangs on. */
export type ForceTarget = LevelFacts & Pick<Target, 'polygons'>;

export interface ForceOptions {
	/** As described by rule A1; null = no building. */
	readonly target: ForceTarget | null;
	/** Roads that commanders closed. */
	readonly closures: readonly Closure[];
	/** How many first-due stations are described. */
	readonly stationCount: number;
}

/** What the rules of force make of a site. */
export interface AssessedForce {
	readonly force: Force;
	/** Rule A4: by arrival, then those without a way. */
	readonly routes: StationRoute[];
}

/**
 * Rules A4 and A19 to A21: how much is sent, who comes from where and when, and what is left elsewhere. Everyone leaves at `site.nowMs`, by
 * the index's travel table. `index` null: the roads could not be read; then level and card stand, nothing is assigned and the rest is unknown.
 * Cost: a search for each network of vehicles that the card asks for, the ways of the first stations in full, and the coverage: some 25 ms
 * for 130 stations with everything made.
 */
export function assessForce(
	site: Site,
	stations: readonly Station[],
	index: RoadIndex | null,
	{ target, closures, stationCount }: ForceOptions,
): Part<AssessedForce> {
	const { at, nowMs, situation, table, manifest } = site;
	const unavailable = new Set(situation.unavailable);
	const proposed = proposeLevel(target, situation, table.values);
	const card = findRunCard(table.runCards, nameCardObject(target, situation), situation.level ?? proposed.level);
	const active = index?.findActiveClosures(closures, nowMs);
	const finder =
		index && active ? new ArrivalFinder(index, { to: at, target, departAtMs: nowMs, closures: active }) : null;
	const ranked =
		index && finder
			? rankStations(index, finder, stations, { at, nowMs, target, stationCount, closures, unavailable })
			: null;
	const { assigned, missing } = assignVehicles(finder, stations, card, unavailable, {
		streamOnlyWaitS: table.values['force.streamOnlyWaitS'],
		sameArrivalS: table.values['force.sameArrivalS'],
		heightM: findWantedHeightM(target, situation.fireFloor, table.values),
	});
	const sent = new Set(assigned.map(({ vehicle: { id } }) => id));
	let coverage: Force['coverage'] = null;
	if (index && active) {
		const limitS = table.values['force.firstArrivalS'];
		const query = { departAtMs: nowMs, limitS, closures: active };
		const hole = assessCoverage(index, stations, at, { unavailable, assigned: sent }, query);
		const away = new Set([...unavailable, ...sent]);
		const moveUps = suggestMoveUps(index, stations, hole, away, query, table.values);
		const { emptied, holeRoadKm, holeAreaKm2, polygons } = hole;
		coverage = { limitS, emptied, holeRoadKm, holeAreaKm2, polygons, moveUps };
	}
	const force: Force = {
		level: { proposed: proposed.level, set: situation.level, reasons: [...proposed.reasons] },
		card: { object: card.object, level: card.level, source: card.source, verified: card.verified },
		assigned: assigned.map(describeDue),
		missing,
		suggested: [],
		coverage,
		sources: { level: proposed.sourced, ...describeSources(site, card, index, coverage) },
	};
	return {
		value: { force, routes: ranked?.routes ?? [] },
		findings: [
			...(ranked ? judgeStations(manifest, nowMs, ranked, table.values['force.firstArrivalS']) : []),
			...judgeForce(site, force, findUnknown(stations, unavailable)),
		],
	};
}

/** The card of an object and level; where the service has none so high the highest it has, where it has none of the object the ordinary one. */
function findRunCard(cards: readonly RunCard[], object: RunCardObject, level: number): RunCard {
	const ofObject = cards.filter((card) => card.object === object);
	const usable = ofObject.length > 0 ? ofObject : cards.filter((card) => card.object === 'ordinary');
	const upTo = usable.filter((card) => card.level <= level).sort((a, b) => b.level - a.level);
	return upTo[0] ?? { object, level, vehicles: [], source: 'none', verified: false };
}

/** A vehicle with its arrival, as the assessment has it. */
export function describeDue({ vehicle, station, arrivalS, distanceM }: AssignedVehicle): Force['assigned'][number] {
	return {
		vehicleId: vehicle.id,
		plate: vehicle.plate,
		type: vehicle.type,
		model: vehicle.model,
		stationId: station.id,
		stationName: station.name,
		stationNameEn: station.nameEn,
		arrivalS,
		distanceM,
		tankT: vehicle.tankT,
		pumpLps: vehicle.pumpLps,
		workHeightM: vehicle.workHeightM,
	};
}

function describeSources(
	{ nowMs, table }: Site,
	card: RunCard,
	index: RoadIndex | null,
	coverage: Force['coverage'],
): Force['sources'] {
	const computed = (ruleId: string, note: string, inputs: Sourced['inputs'], assumptions: AssumptionId[]): Sourced => ({
		basis: 'computed',
		source: 'fengtu',
		date: null,
		note,
		ruleId,
		inputs: { ...inputs },
		assumptions,
	});
	const travel = index && {
		travelTable: index.table.source,
		timeOfDay: findTravelBand(index.table, nowMs),
		turnoutS: index.table.turnoutS[findTravelBand(index.table, nowMs)],
	};
	return {
		card: computed('A20', 'run-card', { object: card.object, level: card.level, cardSource: card.source }, []),
		arrival: computed('A20', 'turnout-and-travel', { ...travel }, []),
		coverage: computed(
			'A21',
			'road-within-limit',
			{ ...travel, limitS: table.values['force.firstArrivalS'], emptiedStations: coverage?.emptied.length ?? null },
			['force.firstArrivalS'],
		),
	};
}

/** Ids of vehicles that no station lists. */
function findUnknown(stations: readonly Station[], ids: ReadonlySet<string>): string[] {
	if (ids.size === 0) return [];
	const onFile = new Set(stations.flatMap(({ vehicles }) => vehicles.map(({ id }) => id)));
	return [...ids].filter((id) => !onFile.has(id));
}

/** What a commander must read of it: a level below the criteria's, vehicles that nobody has or knows, the hole. */
function judgeForce(
	{ manifest, nowMs, table }: Site,
	{ level, missing, coverage, card }: Force,
	unknownIds: readonly string[],
): Part<null>['findings'] {
	const grade = createRuleFindings(manifest, nowMs, 'A19');
	if (level.set !== null && level.set < level.proposed)
		grade.say('attention', 'force/level-below-criteria', { level: level.set, proposed: level.proposed });
	const sending = createRuleFindings(manifest, nowMs, 'A20');
	const count = missing.reduce((sum, line) => sum + line.count, 0);
	if (count > 0) sending.say('attention', 'force/missing', { count, level: card.level });
	if (unknownIds.length > 0)
		sending.say(
			'unknown',
			'force/away-unknown',
			{ count: unknownIds.length, id: unknownIds[0] as string },
			unknownIds.map((id) => ({ id })),
		);
	const cover = createRuleFindings(manifest, nowMs, 'A21');
	if (coverage === null) cover.say('unknown', 'force/coverage-unknown', {});
	else if (coverage.holeRoadKm >= table.values['coverage.tellKm'] && coverage.holeRoadKm > 0)
		cover.say(
			'attention',
			'force/coverage-hole',
			{ roadKm: coverage.holeRoadKm, stations: coverage.emptied.length, limitS: coverage.limitS },
			coverage.emptied.map((id) => ({ id })),
		);
	return [...grade.findings, ...sending.findings, ...cover.findings];
}
