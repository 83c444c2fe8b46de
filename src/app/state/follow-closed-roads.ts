import type { LiveStore } from '../../client/state/live-store.ts';
import type { ClosuresStore } from './closures-store.ts';
import { watchRoadsReady } from './watch-roads-ready.ts';
import type { WaysStore } from './ways-store.ts';

/** What the roads under the closures follow. */
export interface ClosedRoadsFollowing {
	readonly live: LiveStore;
	readonly ways: WaysStore;
	readonly closures: ClosuresStore;
}

/**
 * Keeps the stretches of road that each closure closes or will close: asked once for a closure and a pack, and only when the page has
 * its roads, which nothing is fetched for here. What could not be answered is asked again at the next change. Returns its undo.
 */
export function followClosedRoads({ live, ways, closures }: ClosedRoadsFollowing): () => void {
	const asked = new Set<string>();
	let running = new AbortController();

	function follow(): void {
		const standing = live.getState().closures;
		dropOthers(new Set(standing.map(({ id }) => id)));
		const { analysis } = ways.getState();
		if (analysis?.status.getState().state !== 'ready') return;
		const { signal } = running;
		for (const { id, shape } of standing) {
			if (asked.has(id)) continue;
			asked.add(id);
			analysis.findClosedRoads(shape, signal).then(
				({ lines }) => {
					if (signal.aborted || !asked.has(id)) return;
					closures.setState(({ roads }) => ({ roads: { ...roads, [id]: lines } }));
				},
				() => {
					if (!signal.aborted) asked.delete(id);
				},
			);
		}
	}

	function dropOthers(standing: ReadonlySet<string>): void {
		for (const id of asked) if (!standing.has(id)) asked.delete(id);
		const { roads } = closures.getState();
		const kept = Object.entries(roads).filter(([id]) => standing.has(id));
		if (kept.length < Object.keys(roads).length) closures.setState({ roads: Object.fromEntries(kept) });
	}

	function forget(): void {
		running.abort();
		running = new AbortController();
		asked.clear();
		closures.setState({ roads: {} });
	}

	const undo = [
		live.subscribe((state, before) => {
			if (state.closures !== before.closures) follow();
		}),
		ways.subscribe((state, before) => {
			if (state.analysis === before.analysis) return;
			forget();
			follow();
		}),
		watchRoadsReady(ways, follow),
	];
	follow();
	return () => {
		running.abort();
		for (const unsubscribe of undo) unsubscribe();
	};
}
