import type { Api } from '../../client/api.ts';
import type { LiveStore } from '../../client/state/live-store.ts';
import type { PackStore } from './pack-store.ts';

/** What the stations on screen follow. */
export interface StationFollowing {
	readonly api: Pick<Api, 'listStations'>;
	readonly live: LiveStore;
	readonly pack: PackStore;
}

/**
 * Reads the stations and their vehicles anew when the service changed one: a vehicle that came or went is on the unit board. What cannot be
 * read leaves what was known; the next change asks again. Returns its undo.
 */
export function followStations({ api, live, pack }: StationFollowing): () => void {
	let running: AbortController | null = null;
	const stop = live.subscribe(({ changedSeq }, before) => {
		if (changedSeq.station === before.changedSeq.station) return;
		running?.abort();
		const mine = new AbortController();
		running = mine;
		api.listStations(mine.signal).then(
			({ stations }) => {
				if (!mine.signal.aborted && pack.getState().status === 'ready')
					pack.setState({ stations, stationsError: null });
			},
			() => undefined,
		);
	});
	return () => {
		stop();
		running?.abort();
	};
}
