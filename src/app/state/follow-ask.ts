import type { LiveStore } from '../../client/state/live-store.ts';
import type { IsochroneQuery, RouteQuery } from '../../domain/route.ts';
import { readServerClock } from './server-clock.ts';
import type { UiStore } from './ui-store.ts';
import type { AskVehicle, VehicleAnswer } from './way.ts';
import { listAskedVehicles, NOTHING_ASKED, type RouteAsk, type WaysStore } from './ways-store.ts';

/** What the answers of the route tool follow. */
export interface AskFollowing {
	readonly live: LiveStore;
	readonly ui: UiStore;
	readonly ways: WaysStore;
	/** This machine's clock. */
	readonly nowMs?: () => number;
}

/** Bands of the isochrone, minutes. */
const ISOCHRONE_MINUTES = [5, 10, 15];
const MOST_WAYS = 3;

/** The questions of an ask, by vehicle; empty while an end is missing. */
export function listRouteQueries(
	{ from, to, exemptions, ...asked }: RouteAsk,
	departAtMs: number,
): { readonly model: AskVehicle; readonly query: RouteQuery }[] {
	if (!from || !to) return [];
	const known = listAskedVehicles(asked);
	const count = known.length > 1 ? 1 : MOST_WAYS;
	return known.map((model) => ({
		model,
		query: {
			vehicle: model.profile,
			exemptions,
			departAtMs,
			from: { lon: from.lon, lat: from.lat },
			to: { lon: to.lon, lat: to.lat },
			metric: 'time',
			count,
			building: null,
		},
	}));
}

/** The question how far the first vehicle gets; null = not wanted, or there is no start. */
export function findIsochroneQuery(
	{ from, exemptions, isochrone, ...asked }: RouteAsk,
	departAtMs: number,
): IsochroneQuery | null {
	const [model] = listAskedVehicles(asked);
	if (!isochrone || !from || !model) return null;
	return {
		vehicle: model.profile,
		exemptions,
		departAtMs,
		at: { lon: from.lon, lat: from.lat },
		direction: 'from',
		minutes: ISOCHRONE_MINUTES,
	};
}

/** Answers what is asked with the route tool in the page itself, anew for each change of question, closures or roads. Returns its undo. */
export function followAsk({ live, ui, ways, nowMs = () => Date.now() }: AskFollowing): () => void {
	let running = new AbortController();

	async function ask(signal: AbortSignal): Promise<void> {
		const { analysis, ask: asking } = ways.getState();
		const { closures } = live.getState();
		const departAtMs = asking.departAtMs ?? readServerClock(live.getState(), nowMs());
		const queries = listRouteQueries(asking, departAtMs);
		const reach = findIsochroneQuery(asking, departAtMs);
		if (!analysis || ui.getState().tool !== 'route' || (queries.length === 0 && !reach)) {
			if (ways.getState().asked !== NOTHING_ASKED) ways.setState({ asked: NOTHING_ASKED });
			return;
		}
		ways.setState(({ asked }) => ({ asked: { ...asked, status: 'loading', error: null } }));
		try {
			const [answers, isochrone] = await Promise.all([
				Promise.all(
					queries.map(
						async ({ model, query }): Promise<VehicleAnswer> => ({
							model,
							answer: await analysis.findRoute(query, closures, signal),
						}),
					),
				),
				reach && analysis.findIsochrone(reach, closures, signal),
			]);
			if (!signal.aborted) {
				ways.setState({ asked: { status: 'ready', error: null, answers, isochrone, departAtMs }, choices: {} });
			}
		} catch (error) {
			if (!signal.aborted) ways.setState({ asked: { ...NOTHING_ASKED, status: 'failed', error } });
		}
	}

	function follow(): void {
		running.abort();
		running = new AbortController();
		void ask(running.signal);
	}

	const undo = [
		ways.subscribe((state, before) => {
			if (state.ask !== before.ask || state.analysis !== before.analysis) follow();
		}),
		live.subscribe((state, before) => {
			if (state.closures !== before.closures || state.activeClosures !== before.activeClosures) follow();
		}),
		ui.subscribe((state, before) => {
			if ((state.tool === 'route') !== (before.tool === 'route')) follow();
		}),
	];
	follow();
	return () => {
		running.abort();
		for (const unsubscribe of undo) unsubscribe();
	};
}
