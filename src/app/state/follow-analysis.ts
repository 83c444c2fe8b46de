import type { Api } from '../../client/api.ts';
import { type CityAnalysis, createCityAnalysis } from '../../client/city-analysis.ts';
import type { LiveStore } from '../../client/state/live-store.ts';
import { PACK_FILES } from '../../domain/pack/manifest.ts';
import { hashOf, type PackStore } from './pack-store.ts';
import type { WaysStore } from './ways-store.ts';

/** What follows the pack that is reckoned with. */
export interface AnalysisFollowing {
	readonly api: Api;
	readonly live: LiveStore;
	readonly pack: PackStore;
	readonly ways: WaysStore;
	readonly makeAnalysis?: typeof createCityAnalysis;
}

/** The roads are fetched when nobody asks for them too, so that ways are found after the server is gone: but after the map. */
const FETCH_AFTER_MS = 8000;
/** How old the service's records of stations and water may become before they are read again. */
const REFRESH_AFTER_MS = 2000;

/** Keeps the page's own analysis on the city data on screen: another version of it is opened anew. Returns its undo. */
export function followAnalysis({
	api,
	live,
	pack,
	ways,
	makeAnalysis = createCityAnalysis,
}: AnalysisFollowing): () => void {
	let shown: string | null = null;
	let analysis: CityAnalysis | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;

	function end(): void {
		clearTimeout(timer);
		analysis?.destroy();
		analysis = null;
		ways.setState({ analysis: null, table: null, service: null });
	}

	function follow(): void {
		const state = pack.getState();
		if (state.status !== 'ready' || state.manifest.version === shown) return;
		end();
		shown = state.manifest.version;
		const made = makeAnalysis({
			// With the hash: roads that are the same in another version come from the browser's cache.
			graphUrl: `${state.baseUrl}${PACK_FILES.roadGraph}?${hashOf(state.manifest, PACK_FILES.roadGraph) ?? ''}`,
			packUrl: state.baseUrl,
			async readTravelTable(signal) {
				const table = await api.readTravelTable(signal);
				ways.setState({ table });
				return table;
			},
			async readServiceTable(signal) {
				const service = await api.readServiceTable(signal);
				ways.setState({ service });
				return service;
			},
			readLaidRecords: api.readLaidRecords,
		});
		analysis = made;
		ways.setState({ analysis: made });
		timer = setTimeout(() => void made.open(), FETCH_AFTER_MS);
	}

	/** Another value: the service may have recorded something of stations or water since. */
	const readStamp = () => {
		const { connection, changedSeq } = live.getState();
		return connection === 'live' ? `${changedSeq.station ?? 0} ${changedSeq.water ?? 0}` : null;
	};
	let stamp = readStamp();
	let refreshTimer: ReturnType<typeof setTimeout> | undefined;
	function followRecords(): void {
		const next = readStamp();
		if (next === stamp) return;
		stamp = next;
		if (next === null) return;
		// A crew that tests one hydrant after the other is one reading every few seconds.
		refreshTimer ??= setTimeout(() => {
			refreshTimer = undefined;
			void analysis?.refreshRecords();
		}, REFRESH_AFTER_MS);
	}

	const unsubscribe = [pack.subscribe(follow), live.subscribe(followRecords)];
	follow();
	return () => {
		for (const undo of unsubscribe) undo();
		clearTimeout(refreshTimer);
		end();
	};
}
