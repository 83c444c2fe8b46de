import type { LiveStore } from '../../client/state/live-store.ts';
import type { SelectionStore } from '../../client/state/selection-store.ts';
import { type Closure, isClosureActive } from '../../domain/closure.ts';
import type { Incident } from '../../domain/incident.ts';
import { readServerClock } from './server-clock.ts';
import { readAssessedAtMs } from './use-shown-assessment.ts';
import { watchRoadsReady } from './watch-roads-ready.ts';
import type { WaysStore } from './ways-store.ts';
import { type ClosureChange, describeNothing, NO_CHANGE, readSituation, type WhatIfStore } from './what-if-store.ts';

/** What the shown incident's assessment follows. */
export interface WhatIfFollowing {
	readonly live: LiveStore;
	readonly selection: SelectionStore;
	readonly ways: WaysStore;
	readonly whatIf: WhatIfStore;
	/** This machine's clock. */
	readonly nowMs?: () => number;
}

/**
 * What of the closures is other than when the recorded assessment was made. A closure lifted before this page was opened is known by the
 * limits that the recorded ways met.
 */
export function findClosureChange(
	incident: Incident,
	closures: readonly Closure[],
	active: readonly Closure[],
): ClosureChange {
	const madeAtMs = readAssessedAtMs(incident);
	const met = (incident.assessment?.stations ?? []).flatMap(({ limits, refused }) =>
		[...limits, ...(refused?.limits ?? [])].flatMap(({ closureId }) => closureId ?? []),
	);
	const held = closures.filter((closure) => closure.createdAtMs <= madeAtMs && isClosureActive(closure, madeAtMs));
	const recorded = new Set([...met, ...held.map(({ id }) => id)]);
	const now = new Set(active.map(({ id }) => id));
	return {
		added: [...now].filter((id) => !recorded.has(id)),
		lifted: [...recorded].filter((id) => !now.has(id)),
	};
}

/**
 * Assesses the shown incident anew in the page whenever what is supposed of it, or the closures, are others than those it was recorded
 * with; when they are the same again, the record holds. One question at a time, the next one with what holds then. What the questions
 * need is read as soon as the page has its roads, so that they are answered without a server. What failed is asked again once the roads
 * or the server are there. The stored assessment stays as it is. Returns its undo.
 */
export function followWhatIf({ live, selection, ways, whatIf, nowMs = () => Date.now() }: WhatIfFollowing): () => void {
	let running: AbortController | null = null;
	let answeredKey: string | null = null;
	let gatheredId: string | null = null;
	let closuresKey: string | null = null;

	function findIncident(): Incident | undefined {
		const { incidentId } = selection.getState();
		return live.getState().incidents.find(({ id }) => id === incidentId);
	}

	function follow(): void {
		const incident = findIncident();
		if (whatIf.getState().incidentId !== (incident?.id ?? null)) {
			stop();
			ways.setState({ choices: {} });
			whatIf.setState(describeNothing(incident?.id ?? null), true);
		}
		if (!incident || incident.closedAtMs !== null || incident.assessment?.place !== 'inside-city') {
			rest(NO_CHANGE);
			return;
		}
		gather(incident);
		const { closures, activeClosures } = live.getState();
		const change = findClosureChange(incident, closures, activeClosures);
		const isOtherRoads = change.added.length + change.lifted.length > 0;
		forgetChoices(incident.id, isOtherRoads ? activeClosures : []);
		if (!isOtherRoads && Object.keys(whatIf.getState().situation).length === 0) {
			rest(change);
			return;
		}
		void assess(incident, change);
	}

	/** Chosen ways hold for one incident and its closures. */
	function forgetChoices(incidentId: string, closures: readonly Closure[]): void {
		const key = JSON.stringify([incidentId, closures.map(({ id }) => id).sort()]);
		if (closuresKey !== null && closuresKey !== key) ways.setState({ choices: {} });
		closuresKey = key;
	}

	async function assess(incident: Incident, closures: ClosureChange): Promise<void> {
		const { analysis } = ways.getState();
		const { activeClosures } = live.getState();
		const situation = readSituation(incident, whatIf.getState());
		const key = JSON.stringify([incident.id, situation, activeClosures.map(({ id }) => id).sort()]);
		if (key === answeredKey) return;
		whatIf.setState({ status: 'loading', error: null, closures });
		// The one that runs is followed by the newest.
		if (!analysis || running) return;
		const mine = new AbortController();
		running = mine;
		const { signal } = mine;
		const at = { lon: incident.lon, lat: incident.lat };
		const reckonedAtMs = readServerClock(live.getState(), nowMs());
		const query = { at, situation, closures: activeClosures, nowMs: reckonedAtMs };
		try {
			const askedAtMs = performance.now();
			const assessment = await analysis.assess(query, signal);
			if (signal.aborted) return;
			answeredKey = key;
			whatIf.setState({ status: 'ready', assessment, reckonedAtMs, tookMs: performance.now() - askedAtMs });
		} catch (error) {
			if (signal.aborted) return;
			answeredKey = null;
			running = null;
			whatIf.setState({ status: 'failed', error });
			return;
		}
		running = null;
		follow();
	}

	function gather({ id, lon, lat }: Incident): void {
		const { analysis } = ways.getState();
		if (gatheredId === id || analysis?.status.getState().state !== 'ready') return;
		gatheredId = id;
		analysis.gather({ lon, lat }).catch(() => {
			// A question that needs it will say why.
			if (gatheredId === id) gatheredId = null;
		});
	}

	function stop(): void {
		running?.abort();
		running = null;
		answeredKey = null;
	}

	function rest(closures: ClosureChange): void {
		stop();
		const { status, assessment } = whatIf.getState();
		if (status === 'idle' && assessment === null) return;
		whatIf.setState({ status: 'idle', error: null, assessment: null, reckonedAtMs: 0, tookMs: null, closures });
	}

	const undo = [
		live.subscribe((state, before) => {
			const isBack = state.connection === 'live' && before.connection !== 'live';
			if (state.activeClosures !== before.activeClosures || state.incidents !== before.incidents || isBack) follow();
		}),
		selection.subscribe((state, before) => {
			if (state.incidentId !== before.incidentId) follow();
		}),
		whatIf.subscribe((state, before) => {
			if (state.situation !== before.situation) follow();
		}),
		ways.subscribe((state, before) => {
			if (state.analysis === before.analysis) return;
			stop();
			gatheredId = null;
			ways.setState({ choices: {} });
			follow();
		}),
		watchRoadsReady(ways, follow),
	];
	follow();
	return () => {
		running?.abort();
		for (const unsubscribe of undo) unsubscribe();
	};
}
