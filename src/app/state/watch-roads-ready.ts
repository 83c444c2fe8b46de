import type { Routing } from '../../client/routing.ts';
import type { WaysStore } from './ways-store.ts';

/** Calls back each time the page's own roads become ready: for the first time, after a failure, and those of another pack. Returns its undo. */
export function watchRoadsReady(ways: WaysStore, onReady: () => void): () => void {
	let stopWatching = () => {};

	function watch(routing: Routing | null): void {
		stopWatching();
		stopWatching =
			routing?.status.subscribe((status, before) => {
				if (status.state === 'ready' && before.state !== 'ready') onReady();
			}) ?? (() => {});
	}

	watch(ways.getState().routing);
	const unsubscribe = ways.subscribe((state, before) => {
		if (state.routing !== before.routing) watch(state.routing);
	});
	return () => {
		unsubscribe();
		stopWatching();
	};
}
