import type { Api } from '../../client/api.ts';
import { createRouting, type Routing } from '../../client/routing.ts';
import { PACK_FILES } from '../../domain/pack/manifest.ts';
import { hashOf, type PackStore } from './pack-store.ts';
import type { WaysStore } from './ways-store.ts';

/** What follows the roads of the pack. */
export interface RoadsFollowing {
	readonly api: Api;
	readonly pack: PackStore;
	readonly ways: WaysStore;
	readonly makeRouting?: typeof createRouting;
}

/** The roads are fetched when nobody asks for them too, so that ways are found after the server is gone: but after the map. */
const FETCH_AFTER_MS = 8000;

/** Keeps the page's own routing on the roads of the city data on screen. Returns its undo. */
export function followRoads({ api, pack, ways, makeRouting = createRouting }: RoadsFollowing): () => void {
	let shown: string | null = null;
	let routing: Routing | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;

	function end(): void {
		clearTimeout(timer);
		routing?.destroy();
		routing = null;
		ways.setState({ routing: null, table: null });
	}

	function follow(): void {
		const state = pack.getState();
		if (state.status !== 'ready') return;
		const graphUrl = `${state.baseUrl}${PACK_FILES.roadGraph}?${hashOf(state.manifest, PACK_FILES.roadGraph) ?? ''}`;
		if (graphUrl === shown) return;
		end();
		shown = graphUrl;
		const made = makeRouting({
			graphUrl,
			async readTravelTable(signal) {
				const table = await api.readTravelTable(signal);
				ways.setState({ table });
				return table;
			},
		});
		routing = made;
		ways.setState({ routing: made });
		timer = setTimeout(() => void made.open(), FETCH_AFTER_MS);
	}

	const unsubscribe = pack.subscribe(follow);
	follow();
	return () => {
		unsubscribe();
		end();
	};
}
