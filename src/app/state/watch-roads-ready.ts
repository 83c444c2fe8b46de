import type { CityAnalysis } from '../../client/city-analysis.ts';
import type { WaysStore } from './ways-store.ts';

/** Calls back each time the page's own roads become ready: for the first time, after a failure, and those of another pack. Returns its undo. */
export function watchRoadsReady(ways: WaysStore, onReady: () => void): () => void {
	let stopWatching = () => {};

	function watch(analysis: CityAnalysis | null): void {
		stopWatching();
		stopWatching =
			analysis?.status.subscribe((status, before) => {
				if (status.state === 'ready' && before.state !== 'ready') onReady();
			}) ?? (() => {});
	}

	watch(ways.getState().analysis);
	const unsubscribe = ways.subscribe((state, before) => {
		if (state.analysis !== before.analysis) watch(state.analysis);
	});
	return () => {
		unsubscribe();
		stopWatching();
	};
}
