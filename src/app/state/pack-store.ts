import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Api } from '../../client/api.ts';
import { readGround } from '../../client/ground.ts';
import type { Health } from '../../domain/api.ts';
import type { GroundGrid } from '../../domain/pack/ground-grid.ts';
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
			/** What things stand on; null = the pack has no terrain, or it could not be read. */
			readonly ground: GroundGrid | null;
			/** Why it could not be read; null = it was, or there is none. */
			readonly groundError: unknown;
			readonly problems: Health['problems'];
	  };

/** Holds PackState. */
export type PackStore = StoreApi<PackState>;

/** Makes the store, empty; call loadPack. */
export function createPackStore(): PackStore {
	return createStore<PackState>(() => ({ status: 'loading' }));
}

/** Reads the manifest, then stations, health and the ground, which may fail without taking the map with them. Never rejects. */
export async function loadPack(store: PackStore, api: Api, signal?: AbortSignal): Promise<void> {
	store.setState({ status: 'loading' }, true);
	try {
		const manifest = await api.readPack(signal);
		const baseUrl = `/packs/${encodeURIComponent(manifest.name)}/`;
		const [stations, health, ground] = await Promise.allSettled([
			api.listStations(signal),
			api.readHealth(signal),
			manifest.terrain ? readGround(baseUrl, signal) : null,
		]);
		store.setState(
			{
				status: 'ready',
				manifest,
				baseUrl,
				stations: stations.status === 'fulfilled' ? stations.value.stations : [],
				stationsError: stations.status === 'fulfilled' ? null : stations.reason,
				ground: ground.status === 'fulfilled' ? ground.value : null,
				groundError: ground.status === 'rejected' ? ground.reason : null,
				problems: health.status === 'fulfilled' ? health.value.problems : [],
			},
			true,
		);
	} catch (error) {
		if (!signal?.aborted) store.setState({ status: 'failed', error }, true);
	}
}
