import type { Incident } from '../../domain/incident.ts';
import type { ResourceRequest } from '../../domain/records/resource-request.ts';
import type { Task } from '../../domain/records/task.ts';
import { findParDueMs, type Team } from '../../domain/records/team.ts';
import type { Unit } from '../../domain/records/unit.ts';
import type { UnitState } from '../../domain/records/unit-state.ts';

/** Duty states as a wall counts them together: standing by, under way, at the scene, jets on, going back, not available. */
export const WALL_STATES = {
	ready: ['10', '26'],
	moving: ['20', '21'],
	there: ['22', '24', '27'],
	water: ['23'],
	back: ['25'],
	training: ['30'],
} as const satisfies Readonly<Record<string, readonly UnitState[]>>;
export type WallState = keyof typeof WALL_STATES;

/** How many units are in each group of states. */
export function countWallStates(units: readonly Pick<Unit, 'state'>[]): Readonly<Record<WallState, number>> {
	const count = (states: readonly UnitState[]) => units.filter(({ state }) => states.includes(state)).length;
	return {
		ready: count(WALL_STATES.ready),
		moving: count(WALL_STATES.moving),
		there: count(WALL_STATES.there),
		water: count(WALL_STATES.water),
		back: count(WALL_STATES.back),
		training: count(WALL_STATES.training),
	};
}

/** Stations that have vehicles, of which none stands by (10): all are out. A station whose vehicles are unknown is not among them. */
export function findEmptyStations(units: readonly Pick<Unit, 'stationId' | 'state'>[]): ReadonlySet<string> {
	const ready = new Set(units.filter(({ state }) => state === '10').map(({ stationId }) => stationId));
	return new Set(units.map(({ stationId }) => stationId).filter((id) => !ready.has(id)));
}

/** Something that somebody has to do something about; the most dangerous first. */
export type WallNeed =
	| { readonly kind: 'evacuation'; readonly incident: Incident; readonly atMs: number }
	| { readonly kind: 'par'; readonly team: Team; readonly incident: Incident | undefined; readonly atMs: number }
	| { readonly kind: 'not-sent'; readonly incident: Incident; readonly atMs: number }
	| { readonly kind: 'hole'; readonly incident: Incident; readonly roadKm: number; readonly atMs: number | null }
	| { readonly kind: 'requests'; readonly count: number; readonly atMs: number }
	| { readonly kind: 'tasks'; readonly count: number; readonly atMs: number };

/** What is looked at for needs. */
export interface WallFacts {
	/** That are open. */
	readonly incidents: readonly Incident[];
	/** Of any incidents. */
	readonly dispatches: readonly { readonly incidentId: string }[];
	readonly teams: readonly Team[];
	readonly requests: readonly ResourceRequest[];
	readonly tasks: readonly Task[];
	/** The server's clock. */
	readonly nowMs: number;
}

/** An acknowledged fire that nobody was sent to for so long is a need, ms. Assumption, not sourced: call to order is 60 s [K]. */
const UNSENT_AFTER_MS = 60_000;

/** What needs attention now. `atMs`: since when. */
export function findWallNeeds({
	incidents,
	dispatches,
	teams,
	requests,
	tasks,
	nowMs,
}: WallFacts): readonly WallNeed[] {
	const ofId = new Map(incidents.map((incident) => [incident.id, incident]));
	const sentTo = new Set(dispatches.map(({ incidentId }) => incidentId));
	const open = requests.filter(({ state, incidentId }) => state === 'asked' && ofId.has(incidentId));
	const overdue = tasks.filter(
		({ state, dueAtMs }) => (state === 'open' || state === 'accepted') && dueAtMs !== null && dueAtMs < nowMs,
	);
	return [
		...incidents.flatMap((incident): WallNeed[] =>
			incident.evacuation && incident.evacuation.endedAtMs === null
				? [{ kind: 'evacuation', incident, atMs: incident.evacuation.orderedAtMs }]
				: [],
		),
		...teams.flatMap((team): WallNeed[] => {
			const dueMs = findParDueMs(team);
			return dueMs !== null && dueMs <= nowMs
				? [{ kind: 'par', team, incident: ofId.get(team.incidentId), atMs: dueMs }]
				: [];
		}),
		...incidents.flatMap((incident): WallNeed[] =>
			incident.acknowledgedAtMs !== null &&
			!sentTo.has(incident.id) &&
			nowMs - incident.acknowledgedAtMs >= UNSENT_AFTER_MS
				? [{ kind: 'not-sent', incident, atMs: incident.acknowledgedAtMs }]
				: [],
		),
		...incidents.flatMap((incident): WallNeed[] => {
			const roadKm = incident.assessment?.force?.coverage?.holeRoadKm ?? 0;
			// A suggestion leaves no hole: somebody must have been sent.
			return roadKm > 0 && sentTo.has(incident.id)
				? [{ kind: 'hole', incident, roadKm, atMs: incident.assessed?.madeAtMs ?? null }]
				: [];
		}),
		...countNeed(
			'requests',
			open.map(({ createdAtMs }) => createdAtMs),
		),
		...countNeed(
			'tasks',
			overdue.map(({ dueAtMs }) => dueAtMs ?? nowMs),
		),
	];
}

function countNeed(kind: 'requests' | 'tasks', sinceMs: readonly number[]): WallNeed[] {
	return sinceMs.length === 0 ? [] : [{ kind, count: sinceMs.length, atMs: Math.min(...sinceMs) }];
}

/** A station's name without the words that all of them have: '东城消防救援站' -> '东城'. */
export function shortenStation(name: string): string {
	return name.replace(/(消防)?(救援)?(站|大队|中队)$/u, '').replace(/ fire( and rescue)?( station)?$/iu, '') || name;
}
