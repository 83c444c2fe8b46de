import type { Sketch } from '../../client/sketch.ts';
import type { LiveStore } from '../../client/state/live-store.ts';
import type { Incident } from '../../domain/incident.ts';
import { listMarkedTrucks, type MarkedReachStore, NO_MARKED } from './marked-reach-store.ts';
import { readServerClock } from './server-clock.ts';
import type { SketchStore } from './sketch-store.ts';
import type { TacticsStore } from './tactics-store.ts';
import { watchRoadsReady } from './watch-roads-ready.ts';
import type { WaysStore } from './ways-store.ts';
import { readSituation, type WhatIfStore } from './what-if-store.ts';

/** What the reach of the sketch's aerials follows. */
export interface MarkedReachFollowing {
	readonly live: LiveStore;
	readonly sketch: SketchStore;
	readonly tactics: TacticsStore;
	readonly ways: WaysStore;
	readonly whatIf: WhatIfStore;
	readonly markedReach: MarkedReachStore;
	/** This machine's clock. */
	readonly nowMs?: () => number;
}

/**
 * Reckons what the aerials of the sketch reach whenever they, the phases that are shown, what is supposed or the closures change: by the
 * page's own analysis, one question at a time, the next one with what holds then. Every page that shows the same phases has the same
 * answer. Nothing is recorded. Returns its undo.
 */
export function followMarkedReach(following: MarkedReachFollowing): () => void {
	const { live, sketch: sketches, tactics, ways, whatIf, markedReach: store, nowMs = () => Date.now() } = following;
	let followed: Sketch | null = null;
	let unfollow: () => void = () => {};
	let running: AbortController | null = null;
	let answeredKey = '';

	function findIncident(): Incident | undefined {
		return live.getState().incidents.find(({ id }) => id === followed?.incidentId);
	}

	function follow(): void {
		const incident = findIncident();
		const placed = followed ? listMarkedTrucks(followed.marks.getState().marks, tactics.getState().hidden) : [];
		const canAssess = incident?.assessment?.place === 'inside-city';
		if (!incident || placed.length === 0 || !canAssess) {
			stop();
			if (store.getState().marked.length > 0 || store.getState().incidentId !== (incident?.id ?? null)) {
				store.setState({ ...NO_MARKED, incidentId: incident?.id ?? null });
			}
			return;
		}
		const situation = { ...readSituation(incident, whatIf.getState()), placed };
		const { activeClosures } = live.getState();
		const key = JSON.stringify([incident.id, situation, activeClosures.map(({ id }) => id)]);
		if (key === answeredKey) return;
		const { incidentId, assessment } = store.getState();
		store.setState({
			...{ incidentId: incident.id, marked: placed, status: 'loading' },
			assessment: incidentId === incident.id ? assessment : null,
		});
		if (!running) void assess(incident, situation, key);
	}

	async function assess(incident: Incident, situation: ReturnType<typeof readSituation>, key: string): Promise<void> {
		const { analysis } = ways.getState();
		if (!analysis) return;
		const mine = new AbortController();
		running = mine;
		const { activeClosures: closures } = live.getState();
		const at = { lon: incident.lon, lat: incident.lat };
		try {
			const query = { at, situation, closures, nowMs: readServerClock(live.getState(), nowMs()) };
			const assessment = await analysis.assess(query, mine.signal);
			if (mine.signal.aborted) return;
			answeredKey = key;
			running = null;
			store.setState({ status: 'ready', assessment });
			follow();
		} catch {
			if (mine.signal.aborted) return;
			running = null;
			answeredKey = '';
			store.setState({ status: 'failed' });
		}
	}

	function stop(): void {
		running?.abort();
		running = null;
		answeredKey = '';
	}

	function followSketch(): void {
		const { sketch } = sketches.getState();
		if (sketch !== followed) {
			stop();
			unfollow();
			followed = sketch;
			unfollow =
				sketch?.marks.subscribe((state, before) => {
					if (state.marks !== before.marks) follow();
				}) ?? (() => {});
		}
		follow();
	}

	const undo = [
		sketches.subscribe(followSketch),
		tactics.subscribe((state, before) => {
			if (state.hidden !== before.hidden) follow();
		}),
		whatIf.subscribe((state, before) => {
			if (state.situation !== before.situation) follow();
		}),
		live.subscribe((state, before) => {
			if (state.activeClosures !== before.activeClosures || state.incidents !== before.incidents) follow();
		}),
		ways.subscribe((state, before) => {
			if (state.analysis === before.analysis) return;
			stop();
			follow();
		}),
		watchRoadsReady(ways, follow),
	];
	followSketch();
	return () => {
		unfollow();
		running?.abort();
		for (const unsubscribe of undo) unsubscribe();
	};
}
