import type { LiveStore } from '../../client/state/live-store.ts';
import type { SelectionStore } from '../../client/state/selection-store.ts';
import { askFirstDue } from '../../domain/ask-first-due.ts';
import { type Closure, isClosureActive } from '../../domain/closure.ts';
import type { Incident } from '../../domain/incident.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../domain/vehicle.ts';
import type { PackStore } from './pack-store.ts';
import { readServerClock } from './server-clock.ts';
import { watchRoadsReady } from './watch-roads-ready.ts';
import { ALARM_WAYS, listFleetWays } from './way.ts';
import type { Reckoned, WaysStore } from './ways-store.ts';

/** What the ways of the shown incident follow. */
export interface AlarmWaysFollowing {
	readonly live: LiveStore;
	readonly selection: SelectionStore;
	readonly pack: PackStore;
	readonly ways: WaysStore;
	/** This machine's clock. */
	readonly nowMs?: () => number;
}

/** Which closures hold now and did not when the incident was recorded, and the other way round; ids. */
export interface ClosureChange {
	readonly added: readonly string[];
	readonly lifted: readonly string[];
}

/**
 * What of the closures is other than when the incident was recorded. A closure lifted before this page was opened is known by the
 * limits that the recorded ways met.
 */
export function findClosureChange(
	{ createdAtMs, assessment }: Incident,
	closures: readonly Closure[],
	active: readonly Closure[],
): ClosureChange {
	const met = assessment.stations.flatMap(({ limits, refused }) =>
		[...limits, ...(refused?.limits ?? [])].flatMap(({ closureId }) => closureId ?? []),
	);
	const held = closures.filter(
		(closure) => closure.createdAtMs <= createdAtMs && isClosureActive(closure, createdAtMs),
	);
	const recorded = new Set([...met, ...held.map(({ id }) => id)]);
	const now = new Set(active.map(({ id }) => id));
	return {
		added: [...now].filter((id) => !recorded.has(id)),
		lifted: [...recorded].filter((id) => !now.has(id)),
	};
}

/**
 * Finds the shown incident's ways anew in the page whenever the closures become others than those it was recorded with; when they are
 * the same again, the record holds. What failed for want of roads is asked again once they are there. The stored assessment stays as it is. Returns its undo.
 */
export function followAlarmWays({
	live,
	selection,
	pack,
	ways,
	nowMs = () => Date.now(),
}: AlarmWaysFollowing): () => void {
	let running = new AbortController();
	let lastKey: string | null = null;

	function findIncident(): Incident | undefined {
		const { incidentId } = selection.getState();
		return live.getState().incidents.find(({ id }) => id === incidentId);
	}

	function follow(): void {
		const incident = findIncident();
		const { closures, activeClosures } = live.getState();
		const { routing } = ways.getState();
		const state = pack.getState();
		const change = incident && findClosureChange(incident, closures, activeClosures);
		const isOther = change !== undefined && change.added.length + change.lifted.length > 0;
		const stations = state.status === 'ready' ? state.stations : [];
		const isOpen = incident !== undefined && incident.closedAtMs === null;
		if (!incident || !isOpen || !isOther || stations.length === 0 || incident.assessment.place !== 'inside-city') {
			stop();
			return;
		}
		if (!routing) return;
		const key = JSON.stringify([incident.id, activeClosures.map(({ id }) => id).sort(), stations.length]);
		if (key === lastKey) return;
		running.abort();
		running = new AbortController();
		lastKey = key;
		const { signal } = running;
		const before = ways.getState().reckoned;
		const kept = before?.incidentId === incident.id ? before.ways : null;
		const told: Reckoned = { incidentId: incident.id, status: 'loading', error: null, ways: kept, ...change };
		ways.setState({ reckoned: told, choices: {} });
		const departAtMs = readServerClock(live.getState(), nowMs());
		const query = askFirstDue({
			to: incident,
			stations,
			vehicle: DEFAULT_VEHICLE_PROFILE,
			target: incident.assessment.target,
			departAtMs,
			count: ALARM_WAYS,
		});
		routing.findFleet(query, activeClosures, signal).then(
			(answer) => {
				if (signal.aborted) return;
				ways.setState({ reckoned: { ...told, status: 'ready', ways: listFleetWays(answer, stations, departAtMs) } });
			},
			(error: unknown) => {
				if (signal.aborted) return;
				lastKey = null;
				ways.setState({ reckoned: { ...told, status: 'failed', error } });
			},
		);
	}

	function stop(): void {
		running.abort();
		lastKey = null;
		if (ways.getState().reckoned) ways.setState({ reckoned: null, choices: {} });
	}

	const undo = [
		live.subscribe((state, before) => {
			if (state.activeClosures !== before.activeClosures || state.incidents !== before.incidents) follow();
		}),
		selection.subscribe((state, before) => {
			if (state.incidentId === before.incidentId) return;
			// What was chosen holds for one incident; a station has a way to the next one too.
			ways.setState({ choices: {} });
			follow();
		}),
		pack.subscribe(follow),
		ways.subscribe((state, before) => {
			if (state.routing !== before.routing) {
				lastKey = null;
				ways.setState({ choices: {} });
				follow();
			}
		}),
		watchRoadsReady(ways, follow),
	];
	follow();
	return () => {
		running.abort();
		for (const unsubscribe of undo) unsubscribe();
	};
}
