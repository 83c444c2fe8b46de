import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Api } from '../../client/api.ts';
import type { Health } from '../../domain/api.ts';
import type { PackManifest } from '../../domain/pack/manifest.ts';
import type { Station } from '../../domain/station.ts';

/** The city data on screen: what lies in the pack, its stations, and what of it is damaged. */
export type PackState =
	| { readonly status: 'loading' }
	| { readonly status: 'failed'; readonly error: unknown }
	| {
			readonly status: 'ready';
			readonly manifest: PackManifest;
			/** Folder of the pack's files, ends with '/'. */
			readonly baseUrl: string;
			readonly stations: readonly Station[];
			/** Why there are none; null = they were read. */
			readonly stationsError: unknown;
			readonly problems: Health['problems'];
	  };

/** Holds PackState. */
export type PackStore = StoreApi<PackState>;

/** Makes the store, empty; call loadPack. */
export function createPackStore(): PackStore {
	return createStore<PackState>(() => ({ status: 'loading' }));
}

/** Reads the manifest, then stations and health, which may fail without taking the map with them. Never rejects. */
export async function loadPack(store: PackStore, api: Api, signal?: AbortSignal): Promise<void> {
	store.setState({ status: 'loading' }, true);
	try {
		const manifest = await api.readPack(signal);
		const [stations, health] = await Promise.allSettled([api.listStations(signal), api.readHealth(signal)]);
		store.setState(
			{
				status: 'ready',
				manifest,
				baseUrl: `/packs/${encodeURIComponent(manifest.name)}/`,
				stations: stations.status === 'fulfilled' ? stations.value.stations : [],
				stationsError: stations.status === 'fulfilled' ? null : stations.reason,
				problems: health.status === 'fulfilled' ? health.value.problems : [],
			},
			true,
		);
	} catch (error) {
		if (!signal?.aborted) store.setState({ status: 'failed', error }, true);
	}
}
